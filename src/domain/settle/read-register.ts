import { rowOutcome } from '../row-outcome.ts';
import type { Unit } from '../unit.ts';
import { worseQuality } from './quality-rank.ts';
import { judgeSteps, roundTo } from './register-steps.ts';
import type { RegisterSteps } from './register-steps.ts';
import { plural, spellLength, spellSpan, spellTime } from './spell-length.ts';

/** What to do where a register steps back: leave a gap, count on over its end, or count from zero. */
export type RegisterReset = 'gap' | 'rollover' | 'restart';

/** Readings of a register in order of time, each time once. */
export interface RegisterRows {
  readonly rows: Uint32Array;
  readonly startMs: Float64Array;
  readonly readings: Float64Array;
  readonly quality: Uint8Array | null;
  /** Of the readings, for sentences. */
  readonly unit: Unit | null;
}

/** Intervals between readings: `rows` holds the row of the reading that opens each. */
export interface RegisterIntervals {
  readonly rows: Uint32Array;
  readonly endMs: Float64Array;
  readonly value: Float64Array;
  readonly quality: Uint8Array | null;
  readonly notes: readonly string[];
  /** By the row that was left out: the row to show, with the sentence why. */
  readonly reasons: ReadonlyMap<number, RegisterReason>;
}

export interface RegisterReason {
  readonly row: number;
  readonly text: string;
}

/** So many readings a stray one may last before the register is back. */
const strayLimit = 100;
/** So many standing steps in a row are a standstill. */
const standstillSteps = 4;
const reasonLimit = 100_000;

/**
 * Turns readings of a cumulative register into what passed between them. Where readings are missing, or the
 * register stood still and then caught up, one long interval holds the energy, whose time nobody knows. A step
 * back is settled by `reset`; a step up beyond all that is usual is no interval. Differences keep the decimals
 * of the readings. What becomes of each row goes into `outcomes`; the last reading only closes.
 */
export function readRegister(
  register: RegisterRows,
  usualMs: number,
  reset: RegisterReset,
  outcomes: Uint8Array,
): RegisterIntervals {
  const steps = judgeSteps(register.startMs, register.readings, usualMs);
  return new RegisterWalk(register, usualMs, reset, steps, outcomes).walk();
}

class RegisterWalk {
  readonly #register: RegisterRows;
  readonly #usualMs: number;
  readonly #reset: RegisterReset;
  readonly #steps: RegisterSteps;
  readonly #outcomes: Uint8Array;
  /** Places in the register of the reading that opens each interval so far. */
  readonly #opener: Uint32Array;
  readonly #endMs: Float64Array;
  readonly #codes: Uint8Array | null;
  readonly #value: Float64Array;
  readonly #reasons = new Map<number, RegisterReason>();
  #count = 0;
  #standing = 0;
  #back = 0;
  #long = { count: 0, sum: 0, longestMs: 0, atMs: 0 };
  #standstills = { count: 0, sum: 0, atMs: 0 };

  constructor(
    register: RegisterRows,
    usualMs: number,
    reset: RegisterReset,
    steps: RegisterSteps,
    outcomes: Uint8Array,
  ) {
    this.#register = register;
    this.#usualMs = usualMs;
    this.#reset = reset;
    this.#steps = steps;
    this.#outcomes = outcomes;
    this.#opener = new Uint32Array(register.rows.length);
    this.#endMs = new Float64Array(register.rows.length);
    this.#codes = register.quality === null ? null : new Uint8Array(register.rows.length);
    this.#value = new Float64Array(register.rows.length);
  }

