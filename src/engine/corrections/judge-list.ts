import { AppError } from '../../contract/app-error.ts';
import type { Corrections } from '../../contract/handover-shapes.ts';
import { fromCsvField } from '../../domain/csv-field.ts';
import { qualityOf } from '../../domain/quality-code.ts';
import type { QualityCode } from '../../domain/quality-code.ts';
import { seriesToAddTo, usualLengthMs } from '../ledger/correction-reads.ts';
import type { Correction } from '../ledger/corrections.ts';
import { intervalsOf, leftOutRowsOf } from '../ledger/reject-reads.ts';
import type { FoundInterval, LeftOutRow } from '../ledger/reject-reads.ts';
import type { ListPage } from '../workers/list-pages.ts';
import { FreePlaces } from './free-places.ts';
import { judgeAddition, judgeReplacement } from './judge-row.ts';
import type { CorrectedRow } from './judge-row.ts';
import { readWhole } from './list-rejects.ts';
import type { PlannedParts } from './planned-intervals.ts';
import { readRejectKey } from './reject-key.ts';
import type { RejectKey } from './reject-key.ts';

/** A refused interval that goes out with another value. */
export interface Replaced {
  readonly seriesId: number;
  readonly correction: Correction;
}

/** A row that becomes an interval of these series. */
export interface Added extends Omit<Correction, 'index'> {
  /** Of `row_set_aside`. */
  readonly rowId: number;
  readonly seriesIds: readonly number[];
}

/** What a list of corrected rows comes to, and all that is needed to act on it. */
export interface JudgedList {
  readonly report: Corrections;
  readonly replaced: readonly Replaced[];
  readonly added: readonly Added[];
}

const rowsAtOnce = 5000;
const refusedShown = 1000;
/** What one list may change: each change is kept in memory until all of them are written down together. */
const changesLimit = 500_000;

/**
 * Reads a list that a person has corrected and judges it row by row. Nothing is changed.
 *
 * @throws AppError usage/invalid when it is no list of rejects, source/* when it or a source cannot be read
 */
export async function judgeList(parts: PlannedParts, path: string, signal: AbortSignal): Promise<JudgedList> {
  const judge = new ListJudge(parts);
  for (let offset = 0; ;) {
    signal.throwIfAborted();
    const page = await parts.reader.readList(path, offset, rowsAtOnce);
    for (const row of rowsOf(page, path)) await judge.take(row);
    for (const { row, text, reason } of page.ignored) judge.refuse(row, text, reason);
    offset += page.rows.length;
    if (page.isLast) return judge.result();
  }
}

class ListJudge {
  readonly #parts: PlannedParts;
  readonly #places: FreePlaces;
  readonly #intervalAt: (series: number, index: number) => FoundInterval;
  readonly #leftOutAt: (place: number) => LeftOutRow | null;
  readonly #replaced: Replaced[] = [];
  readonly #added: Added[] = [];
  /** The rows of this list that change something, by what they change. */
  readonly #changedBy = new Map<string, number>();
  readonly #refused: Corrections['refused'] = [];
  #refusedCount = 0;
  #rows = 0;
  #unchanged = 0;

  constructor(parts: PlannedParts) {
    this.#parts = parts;
    this.#places = new FreePlaces(parts);
    const { ledger, job } = parts;
    this.#intervalAt = ledger.read((database) => intervalsOf(database, job.id));
    this.#leftOutAt = ledger.read((database) => leftOutRowsOf(database, job.id));
  }

  async take(row: CorrectedRow): Promise<void> {
    this.#rows++;
    const reason = await this.#judge(row);
    if (reason === 'unchanged') this.#unchanged++;
    else if (reason === null) this.#changedBy.set(row.key, row.row);
    else this.#note(row.row, spellRow(row), reason);
  }

  /** A row that is in the file and does not look like one of the list. */
  refuse(row: number, text: string, reason: string): void {
    this.#rows++;
    this.#note(row, text, reason);
  }

  result(): JudgedList {
    return {
      report: {
        rows: this.#rows,
        replaced: this.#replaced.length,
        added: this.#added.reduce((sum, { seriesIds }) => sum + seriesIds.length, 0),
        unchanged: this.#unchanged,
        refused: this.#refused,
        refusedCount: this.#refusedCount,
      },
      replaced: this.#replaced,
      added: this.#added,
    };
  }

  #note(row: number, text: string, reason: string): void {
    this.#refusedCount++;
    if (this.#refused.length < refusedShown) this.#refused.push({ row, text, reason });
  }

