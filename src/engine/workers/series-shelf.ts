import type { AppError } from '../../contract/app-error.ts';
import { toAppError } from '../../contract/app-error.ts';
import type { IntervalSeries } from '../../domain/interval-series.ts';
import type { SettledReadings } from '../../domain/settle/settled-readings.ts';
import { PlaceList } from '../../domain/settle/odd-places.ts';
import type { OddPlaces } from '../../domain/settle/odd-places.ts';
import { MappedFiles } from './mapped-files.ts';
import { FreshThreadNeeded, OpenMeterFiles } from './open-meter-files.ts';
import { readSeries } from './read-series.ts';
import type { ReadingScan, ReadingSpec, StagedPlace } from './reader.ts';
import { locateRefused } from './refused-rows.ts';
import { settleMapped } from './settle-mapped.ts';
import { readStaged, scanOfCopy } from './staged-files.ts';
import { UnfinishedSeries } from './unfinished-series.ts';
import type { UnpackedFiles } from './unpacked-files.ts';
import { digestOf, summariseSeries } from './summarise-series.ts';

/** Many loads read one dataset, so scans are kept: so many, and only those that list few rows. */
const scanLimit = 4096;
const listedRowsLimit = 100;

const bytesPerInterval = 24;

/** What a place and its sentence take in memory. */
const bytesPerPlace = 300;

/** A series that a person looks at is kept beside the others, so that neither pushes the other out: up to so much. */
const viewedBytes = 100_000_000;

/** On disk, of series that are on their way. */
const unfinishedBytes = 2_000_000_000;

/** It is let go when so many other calls have gone by since it was looked at. */
const viewedCalls = 500;

/** A settled series with the digest of its scan. */
export interface DigestedSeries {
  readonly series: IntervalSeries;
  readonly digest: string;
}

/** Intervals of a settled series, the first of them at the index `from`, with the digest of all. */
export interface SeriesPart extends DigestedSeries {
  readonly from: number;
}

/** A settled series with what its marks are made of. */
export interface KeptSeries extends DigestedSeries {
  readonly intervalMs: number;
  readonly odd: OddPlaces;
  /** Rows that the mapping refused; null until somebody asks. */
  refused: OddPlaces | null;
}

type Outcome = { readonly scan: ReadingScan } | { readonly error: AppError };

/**
 * Settled series, the latest used kept in memory up to a number of bytes, and what was found about many more.
 * Everything known of a file is forgotten when the file changes.
 */
export class SeriesShelf {
  /** Files that are read by a mapping. */
  readonly mapped: MappedFiles;
  readonly #files = new OpenMeterFiles((path) => this.#forget(path));
  readonly #series = new Map<string, KeptSeries & { readonly path: string }>();
  #viewed: { readonly key: string; readonly path: string; readonly kept: KeptSeries; calls: number } | null =
    null;
  /** Rows of the series that was asked for last: its refused intervals come chunk by chunk. */
  #rows: { readonly key: string; readonly path: string; readonly rows: Float64Array } | null = null;
  readonly #outcomes = new Map<string, { readonly path: string; readonly outcome: Outcome }>();
  readonly #limitBytes: number;
  /** Series of which a chunk was taken, but not the last one. */
  readonly #begun = new Set<string>();
  readonly #unfinished: UnfinishedSeries;
  #bytes = 0;