  walk(): RegisterIntervals {
    const { rows, startMs, readings } = this.#register;
    let from = 0;
    for (let to = 1; to < rows.length;) {
      const step = (readings[to] as number) - (readings[from] as number);
      const lasted = (startMs[to] as number) - (startMs[from] as number);
      const intervals = Math.max(1, lasted / this.#usualMs);
      const isUsual = step >= 0 && step <= this.#steps.afterStandstill * intervals;
      const returned = isUsual ? 0 : this.#returnAfterStray(from, to);
      if (returned > 0) {
        this.#leaveOutStray(from, to, returned);
        to = returned;
        continue;
      }
      if (step < 0) this.#stepBack(from, to);
      else if (isUsual) this.#add(from, to, step);
      else this.#stepFarUp(from, to, step, intervals);
      from = to++;
    }
    if (rows.length > 0) this.#outcomes[rows[from] as number] = rowOutcome.closing;
    return this.#finish();
  }

  #add(from: number, to: number, step: number): void {
    const { startMs } = this.#register;
    const at = this.#count++;
    this.#put(at, from, to, step);
    this.#standing = step === 0 ? this.#standing + 1 : 0;
    const lastedMs = (startMs[to] as number) - (startMs[from] as number);
    if (lastedMs <= 1.5 * this.#usualMs) return;
    const long = this.#long;
    long.count++;
    long.sum += this.#value[at] ?? 0;
    if (lastedMs > long.longestMs) [long.longestMs, long.atMs] = [lastedMs, startMs[from] as number];
  }

  #put(at: number, from: number, to: number, step: number): void {
    const { startMs, quality } = this.#register;
    this.#opener[at] = from;
    this.#endMs[at] = startMs[to] as number;
    this.#value[at] = roundTo(this.#steps.precision, step);
    if (quality === null || this.#codes === null) return;
    this.#codes[at] = worseQuality(quality[from] as number, quality[to] as number);
  }

  /** Where the register goes on after readings that are far off, as if they had not been; 0 when it does not. */
  #returnAfterStray(from: number, first: number): number {
    const { readings, startMs } = this.#register;
    const base = readings[from] as number;
    const limit = Math.min(readings.length, first + strayLimit);
    const off = (readings[first] as number) - base;
    const isLow = off < 0;
    if (Math.abs(off) <= this.#steps.beyondAll && !(isLow && base + off < base / 2)) return 0;
    for (let at = first + 1; at < limit; at++) {
      const reading = readings[at] as number;
      const before = readings[at - 1] as number;
      const onwards = reading - base;
      const jump = Math.abs(reading - before);
      if (onwards < 0 || (isLow ? reading <= before : reading >= before)) continue;
      const intervals = Math.max(1, ((startMs[at] as number) - (startMs[from] as number)) / this.#usualMs);
      const isFar = jump > this.#steps.beyondAll || (jump > base / 2 && onwards < jump / 10);
      if (isFar && onwards <= this.#steps.beyondAll * intervals) return at;
    }
    return 0;
  }

  #leaveOutStray(from: number, first: number, returned: number): void {
    const { rows, readings } = this.#register;
    for (let at = first; at < returned; at++) {
      this.#outcomes[rows[at] as number] = rowOutcome.strayReading;
      this.#explain(at, at, () => {
        const [before, here, after] = [from, at, returned].map((place) => readings[place]);
        return `The register reads ${here} between ${before} and ${after}, where it goes on as if this reading had not been.`;
      });
    }
  }

  #stepBack(from: number, to: number): void {
    const { rows, readings } = this.#register;
    const before = readings[from] as number;
    const after = readings[to] as number;
    this.#back++;
    this.#standing = 0;
    const end = registerEnd(before, after);
    if (this.#reset === 'restart') return this.#add(from, to, after);
    if (this.#reset === 'rollover' && end !== null) return this.#add(from, to, end - before + after);
    this.#outcomes[rows[from] as number] = rowOutcome.registerStep;
    this.#explain(from, to, () => {
      const rounded = (value: number): number => roundTo(this.#steps.precision, value);
      const over =
        end === null
          ? 'It did not run over a power of ten;'
          : `It ran over its end at ${end} (then ${rounded(end - before + after)} passed), or`;
      return `The register steps back from ${before} to ${after}. ${over} it was exchanged or set back (then ${after} passed, if it began at 0).`;
    });
  }

