/** What is known of one value of a day. */
export const valueState = {
  actual: 0,
  /** Substituted or estimated. */
  estimated: 1,
  /** The file says that there is no reading. */
  absent: 2,
  /** Of a day with several qualities (V) before, or without, a 400 record that says which. */
  variable: 3,
  /** The text is no number: rejected, so neither a reading nor a gap. */
  unreadable: 4,
} as const;

// A file may have a hundred thousand channels without a day: they share these.
const noNumbers = new Float64Array(0);
const noStates = new Uint8Array(0);

/** The days of one channel in file order: one start, one row number and `perDay` values a day. */
export class DayStore {
  readonly perDay: number;
  days = 0;
  /** Midnight of each day on the wall clock. */
  dayMs = noNumbers;
  rows = noNumbers;
  values = noNumbers;
  states = noStates;

  constructor(perDay: number) {
    this.perDay = perDay;
  }

  /** Makes room for one day more and gives the place of its first value. */
  add(dayMs: number, row: number): number {
    if (this.days === this.dayMs.length) this.#grow(Math.max(4, this.days * 2));
    this.dayMs[this.days] = dayMs;
    this.rows[this.days] = row;
    return this.days++ * this.perDay;
  }

  /** True when two of the days are the same; the rows of the first such pair. */
  repeatedDays(): { count: number; first: number; second: number; dayMs: number } | null {
    if (this.#isAscending()) return null;
    const order = Uint32Array.from({ length: this.days }, (_, place) => place);
    order.sort((a, b) => (this.dayMs[a] ?? 0) - (this.dayMs[b] ?? 0) || a - b);
    let count = 0;
    let earliest = this.days;
    let first = 0;
    for (let i = 1; i < order.length; i++) {
      const before = order[i - 1] ?? 0;
      const place = order[i] ?? 0;
      if (this.dayMs[before] !== this.dayMs[place]) continue;
      count++;
      if (place < earliest) [earliest, first] = [place, before];
    }
    if (count === 0) return null;
    const rowOf = (place: number): number => this.rows[place] ?? 0;
    return { count, first: rowOf(first), second: rowOf(earliest), dayMs: this.dayMs[earliest] ?? 0 };
  }

  #isAscending(): boolean {
    for (let day = 1; day < this.days; day++) {
      if ((this.dayMs[day] ?? 0) <= (this.dayMs[day - 1] ?? 0)) return false;
    }
    return true;
  }

  #grow(days: number): void {
    const count = days * this.perDay;
    this.dayMs = longer(this.dayMs, days);
    this.rows = longer(this.rows, days);
    this.values = longer(this.values, count);
    this.states =
      this.days === 0 ? new Uint8Array(count) : new Uint8Array(this.states.buffer.transfer(count));
  }
}

/** The same numbers with zeros behind; their memory is moved, not copied, where the system can. */
function longer(numbers: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  if (numbers.length === 0) return new Float64Array(length);
  return new Float64Array(numbers.buffer.transfer(length * Float64Array.BYTES_PER_ELEMENT));
}
