import { rowOutcome } from './row-outcome.ts';

/** Of readings with one start and different values: leave all out, or take the first or the last in the file. */
export type ConflictPolicy = 'reject' | 'first' | 'last';

/**
 * Takes one row of each start, or none, and writes into `outcomes` what becomes of the others. Returns the
 * rows taken, in order of their starts; `order` holds the rows in that order.
 */
export function settleEqualStarts(
  startMs: Float64Array,
  values: Float64Array,
  order: Uint32Array,
  policy: ConflictPolicy,
  outcomes: Uint8Array,
): Uint32Array {
  const taken = new Uint32Array(order.length);
  let count = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    const start = startMs[order[from] as number];
    while (to < order.length && startMs[order[to] as number] === start) to++;
    const row =
      to - from === 1
        ? takeSingle(order[from] as number, values, outcomes)
        : takeOne(order.subarray(from, to), values, policy, outcomes);
    if (row !== null) taken[count++] = row;
  }
  return taken.subarray(0, count);
}

function takeSingle(row: number, values: Float64Array, outcomes: Uint8Array): number | null {
  if (Number.isFinite(values[row])) return row;
  outcomes[row] = rowOutcome.gap;
  return null;
}

function takeOne(
  rows: Uint32Array,
  values: Float64Array,
  policy: ConflictPolicy,
  outcomes: Uint8Array,
): number | null {
  const finite: number[] = [];
  for (const row of rows) {
    if (Number.isFinite(values[row])) finite.push(row);
    else outcomes[row] = rowOutcome.gap;
  }
  const first = finite[0];
  if (first === undefined) return null;
  if (finite.length === 1) return first;
  const agree = finite.every((row) => values[row] === values[first]);
  if (!agree && policy === 'reject') {
    for (const row of finite) outcomes[row] = rowOutcome.conflict;
    return null;
  }
  const kept = !agree && policy === 'last' ? (finite.at(-1) as number) : first;
  for (const row of finite) {
    if (row !== kept)
      outcomes[row] = values[row] === values[kept] ? rowOutcome.duplicate : rowOutcome.conflict;
  }
  return kept;
}
