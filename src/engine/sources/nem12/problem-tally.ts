/** Something about the file that a person should know; the readings go on. */
export interface Nem12Problem {
  readonly code: Nem12ProblemCode;
  readonly text: string;
  /** The first row it stands in, as an editor shows it; null when it is about the whole file. */
  readonly row: number | null;
}

export type Nem12ProblemCode =
  | 'quality-unclear'
  | 'day-repeated'
  | 'unit-unknown'
  | 'zone-doubtful'
  | 'channel-split'
  | 'nmi-doubtful'
  | 'no-readings';

const mostProblems = 200;

/** Counts what happens again and again, so that a file of a million odd rows has a handful of problems. */
export class ProblemTally {
  readonly #counted = new Map<string, { code: Nem12ProblemCode; what: string; count: number; row: number }>();
  #others = 0;

  /** @param what the sentence without where it is, such as `E1 of NMI 1: the quality is missing` */
  add(code: Nem12ProblemCode, what: string, row: number): void {
    const key = `${code} ${what}`;
    const known = this.#counted.get(key);
    if (known !== undefined) known.count++;
    else if (this.#counted.size < mostProblems) this.#counted.set(key, { code, what, count: 1, row });
    else this.#others++;
  }

  list(): Nem12Problem[] {
    const problems: Nem12Problem[] = Array.from(this.#counted.values(), ({ code, what, count, row }) => {
      const where = count === 1 ? `(row ${row})` : `(${count} times, first in row ${row})`;
      return { code, text: `${what} ${where}.`, row };
    });
    if (this.#others > 0) {
      const text = `${this.#others} more rows have qualities or units that are not clear.`;
      problems.push({ code: 'quality-unclear', text, row: null });
    }
    return problems;
  }
}
