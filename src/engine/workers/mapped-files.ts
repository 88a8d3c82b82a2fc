import { AppError } from '../../contract/app-error.ts';
import type { RejectedRow } from '../../contract/inspection-shapes.ts';
import type { RawReadings } from '../../domain/raw-readings.ts';
import type { ReadingKind } from '../../domain/reading-kind.ts';
import type { Unit } from '../../domain/unit.ts';
import { mapSource } from '../mapping/apply/map-source.ts';
import type { MappedFile } from '../mapping/apply/mapped-file.ts';
import type { Source } from '../sources/source.ts';
import { mapNem12 } from '../mapping/map-nem12.ts';
import { fileState } from './file-state.ts';
import { goneOrUnreadable } from './fingerprint-file.ts';
import { openReadable } from './open-readable.ts';
import type { FoundReadings, MappedFileSpec, ReadProgress } from './reader.ts';
import type { UnpackedFiles } from './unpacked-files.ts';

/** One register, tariff or direction of a series, with the factor it counts by. */
export interface ReadingPart {
  readonly raw: RawReadings;
  readonly factor: number;
}

/** A series as a mapping took it from a file: not yet placed in time, nothing settled. */
export interface MappedReadings {
  readonly unit: Unit | null;
  readonly kind: ReadingKind | null;
  readonly parts: readonly ReadingPart[];
}

/** The readings of one file under one mapping, held in memory or in a spool file. */
export interface MappedReading {
  readonly found: FoundReadings;
  /** Null when the file has no series of this name. Throws source/too-long. */
  series(name: string): MappedReadings | null;
  /** All rows that no reading came of, in file order. */
  rejects(): Iterable<RejectedRow>;
  /**
   * The rejected rows of one series, in file order. `rowsOf` gives the numbers of the rows that it has readings of,
   * rising, for files that name no series with a rejected row.
   */
  rejectsOf(name: string, rowsOf: () => Float64Array | null): Iterable<RejectedRow>;
  close(): void;
}

/** More would only hold memory and disk: a job rarely reads more files at once. */
const keptFiles = 3;

interface OpenReading {
  readonly path: string;
  readonly state: string;
  readonly reading: MappedReading;
  /** Where the last page of rejects ended, so that the next one goes on from there. */
  page: { offset: number; rows: Iterator<RejectedRow> } | null;
}

/**
 * The mapped files in use: each gone through once, kept for the calls that follow, and gone through anew when
 * it changes.
 */
export class MappedFiles {
  readonly #open = new Map<string, OpenReading>();
  readonly #folder: string;
  readonly #unpacked: UnpackedFiles;
  readonly #onChange: (path: string) => void;

  /**
   * @param folder for readings that do not fit in memory
   * @param unpacked where containers are unpacked
   * @param onChange called when a file is no longer the one that was read before
   */
  constructor(folder: string, unpacked: UnpackedFiles, onChange: (path: string) => void) {
    this.#folder = folder;
    this.#unpacked = unpacked;
    this.#onChange = onChange;
  }

  /** @throws AppError source/*, mapping/incomplete */
  async get(spec: MappedFileSpec, progress: ReadProgress = () => {}): Promise<MappedReading> {
    return (await this.#entry(spec, progress)).reading;
  }

  /** A page of the rows that no reading came of. */
  async rejectedRows(spec: MappedFileSpec, offset: number, limit: number): Promise<RejectedRow[]> {
    const entry = await this.#entry(spec, () => {});
    if (entry.page?.offset !== offset) {
      entry.page = { offset: 0, rows: entry.reading.rejects()[Symbol.iterator]() };
      while (entry.page.offset < offset && entry.page.rows.next().done !== true) entry.page.offset++;
    }
    const rows: RejectedRow[] = [];
    while (rows.length < limit) {
      const next = entry.page.rows.next();
      if (next.done === true) break;
      rows.push(next.value);
    }
    entry.page.offset += rows.length;
    return rows;
  }

  async #map({ path, mapping, maxRows }: MappedFileSpec, progress: ReadProgress): Promise<MappedReading> {
    const { source } = await openReadable(path, this.#unpacked);
    if (source.kind === 'nem12') return mapNem12(source, mapping);
    try {
      const total = totalRows(source, mapping.datasets);
      const mapped = mapSource(source, mapping, {
        folder: this.#folder,
        ...(maxRows === null ? {} : { maxRows }),
        progress: (rows) => progress(rows, total),
      });
      return readingOf(mapped, path);
    } finally {
      source.close();
    }
  }

  close(): void {
    for (const key of [...this.#open.keys()]) this.#drop(key);
  }

  async #entry(spec: MappedFileSpec, progress: ReadProgress): Promise<OpenReading> {
    const key = keyOf(spec);
    const state = this.#look(spec.path);
    const known = this.#open.get(key);
    if (known?.state === state) {
      this.#open.delete(key);
      this.#open.set(key, known);
      return known;
    }
    if (known !== undefined) this.#forget(spec.path);
    const entry = {
      path: spec.path,
      state,
      reading: await this.#map(spec, progress),
      page: null,
    };
    this.#open.set(key, entry);
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= keptFiles) break;
      this.#drop(oldest);
    }
    return entry;
  }

