/**
 * When the next chunk may go: a pure calculator over a small state, apart from whether it may (RetryPolicy).
 * Rates are points and bytes a second; null is no limit. `adaptive…` is what the VTN's own "slow down" made.
 */
export interface PacerState {
  readonly pointsPerSecond: number | null;
  readonly bytesPerSecond: number | null;
  readonly adaptivePointsPerSecond: number | null;
  /** Chunks under way at once, now and at most. */
  readonly concurrency: number;
  readonly maxConcurrency: number;
  /** The moment (epoch ms) from which the next chunk is within the rates. */
  readonly freeAtMs: number;
  /** Nothing goes before this moment: the VTN asked for a pause. */
  readonly pausedUntilMs: number;
  readonly acceptedSinceSlowDown: number;
  /** Which of the rates the chunk booked last has to keep to; null when none of them held it. */
  readonly heldBy: HeldBy | null;
}

export type HeldBy = 'points' | 'bytes' | 'slow-down';

export interface ChunkAmount {
  readonly points: number;
  readonly bytes: number;
}

export interface PaceLimits {
  readonly pointsPerSecond: number | null;
  readonly bytesPerSecond: number | null;
  readonly concurrency: number;
}

/** Chunks confirmed in a row before one more may be under way again after a slow-down. */
const acceptedForOneMore = 20;
const slowestPointsPerSecond = 100;

export function startPacer(limits: PaceLimits): PacerState {
  return {
    pointsPerSecond: limits.pointsPerSecond,
    bytesPerSecond: limits.bytesPerSecond,
    adaptivePointsPerSecond: null,
    concurrency: limits.concurrency,
    maxConcurrency: limits.concurrency,
    freeAtMs: 0,
    pausedUntilMs: 0,
    acceptedSinceSlowDown: 0,
    heldBy: null,
  };
}

/**
 * The limits that hold from now on. Bookings of chunks that still wait are void: they are to be booked anew, at
 * once where no limit has become stricter, else after what a chunk of a second may owe.
 */
export function changeLimits(state: PacerState, limits: PaceLimits, nowMs: number): PacerState {
  const isSlowed = state.concurrency < state.maxConcurrency;
  const isStricter =
    isLower(limits.pointsPerSecond, state.pointsPerSecond) ||
    isLower(limits.bytesPerSecond, state.bytesPerSecond);
  return {
    ...state,
    pointsPerSecond: limits.pointsPerSecond,
    bytesPerSecond: limits.bytesPerSecond,
    concurrency: isSlowed ? Math.min(state.concurrency, limits.concurrency) : limits.concurrency,
    maxConcurrency: limits.concurrency,
    freeAtMs: Math.min(state.freeAtMs, nowMs + (isStricter ? 1000 : 0)),
    heldBy: null,
  };
}

/** Books a chunk: it may go after `waitMs`, and the ones after it later by what it takes at the present rates. */
export function bookChunk(
  state: PacerState,
  nowMs: number,
  chunk: ChunkAmount,
): { readonly state: PacerState; readonly waitMs: number } {
  const startMs = Math.max(nowMs, state.freeAtMs, state.pausedUntilMs);
  const { seconds, heldBy } = longestOf(state, chunk);
  return { state: { ...state, freeAtMs: startMs + seconds * 1000, heldBy }, waitMs: startMs - nowMs };
}

/** A chunk that takes this many seconds at the rates holds the others back too long. */
const longestSeconds = 5;

/** False for a chunk that was made when higher rates held: in smaller ones the job keeps to its pace better. */
export function fitsThePace(state: PacerState, chunk: ChunkAmount): boolean {
  return chunk.points <= 1 || longestOf(state, chunk).seconds <= longestSeconds;
}

/** The VTN asked us to slow down: half as many at once, a third less than the rate that was too much. */
export function slowDown(
  state: PacerState,
  nowMs: number,
  pauseMs: number,
  measuredPointsPerSecond: number,
): PacerState {
  // Chunks refused in the same pause were already under way: one slow-down for all of them.
  const alreadySlow = state.pausedUntilMs > nowMs;
  const pausedUntilMs = Math.max(state.pausedUntilMs, nowMs + pauseMs);
  if (alreadySlow) return { ...state, pausedUntilMs };
  const measured = measuredPointsPerSecond > 0 ? measuredPointsPerSecond * 0.7 : null;
  const slower = Math.min(measured ?? Infinity, (state.adaptivePointsPerSecond ?? Infinity) * 0.7);
  return {
    ...state,
    pausedUntilMs,
    concurrency: Math.max(1, Math.floor(state.concurrency / 2)),
    adaptivePointsPerSecond: Number.isFinite(slower) ? Math.max(slowestPointsPerSecond, slower) : null,
    acceptedSinceSlowDown: 0,
  };
}

/** A chunk was confirmed: the pace creeps up again until nothing of the slow-down is left. */
export function speedUp(state: PacerState): PacerState {
  if (state.adaptivePointsPerSecond === null && state.concurrency >= state.maxConcurrency) return state;
  const accepted = state.acceptedSinceSlowDown + 1;
  const oneMore = accepted % acceptedForOneMore === 0;
  const concurrency = Math.min(state.maxConcurrency, state.concurrency + (oneMore ? 1 : 0));
  const faster = state.adaptivePointsPerSecond === null ? null : state.adaptivePointsPerSecond * 1.05;
  const isFree = concurrency >= state.maxConcurrency && accepted > acceptedForOneMore * state.maxConcurrency;
  return {
    ...state,
    acceptedSinceSlowDown: accepted,
    concurrency,
    adaptivePointsPerSecond: isFree ? null : faster,
  };
}

/** The most points one chunk may have, so that a low limit makes small chunks and not long waits. */
export function pointsWithinASecond(state: PacerState): number {
  const limit = Math.min(state.pointsPerSecond ?? Infinity, state.adaptivePointsPerSecond ?? Infinity);
  return Number.isFinite(limit) ? Math.max(1, Math.floor(limit)) : Infinity;
}

/** The largest body one chunk should have, so that a low limit of bytes makes small chunks too. */
export function bytesWithinASecond(state: PacerState): number {
  return state.bytesPerSecond === null ? Infinity : Math.max(1, Math.floor(state.bytesPerSecond));
}

/** What the chunk takes at the rate that is the strictest for it. */
function longestOf(state: PacerState, chunk: ChunkAmount): { seconds: number; heldBy: HeldBy | null } {
  const rates: readonly [HeldBy, number][] = [
    ['points', secondsFor(chunk.points, state.pointsPerSecond)],
    ['bytes', secondsFor(chunk.bytes, state.bytesPerSecond)],
    ['slow-down', secondsFor(chunk.points, state.adaptivePointsPerSecond)],
  ];
  let longest: { seconds: number; heldBy: HeldBy | null } = { seconds: 0, heldBy: null };
  for (const [heldBy, seconds] of rates) if (seconds > longest.seconds) longest = { seconds, heldBy };
  return longest;
}

function isLower(limit: number | null, than: number | null): boolean {
  return (limit ?? Infinity) < (than ?? Infinity);
}

function secondsFor(amount: number, perSecond: number | null): number {
  return perSecond === null ? 0 : amount / perSecond;
}
