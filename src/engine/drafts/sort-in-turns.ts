/** Runs that are sorted at one go. */
const runLength = 2048;

/** The thread belongs to running jobs too: nobody waits longer than this for a sort. */
const turnMs = 8;

/**
 * The positions 0 … count - 1 in the order of `compare`, equal ones in their own order. Gives the thread away every
 * few milliseconds.
 */
export async function sortInTurns(
  count: number,
  compare: (one: number, other: number) => number,
): Promise<Int32Array> {
  const turn = createTurn();
  let order = Int32Array.from({ length: count }, (_, position) => position);
  for (let from = 0; from < count; from += runLength) {
    order.subarray(from, from + runLength).sort(compare);
    await turn();
  }
  let merged = new Int32Array(count);
  for (let width = runLength; width < count; width *= 2) {
    for (let from = 0; from < count; from += 2 * width) {
      const middle = Math.min(from + width, count);
      const to = Math.min(from + 2 * width, count);
      await merge(order, merged, { from, middle, to }, compare, turn);
    }
    [order, merged] = [merged, order];
  }
  return order;
}

interface Runs {
  readonly from: number;
  readonly middle: number;
  readonly to: number;
}

async function merge(
  source: Int32Array,
  target: Int32Array,
  { from, middle, to }: Runs,
  compare: (one: number, other: number) => number,
  turn: () => Promise<void> | undefined,
): Promise<void> {
  let left = from;
  let right = middle;
  for (let place = from; place < to; place++) {
    if ((place & 1023) === 0) await turn();
    const takesLeft =
      right >= to || (left < middle && compare(source[left] as number, source[right] as number) <= 0);
    target[place] = source[takesLeft ? left++ : right++] as number;
  }
}

function createTurn(): () => Promise<void> | undefined {
  let sinceMs = performance.now();
  return () => {
    if (performance.now() - sinceMs < turnMs) return undefined;
    return new Promise((resolve) =>
      setImmediate(() => {
        sinceMs = performance.now();
        resolve();
      }),
    );
  };
}
