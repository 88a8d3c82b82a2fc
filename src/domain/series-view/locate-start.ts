/** The place of the first start at or after an instant; the number of starts when none is. `startMs` ascending. */
export function locateStart(startMs: Float64Array, atMs: number): number {
  let from = 0;
  let to = startMs.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((startMs[middle] as number) < atMs) from = middle + 1;
    else to = middle;
  }
  return from;
}