  /**
   * @param folder for readings that do not fit in memory
   * @param unpacked where containers are unpacked
   */
  constructor(limitBytes: number, folder: string, unpacked: UnpackedFiles) {
    this.#limitBytes = limitBytes;
    this.mapped = new MappedFiles(folder, unpacked, (path) => this.#forget(path));
    this.#unfinished = new UnfinishedSeries(folder, unfinishedBytes);
  }

  /** What the series amounts to. @throws AppError as `readSeries` does, and source/missing */
  async scan(spec: ReadingSpec): Promise<ReadingScan> {
    await this.#look(spec);
    const known = this.#outcomes.get(keyOf(spec));
    if (known === undefined) return this.#settle(spec);
    if ('error' in known.outcome) throw known.outcome.error;
    return known.outcome.scan;
  }

  /** The intervals of the series. @throws AppError as `scan` does */
  async series(spec: ReadingSpec): Promise<DigestedSeries> {
    await this.#look(spec);
    return this.#toSend(spec);
  }

  /** At least the intervals [from, to) of the series, to be sent. @throws AppError as `scan` does */
  async part(spec: ReadingSpec, from: number, to: number): Promise<SeriesPart> {
    await this.#look(spec);
    const key = keyOf(spec);
    const unfinished = this.#series.has(key) ? null : this.#unfinished.read(key, from, to);
    return unfinished === null ? { ...(await this.#toSend(spec)), from: 0 } : { ...unfinished, from };
  }

  /** A chunk of the series was taken; the rest will be asked for unless it was the last. */
  noteTaken(spec: ReadingSpec, isLast: boolean): void {
    const key = keyOf(spec);
    if (!isLast) {
      this.#begun.add(key);
      return;
    }
    this.#begun.delete(key);
    this.#unfinished.drop(key);
  }

  /** The series for a person who looks at it, and will look again. @throws AppError as `scan` does */
  async view(spec: ReadingSpec): Promise<KeptSeries> {
    await this.#look(spec);
    const kept = await this.#kept(spec, () => this.#settle(spec));
    const isSmall = sizeOf(kept) <= viewedBytes;
    this.#viewed = isSmall ? { key: keyOf(spec), path: spec.path, kept, calls: 0 } : null;
    return kept;
  }

  /** Rows of a series that its mapping refused. @throws AppError as `scan` does */
  async refused(spec: ReadingSpec): Promise<OddPlaces> {
    const kept = await this.view(spec);
    const { path, mapping, maxRows } = spec;
    if (kept.refused !== null) return kept.refused;
    if (mapping === null) return (kept.refused = new PlaceList());
    const reading = await this.mapped.get({ path, mapping, maxRows });
    return (kept.refused = locateRefused(reading, { ...spec, mapping }));
  }

  /**
   * The row that each interval of the series came of; NaN where it came of several. Settled anew, for settled series do
   * not keep their rows: few ask, and what they ask of comes in a row. @throws AppError as `scan` does
   */
  async rows(spec: ReadingSpec): Promise<Float64Array> {
    await this.#look(spec);
    const key = keyOf(spec);
    if (this.#rows?.key === key) return this.#rows.rows;
    const minus = await this.#minus(spec);
    const rows = (await this.#open(spec))(minus).rowsOfIntervals();
    this.#rows = rows.byteLength <= viewedBytes ? { key, path: spec.path, rows } : null;
    return rows;
  }

  #toSend(spec: ReadingSpec): Promise<KeptSeries> {
    if (this.#viewed !== null && ++this.#viewed.calls > viewedCalls) this.#viewed = null;
    return this.#kept(spec, () => this.#settleToSend(spec));
  }

  async #kept(spec: ReadingSpec, settle: () => Promise<unknown>): Promise<KeptSeries> {
    const key = keyOf(spec);
    if (this.#viewed?.key === key) return this.#viewed.kept;
    const kept = this.#series.get(key);
    if (kept !== undefined) {
      this.#series.delete(key);
      this.#series.set(key, kept);
      return kept;
    }
    const known = this.#outcomes.get(key);
    if (known !== undefined && 'error' in known.outcome) throw known.outcome.error;
    await settle();
    return this.#series.get(key) as KeptSeries;
  }

  /** Lets go of files that have changed. To be called before anybody else opens them in this thread. */
  refresh(): void {
    this.#files.refresh();
  }

  async #settle(spec: ReadingSpec): Promise<ReadingScan> {
    if (spec.staged != null) return this.#takeCopy(spec, spec.staged);
    const settled = await this.#readAll(spec);
    const scan = summariseSeries(settled);
    this.#keepSettled(spec, settled, scan.digest);
    if (scan.setAside.length <= listedRowsLimit) this.#keepOutcome(spec, { scan });
    return scan;
  }

  /** To send a series nobody needs to know what it amounts to, but only that it is the one of the plan. */
  async #settleToSend(spec: ReadingSpec): Promise<void> {
    if (spec.staged != null) return void this.#takeCopy(spec, spec.staged);
    const settled = await this.#readAll(spec);
    this.#keepSettled(spec, settled, digestOf(settled.series));
  }

  async #readAll(spec: ReadingSpec): Promise<SettledReadings> {
    const minus = await this.#minus(spec);
    const read = await this.#open(spec);
    try {
      return read(minus);
    } catch (thrown) {
      if (thrown instanceof FreshThreadNeeded) throw thrown;
      const error = toAppError(thrown);
      if (error.code !== 'engine/bug') this.#keepOutcome(spec, { error });
      throw thrown;
    }
  }

  #keepSettled(spec: ReadingSpec, { series, odd, intervalMs }: SettledReadings, digest: string): void {
    this.#keepSeries(spec, { series, digest, intervalMs, odd, refused: null });
  }

  async #minus(spec: ReadingSpec): Promise<IntervalSeries[]> {
    const minus: IntervalSeries[] = [];
    for (const other of spec.minus) minus.push((await this.series({ ...spec, ...other, minus: [] })).series);
    return minus;
  }

