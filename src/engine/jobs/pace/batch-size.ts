/**
 * Points per database write at the VTN (`batch_size`): a pure calculation. The guide's table says where to begin; on
 * the first chunks the neighbours in it are tried in turn, and the one by which most points a second are confirmed
 * is kept.
 */
export interface BatchSizes {
  /** Kept from these trials or earlier ones; null while they go on. */
  readonly kept: number | null;
  readonly tried: ReadonlyMap<number, Trials>;
}

interface Trials {
  readonly chunks: number;
  readonly points: number;
  readonly durationMs: number;
}

/** The sizes of the guide's table. */
const sizes = [1000, 2000, 5000, 10_000] as const;
/** A chunk of fewer points is one write at any of the sizes. */
const fewestPoints = 2001;
/** Of each size; the first answers are those of a VTN that has to get going. */
const chunksOfEach = 4;
/** Another size than the table's must be better by so much to be worth it. */
const worthwhile = 1.05;

export function startBatchSizes(kept: number | null): BatchSizes {
  return { kept, tried: new Map() };
}

/** The guide's batch sizes: 1000-2000 under 10,000 points, 2000-5000 up to 100,000, more above. */
export function automaticBatchSize(points: number): number {
  if (points < 10_000) return 2000;
  return points < 100_000 ? 5000 : 10_000;
}

/** The size for the next chunk: the one that was tried least, the table's first. */
export function nextBatchSize({ kept, tried }: BatchSizes, points: number): number {
  if (kept !== null) return kept;
  if (points < fewestPoints) return automaticBatchSize(points);
  const chunks = (size: number): number => tried.get(size)?.chunks ?? 0;
  return candidates(points).reduce((least, size) => (chunks(size) < chunks(least) ? size : least));
}

/** A chunk was confirmed after so long. */
export function afterBatch(state: BatchSizes, size: number, points: number, durationMs: number): BatchSizes {
  if (state.kept !== null || points < fewestPoints) return state;
  const before = state.tried.get(size) ?? { chunks: 0, points: 0, durationMs: 0 };
  const after = {
    chunks: before.chunks + 1,
    points: before.points + points,
    durationMs: before.durationMs + Math.max(1, durationMs),
  };
  const tried = new Map(state.tried).set(size, after);
  const wanted = candidates(points);
  if (wanted.some((each) => (tried.get(each)?.chunks ?? 0) < chunksOfEach)) return { kept: null, tried };
  const usual = automaticBatchSize(points);
  const best = wanted.reduce((one, other) => (speed(tried, other) > speed(tried, one) ? other : one));
  return { kept: speed(tried, best) > speed(tried, usual) * worthwhile ? best : usual, tried };
}

/** What the trials have shown: "Batch size 5,000 is kept: of 2,000, 5,000 and 10,000 it confirmed most points a second". */
export function spellBatchSize({ kept, tried }: BatchSizes): string {
  const all = [...tried.keys()].sort((a, b) => a - b).map((size) => size.toLocaleString('en-GB'));
  const last = all.pop() ?? '';
  const names = all.length === 0 ? last : `${all.join(', ')} and ${last}`;
  return `Batch size ${(kept ?? 0).toLocaleString('en-GB')} is kept for this VTN, of ${names} that were tried`;
}

/** The table's size with its neighbours. */
function candidates(points: number): readonly number[] {
  const usual = automaticBatchSize(points);
  const place = sizes.findIndex((size) => size === usual);
  const neighbours = sizes.slice(Math.max(0, place - 1), place + 2);
  return [usual, ...neighbours.filter((size) => size !== usual)];
}

function speed(tried: ReadonlyMap<number, Trials>, size: number): number {
  const trials = tried.get(size);
  return trials === undefined ? 0 : trials.points / trials.durationMs;
}