  #stepFarUp(from: number, to: number, step: number, intervals: number): void {
    const { rows, startMs, readings } = this.#register;
    if (this.#standing >= standstillSteps) {
      this.#mergeStandstill(from, to, step);
      return;
    }
    if (step <= this.#steps.beyondAll * intervals || intervals > 1.5) return this.#add(from, to, step);
    this.#standing = 0;
    this.#outcomes[rows[from] as number] = rowOutcome.registerStep;
    this.#explain(from, to, () => {
      const length = spellLength((startMs[to] as number) - (startMs[from] as number));
      return `The register jumps from ${readings[from]} to ${readings[to]} within ${length}, far beyond all its other steps: it was exchanged, or a reading is wrong.`;
    });
  }

  /** The register stood still and caught up: one interval over all of it. */
  #mergeStandstill(from: number, to: number, step: number): void {
    const { rows, startMs } = this.#register;
    const first = this.#count - this.#standing;
    const opener = this.#opener[first] as number;
    for (let at = first + 1; at < this.#count; at++) {
      this.#outcomes[rows[this.#opener[at] as number] as number] = rowOutcome.merged;
    }
    this.#outcomes[rows[from] as number] = rowOutcome.merged;
    this.#count = first + 1;
    this.#put(first, opener, to, step);
    this.#standing = 0;
    this.#standstills.sum += this.#value[first] ?? 0;
    if (this.#standstills.count++ === 0) this.#standstills.atMs = startMs[opener] as number;
  }

  #explain(key: number, shown: number, text: () => string): void {
    if (this.#reasons.size >= reasonLimit) return;
    const { rows } = this.#register;
    this.#reasons.set(rows[key] as number, { row: rows[shown] as number, text: text() });
  }

  #finish(): RegisterIntervals {
    const { rows } = this.#register;
    const count = this.#count;
    const openers = this.#opener.subarray(0, count);
    for (let at = 0; at < count; at++) openers[at] = rows[openers[at] as number] as number;
    return {
      rows: openers,
      endMs: this.#endMs.subarray(0, count),
      value: this.#value.subarray(0, count),
      quality: this.#codes?.subarray(0, count) ?? null,
      notes: this.#spellNotes(),
      reasons: this.#reasons,
    };
  }

  #amount(sum: number): string {
    const { unit } = this.#register;
    const rounded = roundTo(this.#steps.precision, sum);
    return unit === null ? String(rounded) : `${rounded} ${unit}`;
  }

  #spellNotes(): string[] {
    const notes: string[] = [];
    const { count, sum, longestMs, atMs } = this.#long;
    const pairs = this.#register.rows.length - 1;
    const longest = `the longest over ${spellSpan(longestMs)} from ${spellTime(atMs)}`;
    if (count * 2 > pairs) {
      notes.push(
        `The register was read at irregular times: each interval lasts from one reading to the next, ${longest}.`,
      );
    } else if (count > 0) {
      const times = plural(count, 'time readings', 'times readings');
      notes.push(
        `${times} of the register are missing: one long interval each, ${this.#amount(sum)} in all, ${longest}.`,
      );
    }
    const still = this.#standstills;
    if (still.count > 0) {
      notes.push(
        `${plural(still.count, 'time', 'times')} the register stood still and then caught up, first from ` +
          `${spellTime(still.atMs)}: one long interval each, ${this.#amount(still.sum)} in all.`,
      );
    }
    if (this.#back > 2 && this.#back * 20 > pairs) {
      notes.push(
        `The values step back ${this.#back} times in ${pairs} steps: they may be no register at all.`,
      );
    }
    return notes;
  }
}

/** The power of ten that a register with so many digits runs over at, when that is what a step back looks like. */
function registerEnd(before: number, after: number): number | null {
  if (before < 1 || after < 0) return null;
  const end = 10 ** (Math.floor(Math.log10(before)) + 1);
  return before >= 0.9 * end && after <= 0.1 * end ? end : null;
}
