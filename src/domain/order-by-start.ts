const digitBits = 14;
const digitCount = 1 << digitBits;

/**
 * The rows in the order of their starts, rows of one start in file order; rows whose start is NaN are left
 * out. Starts are whole epoch ms. Linear in the number of rows: a radix sort, since sorting 16 million rows
 * with a comparison takes half a minute.
 */
export function orderByStart(startMs: Float64Array): Uint32Array {
  const rows = presentRows(startMs);
  if (isAscending(startMs, rows)) return rows;
  if (isDescending(startMs, rows)) return rows.reverse();
  const [from, to] = span(startMs, rows);
  let ordered = rows;
  let spare = new Uint32Array(rows.length);
  for (let weight = 1; weight <= to - from; weight *= digitCount) {
    sortByDigit(startMs, from, weight, ordered, spare);
    [ordered, spare] = [spare, ordered];
  }
  return ordered;
}

/** The starts of rows in order, each once. */
export function distinctStarts(startMs: Float64Array, order: Uint32Array): Float64Array {
  const starts = new Float64Array(order.length);
  let count = 0;
  for (const row of order) {
    const start = startMs[row] as number;
    if (count === 0 || starts[count - 1] !== start) starts[count++] = start;
  }
  return starts.subarray(0, count);
}

function presentRows(startMs: Float64Array): Uint32Array<ArrayBuffer> {
  const rows = new Uint32Array(startMs.length);
  let count = 0;
  for (let row = 0; row < startMs.length; row++) {
    if (!Number.isNaN(startMs[row])) rows[count++] = row;
  }
  return count === rows.length ? rows : rows.slice(0, count);
}

function isAscending(startMs: Float64Array, rows: Uint32Array): boolean {
  for (let index = 1; index < rows.length; index++) {
    if ((startMs[rows[index] as number] as number) < (startMs[rows[index - 1] as number] as number))
      return false;
  }
  return true;
}

/** Files often run from the newest to the oldest; rows of one start would have to keep their order. */
function isDescending(startMs: Float64Array, rows: Uint32Array): boolean {
  for (let index = 1; index < rows.length; index++) {
    if ((startMs[rows[index] as number] as number) >= (startMs[rows[index - 1] as number] as number))
      return false;
  }
  return true;
}

function span(startMs: Float64Array, rows: Uint32Array): [number, number] {
  let from = Infinity;
  let to = -Infinity;
  for (const row of rows) {
    const start = startMs[row] as number;
    if (start < from) from = start;
    if (start > to) to = start;
  }
  return [from, to];
}

/** One stable pass over the digit of this weight: `from` ordered, `into` receives. */
function sortByDigit(
  startMs: Float64Array,
  base: number,
  weight: number,
  rows: Uint32Array,
  into: Uint32Array,
): void {
  const digitOf = (row: number): number =>
    Math.floor(((startMs[row] as number) - base) / weight) % digitCount;
  const places = new Uint32Array(digitCount + 1);
  for (const row of rows) places[digitOf(row) + 1] = (places[digitOf(row) + 1] as number) + 1;
  for (let digit = 0; digit < digitCount; digit++) {
    places[digit + 1] = (places[digit + 1] as number) + (places[digit] as number);
  }
  for (const row of rows) {
    const digit = digitOf(row);
    const place = places[digit] as number;
    into[place] = row;
    places[digit] = place + 1;
  }
}
