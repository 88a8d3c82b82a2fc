/**
 * When the next chunk may go: a pure calculator over a small state, apart from whether it may (RetryPolicy). A
 * job has one for its own limits, and all jobs that send to one VTN share another for that VTN's.
 * Rates are points, requests and bytes a second; null is no limit. `ceiling` is what the search found (pace-search).
 */
export interface PacerState extends RateLimits {
  /** Points a second that the VTN was found to take; null while nothing is known. */
  readonly ceiling: number | null;
  /** The moment (epoch ms) from which the next chunk is within the rates. */
  readonly freeAtMs: number;
  /** Which of the rates the chunk booked last has to keep to; null when none of them held it. */
  readonly heldBy: HeldBy | null;
}

export type HeldBy = 'points' | 'requests' | 'bytes' | 'ceiling';

export interface RateLimits {
  readonly pointsPerSecond: number | null;
  readonly requestsPerSecond: number | null;
  readonly bytesPerSecond: number | null;
}

export interface ChunkAmount {
  readonly points: number;
  readonly bytes: number;
}

/** A chunk that is late by less than this leaves its neighbours where they were: so no time is lost to timers. */
const forgivenMs = 50;
/** What the VTN takes is no promise to anybody: there more may be made up for, after a busy moment of this computer. */
const forgivenAtCeilingMs = 150;

export function startPacer(limits: RateLimits): PacerState {
  return { ...ratesOf(limits), ceiling: null, freeAtMs: 0, heldBy: null };
}

/**
 * The limits that hold from now on. Bookings of chunks that still wait are void: they are to be booked anew, at
 * once where no limit has become stricter, else after what a chunk of a second may owe.
 */
export function changeLimits(state: PacerState, limits: RateLimits, nowMs: number): PacerState {
  const isStricter =
    isLower(limits.pointsPerSecond, state.pointsPerSecond) ||
    isLower(limits.requestsPerSecond, state.requestsPerSecond) ||
    isLower(limits.bytesPerSecond, state.bytesPerSecond);
  return {
    ...state,
    ...ratesOf(limits),
    freeAtMs: Math.min(state.freeAtMs, nowMs + (isStricter ? 1000 : 0)),
    heldBy: null,
  };
}

/** The ceiling that holds from the next chunk on. */
export function withCeiling(state: PacerState, ceiling: number | null): PacerState {
  return state.ceiling === ceiling ? state : { ...state, ceiling };
}

/** Nothing may go before this moment; who waits has to book anew. */
export function voidBookings(state: PacerState, untilMs: number): PacerState {
  return { ...state, freeAtMs: untilMs };
}

/** Books a chunk: it may go after `waitMs`, and the ones after it later by what it takes at the present rates. */
export function bookChunk(
  state: PacerState,
  nowMs: number,
  chunk: ChunkAmount,
): { readonly state: PacerState; readonly waitMs: number } {
  const { seconds, heldBy } = longestOf(state, chunk);
  const lateMs = heldBy === 'ceiling' ? forgivenAtCeilingMs : forgivenMs;
  const startMs = state.freeAtMs > nowMs - lateMs ? state.freeAtMs : nowMs;
  return {
    state: { ...state, freeAtMs: startMs + seconds * 1000, heldBy },
    waitMs: Math.max(0, startMs - nowMs),
  };
}

/** A chunk that takes this many seconds at the rates holds the others back too long. */
const longestSeconds = 5;

/** False for a chunk that was made when higher rates held: in smaller ones the job keeps to its pace better. */
export function fitsThePace(state: PacerState, chunk: ChunkAmount): boolean {
  return (
    chunk.points <= 1 || longestOf({ ...state, requestsPerSecond: null }, chunk).seconds <= longestSeconds
  );
}

/** The most points one chunk may have, so that a low limit makes small chunks and not long waits. */
export function pointsWithinASecond({ pointsPerSecond }: PacerState): number {
  return pointsPerSecond === null ? Infinity : Math.max(1, Math.floor(pointsPerSecond));
}

/** The largest body one chunk should have, so that a low limit of bytes makes small chunks too. */
export function bytesWithinASecond(state: PacerState): number {
  return state.bytesPerSecond === null ? Infinity : Math.max(1, Math.floor(state.bytesPerSecond));
}

/** What the chunk takes at the rate that is the strictest for it. */
function longestOf(state: PacerState, chunk: ChunkAmount): { seconds: number; heldBy: HeldBy | null } {
  const rates: readonly [HeldBy, number][] = [
    ['points', secondsFor(chunk.points, state.pointsPerSecond)],
    ['requests', secondsFor(1, state.requestsPerSecond)],
    ['bytes', secondsFor(chunk.bytes, state.bytesPerSecond)],
    ['ceiling', secondsFor(chunk.points, state.ceiling)],
  ];
  let longest: { seconds: number; heldBy: HeldBy | null } = { seconds: 0, heldBy: null };
  for (const [heldBy, seconds] of rates) if (seconds > longest.seconds) longest = { seconds, heldBy };
  return longest;
}

function ratesOf({ pointsPerSecond, requestsPerSecond, bytesPerSecond }: RateLimits): RateLimits {
  return { pointsPerSecond, requestsPerSecond, bytesPerSecond };
}

function isLower(limit: number | null, than: number | null): boolean {
  return (limit ?? Infinity) < (than ?? Infinity);
}

function secondsFor(amount: number, perSecond: number | null): number {
  return perSecond === null ? 0 : amount / perSecond;
}