  #look(path: string): string {
    try {
      return fileState(path);
    } catch (cause) {
      this.#forget(path);
      throw goneOrUnreadable(path, cause);
    }
  }

  #forget(path: string): void {
    this.#onChange(path);
    for (const [key, entry] of this.#open) if (entry.path === path) this.#drop(key);
  }

  #drop(key: string): void {
    this.#open.get(key)?.reading.close();
    this.#open.delete(key);
  }
}

/** Longer series would not fit in memory together with their order. */
const rowLimit = 16_000_000;

function readingOf(mapped: MappedFile, path: string): MappedReading {
  const places = new Map(mapped.series.map(({ name }, place) => [name, place]));
  const rejected = countRejected(mapped);
  return {
    found: {
      series: mapped.series.map(({ name, meter, unit, kind, rows }, place) => {
        return { name, meter, unit, kind, rows, rejected: rejected.ofSeries[place] ?? 0 };
      }),
      rows: mapped.rows,
      isComplete: mapped.isComplete,
      rejected: rejected.all,
      ignored: mapped.ignored,
      problems: [],
    },
    series(name) {
      const place = places.get(name);
      const series = mapped.series[place ?? -1];
      if (place === undefined || series === undefined) return null;
      if (series.rows > rowLimit) throw tooLong(path, name, series.rows);
      const parts = mapped.parts(place).map(({ readings, factor }) => ({ raw: readings, factor }));
      return { unit: series.unit, kind: series.kind, parts };
    },
    rejects: () => listRejects(mapped),
    rejectsOf: (name) => rejectsOf(mapped, places.get(name) ?? null),
    close: () => mapped.close(),
  };
}

function tooLong(path: string, dataset: string, rows: number): AppError {
  const message =
    `The series ${dataset} of ${path} has ${rows.toLocaleString('en')} rows; a series of more than ` +
    `${rowLimit.toLocaleString('en')} cannot be put in order in memory. Split the file by year.`;
  return new AppError('source/too-long', message, { context: { path, dataset, rows } });
}

function* listRejects(mapped: MappedFile): Generator<RejectedRow> {
  for (const { outcome, row, field, text, reason } of mapped.eachReject())
    yield { outcome, row, field, text, reason };
}

/** A row that names no series belongs to the only one there is. */
function* rejectsOf(mapped: MappedFile, place: number | null): Generator<RejectedRow> {
  const isOnly = mapped.series.length === 1;
  for (const { outcome, series, row, field, text, reason } of mapped.eachReject()) {
    if (outcome !== 'rejected') continue;
    if (series === place || (series === null && isOnly)) yield { outcome, row, field, text, reason };
  }
}

/** Rejected rows of each series; those of none, or of several, are the file's. */
function countRejected(mapped: MappedFile): { readonly ofSeries: Float64Array; readonly all: number } {
  const ofSeries = new Float64Array(mapped.series.length);
  let all = 0;
  for (const { outcome, series } of mapped.eachReject()) {
    if (outcome !== 'rejected') continue;
    all++;
    if (series !== null) ofSeries[series] = (ofSeries[series] ?? 0) + 1;
  }
  return { ofSeries, all };
}

/** Rows of the datasets that are read, as far as anybody can say before. */
function totalRows(source: Source, datasets: readonly string[]): number | null {
  if (datasets.length > 50) return null;
  const names = datasets.length > 0 ? datasets : source.datasetNames().slice(0, 1);
  return names.reduce((sum, name) => sum + source.describe(name).rows, 0);
}

function keyOf({ path, mapping, maxRows }: MappedFileSpec): string {
  return JSON.stringify([path, maxRows, mapping]);
}
