import type { CsvDataset } from './dataset-list.ts';
import type { StreamState } from './row-stream.ts';

/** A line's start from which the file can be read on, knowing what was before. */
export interface Waypoint {
  readonly offset: number;
  readonly line: number;
  readonly state: StreamState;
}

const linesApart = 50_000;

/** Places along the file, so that later rows are found without reading it from the start. */
export class Waypoints {
  readonly #marks: Waypoint[] = [];

  mark(offset: number, line: number, state: StreamState | null): void {
    const last = this.#marks.at(-1);
    if (
      state?.dataset == null ||
      (last !== undefined && (offset <= last.offset || line < last.line + linesApart))
    )
      return;
    this.#marks.push({ offset, line, state });
  }

  /** The last one before the row; null for the file's start. */
  before(dataset: CsvDataset, row: number): Waypoint | null {
    let found: Waypoint | null = null;
    for (const mark of this.#marks) {
      const passed = mark.state.rows[dataset.index] ?? 0;
      if (passed > row || (mark.state.dataset !== dataset && passed > 0 && passed === row)) break;
      found = mark;
    }
    return found;
  }
}
