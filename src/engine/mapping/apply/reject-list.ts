import type { IgnoredRow } from '../../sources/source.ts';
import type { RejectedRow } from './mapped-file.ts';
import type { SpillFile } from './spill-file.ts';

/** So many are kept as they are; the rest lies in the spill file as lines of JSON. */
const keptInMemory = 10_000;
const chunkLength = 256 * 1024;
const longestText = 200;

/** The rows that became no reading, in the file's order, however many there are. */
export class RejectList {
  readonly #spill: SpillFile;
  readonly #first: RejectedRow[] = [];
  readonly #chunks: { readonly from: number; readonly sizeBytes: number }[] = [];
  #lines: string[] = [];
  #linesLength = 0;
  /** Rows that the source itself set aside, ahead of the rows of the batch they came with. */
  #waiting: (IgnoredRow & { readonly dataset: string })[] = [];
  #ignored = 0;

  constructor(spill: SpillFile) {
    this.#spill = spill;
  }

  get ignored(): number {
    return this.#ignored;
  }

  /** Takes a row that the source says is no data; it gets its place among the others by its number. */
  wait(dataset: string, row: IgnoredRow): void {
    this.#waiting.push({ ...row, dataset });
  }

  /** Adds a row behind those of the source that stand before it in the file. */
  add(row: RejectedRow): void {
    if (this.#waiting.length > 0) this.settleUntil(row.row);
    this.#keep(row);
  }

  /** Gives the waiting rows up to this one their place. */
  settleUntil(row: number): void {
    let taken = 0;
    for (const waiting of this.#waiting) {
      if (waiting.row > row) break;
      const { dataset, text, reason } = waiting;
      this.#keep({ row: waiting.row, dataset, series: null, field: '', text, reason, outcome: 'ignored' });
      taken++;
    }
    if (taken > 0) this.#waiting = this.#waiting.slice(taken);
  }

  /** Drops what waits: it lies beyond the last row that was asked for. */
  forgetWaiting(): void {
    this.#waiting = [];
  }

  *rows(): Generator<RejectedRow> {
    yield* this.#first;
    for (const { from, sizeBytes } of this.#chunks) {
      const bytes = new Uint8Array(sizeBytes);
      this.#spill.read(from, bytes);
      for (const line of new TextDecoder().decode(bytes).split('\n')) yield JSON.parse(line) as RejectedRow;
    }
    for (const line of this.#lines) yield JSON.parse(line) as RejectedRow;
  }

  #keep(row: RejectedRow): void {
    if (row.outcome === 'ignored') this.#ignored++;
    const short =
      row.text.length > longestText ? { ...row, text: `${row.text.slice(0, longestText)}…` } : row;
    if (this.#first.length < keptInMemory) {
      this.#first.push(short);
      return;
    }
    const line = JSON.stringify(short);
    this.#lines.push(line);
    this.#linesLength += line.length;
    if (this.#linesLength < chunkLength) return;
    const bytes = new TextEncoder().encode(this.#lines.join('\n'));
    this.#chunks.push({ from: this.#spill.append(bytes), sizeBytes: bytes.length });
    this.#lines = [];
    this.#linesLength = 0;
  }
}