  /** Null when the row is taken, else why not. */
  async #judge(row: CorrectedRow): Promise<string | null> {
    const key = readRejectKey(row.key);
    if (key === null) {
      return row.key === ''
        ? 'It has no key: only rows of the list of rejects can be corrected.'
        : `"${row.key}" is not a key of a list of rejects: leave that column as it was.`;
    }
    if (key.jobId !== this.#parts.job.id) return `It is of another job, ${key.jobId}.`;
    const earlier = this.#changedBy.get(row.key);
    if (earlier !== undefined) return `Row ${earlier} of this list corrects the same already.`;
    if (this.#changedBy.size >= changesLimit) {
      return `One list may change ${changesLimit.toLocaleString('en')} intervals. Put this row into another list.`;
    }
    return key.kind === 'interval' ? this.#replace(row, key) : this.#add(row, key);
  }

  async #replace(row: CorrectedRow, key: RejectKey & { readonly kind: 'interval' }): Promise<string | null> {
    const { index } = key;
    const found = this.#parts.ledger.read(() => this.#intervalAt(key.series, index));
    if (found === null) return 'The job has no such interval.';
    if ('state' in found) {
      return found.state === 'confirmed'
        ? 'This interval is already confirmed.'
        : 'This interval is in line already; it is not refused any more.';
    }
    const isTold = found.refused !== null && found.refused.end !== null && found.from === index;
    const before = isTold
      ? found.refused
      : (await readWhole(this.#parts, { ...found, from: index, to: index + 1 }))[0];
    if (before?.end == null) return 'The source does not hold this interval any more.';
    const judged = judgeReplacement(row, before);
    if (judged.kind === 'unchanged') return 'unchanged';
    if (judged.kind === 'refused') return judged.reason;
    const { value, quality } = judged;
    const correction = { index, startMs: before.start, endMs: before.end, value, quality };
    this.#replaced.push({ seriesId: found.seriesId, correction });
    return null;
  }

  async #add(row: CorrectedRow, { place }: RejectKey & { readonly kind: 'row' }): Promise<string | null> {
    const { ledger, job } = this.#parts;
    const judged = judgeAddition(row);
    if (judged.kind === 'unchanged') return 'unchanged';
    if (judged.kind === 'refused') return judged.reason;
    const found = ledger.read(() => this.#leftOutAt(place));
    if (found === null || found.outcome === 'ignored') return 'The job has set no such row aside.';
    if (found.outcome === 'corrected') return 'This row, or another one for its time, was corrected already.';
    const seriesIds = ledger.read((database) => seriesToAddTo(database, job.id, found, row.load));
    const [first] = seriesIds;
    if (first === undefined) {
      return 'Nothing says which load it is of: write the id of a load of this job that is sent into the column load.';
    }
    const { startMs } = judged;
    const lengthMs = ledger.read((database) => usualLengthMs(database, first));
    const endMs = judged.endMs ?? (lengthMs === null ? null : startMs + lengthMs);
    if (endMs === null) return 'Nothing says how long its interval is: write its end.';
    const { fromMs, toMs } = job.request.selection;
    if (startMs < (fromMs ?? -Infinity) || startMs >= (toMs ?? Infinity))
      return 'It lies outside the dates of this job.';
    const taken = await this.#places.take({ seriesIds, startMs, endMs });
    if (taken !== null) return taken;
    const quality = judged.quality ?? this.#usualQuality(judged.value);
    this.#added.push({ rowId: found.id, seriesIds, startMs, endMs, value: judged.value, quality });
    return null;
  }

  #usualQuality(value: number): QualityCode {
    const { quality: code, zeroQuality: zeroCode } = this.#parts.job.request.mapping;
    return qualityOf(value, null, { code, zeroCode });
  }
}

function* rowsOf({ columns, delimiter, rows }: ListPage, path: string): Generator<CorrectedRow> {
  const placeOf = (name: string): number =>
    columns.findIndex((column) => column.trim().toLowerCase() === name);
  const places = new Map(
    ['key', 'load', 'start', 'end', 'value', 'quality'].map((name) => [name, placeOf(name)]),
  );
  if (places.get('key') === -1 || places.get('value') === -1) throw noList(path, columns);
  for (const { row, cells } of rows) {
    const cell = (name: string): string => fromCsvField(cells[places.get(name) ?? -1] ?? '').trim();
    if (cells.every((each) => each === '')) continue;
    const [start, end, value] = [cell('start'), cell('end'), cell('value')];
    const [key, load, quality] = [cell('key'), cell('load'), cell('quality')];
    yield { row, delimiter, key, load, start, end, value, quality };
  }
}

function noList(path: string, columns: readonly string[]): AppError {
  return new AppError(
    'usage/invalid',
    `${path} is no list of rejects: it needs the columns "key" and "value" as they were written. ` +
      `It has ${columns.map((name) => `"${name}"`).join(', ')}. Nothing was changed.`,
    { context: { path } },
  );
}

function spellRow({ load, start, value }: CorrectedRow): string {
  return [load, start, value].filter((text) => text !== '').join(' ');
}
