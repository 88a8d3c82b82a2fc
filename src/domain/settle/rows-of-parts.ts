import type { SettledPart } from './settle-part.ts';

/** Numbers the rows of several parts through, so that an interval of a sum knows where it came from. */
export class RowsOfParts {
  readonly #parts: readonly SettledPart[];
  readonly #offsets: readonly number[];

  constructor(parts: readonly SettledPart[]) {
    this.#parts = parts;
    let rows = 0;
    this.#offsets = parts.map(({ outcomes }) => (rows += outcomes.length) - outcomes.length);
  }

  /** Rows of the part at this place, numbered through. */
  number(place: number, rows: Uint32Array): Uint32Array {
    const offset = this.#offsets[place] as number;
    return offset === 0 ? rows : rows.map((row) => row + offset);
  }

  find(numbered: number): { part: SettledPart; row: number } {
    let place = this.#offsets.length - 1;
    while ((this.#offsets[place] as number) > numbered) place--;
    return { part: this.#parts[place] as SettledPart, row: numbered - (this.#offsets[place] as number) };
  }

  mark(numbered: readonly number[], outcome: number): void {
    for (const one of numbered) {
      const { part, row } = this.find(one);
      part.outcomes[row] = outcome;
    }
  }
}