  /** A copy is what its checksums say, whatever became of the file. */
  #takeCopy(spec: ReadingSpec, place: StagedPlace): ReadingScan {
    const { header, series } = readStaged(place);
    const scan = scanOfCopy(header);
    this.#keepSeries(spec, {
      series,
      digest: scan.digest,
      intervalMs: 0,
      odd: new PlaceList(),
      refused: null,
    });
    this.#keepOutcome(spec, { scan });
    return scan;
  }

  /** Finds out whether the file is still what it was. */
  async #look({ path, mapping, maxRows, staged }: ReadingSpec): Promise<void> {
    if (staged != null) return;
    await (mapping === null ? this.#files.get(path) : this.mapped.get({ path, mapping, maxRows }));
  }

  async #open(spec: ReadingSpec): Promise<(minus: readonly IntervalSeries[]) => SettledReadings> {
    const { path, mapping, maxRows } = spec;
    if (mapping === null) {
      const source = await this.#files.get(path);
      return (minus) => readSeries(source, spec, minus);
    }
    const reading = await this.mapped.get({ path, mapping, maxRows });
    return (minus) => settleMapped(reading, { ...spec, mapping }, minus);
  }

  #keepSeries(spec: ReadingSpec, settled: KeptSeries): void {
    const key = keyOf(spec);
    this.#dropSeries(key);
    this.#series.set(key, { path: spec.path, ...settled });
    this.#bytes += sizeOf(settled);
    for (const oldest of this.#series.keys()) {
      if (this.#bytes <= this.#limitBytes || this.#series.size === 1) break;
      this.#setAside(oldest);
    }
  }

  #setAside(key: string): void {
    const kept = this.#series.get(key);
    if (kept !== undefined && this.#begun.delete(key)) this.#unfinished.keep(key, kept.path, kept);
    this.#dropSeries(key);
  }

  #dropSeries(key: string): void {
    const kept = this.#series.get(key);
    if (kept === undefined) return;
    this.#series.delete(key);
    this.#bytes -= sizeOf(kept);
  }

  #keepOutcome(spec: ReadingSpec, outcome: Outcome): void {
    this.#outcomes.set(keyOf(spec), { path: spec.path, outcome });
    const oldest = this.#outcomes.keys().next();
    if (this.#outcomes.size > scanLimit && oldest.done !== true) this.#outcomes.delete(oldest.value);
  }

  #forget(path: string): void {
    if (this.#viewed?.path === path) this.#viewed = null;
    if (this.#rows?.path === path) this.#rows = null;
    for (const [key, kept] of this.#series) if (kept.path === path) this.#dropSeries(key);
    this.#unfinished.forget(path);
    for (const [key, known] of this.#outcomes) if (known.path === path) this.#outcomes.delete(key);
  }
}

function sizeOf({ series, odd }: KeptSeries): number {
  return series.startMs.length * bytesPerInterval + odd.places.length * bytesPerPlace;
}

function keyOf(spec: ReadingSpec): string {
  const { path, mapping, dataset, intervalMs, onConflict, fromMs, toMs, minus, maxRows, staged } = spec;
  if (staged != null) return JSON.stringify(staged);
  return JSON.stringify([path, mapping, dataset, intervalMs, onConflict, fromMs, toMs, minus, maxRows]);
}
