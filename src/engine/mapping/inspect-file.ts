import { toAppError } from '../../contract/app-error.ts';
import type { DatasetInspection, FileInspection } from '../../contract/inspection-shapes.ts';
import { openHdf5Source } from '../sources/hdf5/hdf5-source.ts';
import type { Hdf5Source } from '../sources/hdf5/hdf5-source.ts';
import { recogniseFile } from '../sources/recognise-file.ts';
import type { RecognisedFile } from '../sources/recognise-file.ts';
import type { Source } from '../sources/source.ts';
import {
  looksLikeResourceDatabase,
  missingInResourceDatabase,
  readResourceLoads,
} from '../sources/sqlite/resource-database.ts';
import type { ResourceLoadRow } from '../sources/sqlite/resource-database.ts';
import { openSqliteSource } from '../sources/sqlite/sqlite-source.ts';
import type { SqliteSource } from '../sources/sqlite/sqlite-source.ts';
import { inspectDataset } from './inspect-dataset.ts';

type Problem = FileInspection['problems'][number];

/** A file with what the presets need to see in it. */
export interface InspectedFile {
  readonly file: FileInspection;
  /** Loads of a resource database, when it has the whole layout. */
  readonly loads: readonly ResourceLoadRow[] | null;
  /** Names of the groups under /meters of an HDF5 file. */
  readonly meters: readonly string[];
}

const datasetLimit = 200;
const problemLimit = 20;

/** What one file is and holds; what is wrong with it stands in its problems. */
export async function inspectFile(path: string): Promise<InspectedFile> {
  try {
    const recognised = recogniseFile(path);
    if (recognised.kind === 'sqlite') return inspectDatabase(recognised, openSqliteSource(path));
    if (recognised.kind === 'hdf5') return inspectMeterFile(recognised, await openHdf5Source(path));
    const text = `${path} looks like ${recognised.format}; Meterhaul reads a resources.db and its load_data.h5.`;
    return bare(path, recognised.format, recognised.sizeBytes, {
      code: 'source/unsupported',
      text,
      row: null,
    });
  } catch (thrown) {
    return bare(path, 'unreadable', 0, problemOf(thrown));
  }
}

function inspectDatabase(recognised: RecognisedFile, source: SqliteSource): InspectedFile {
  try {
    const found = inspectDatasets(source);
    const count = found.datasetCount;
    const file = fileOf(source, recognised, `SQLite 3, ${count} ${count === 1 ? 'table' : 'tables'}`, found);
    if (!looksLikeResourceDatabase(source)) return { file, loads: null, meters: [] };
    if (missingInResourceDatabase(source).length === 0)
      return { file, loads: readResourceLoads(source), meters: [] };
    try {
      readResourceLoads(source);
    } catch (thrown) {
      file.problems.push(problemOf(thrown));
    }
    return { file, loads: null, meters: [] };
  } finally {
    source.close();
  }
}

function inspectMeterFile(recognised: RecognisedFile, source: Hdf5Source): InspectedFile {
  try {
    const found = inspectDatasets(source);
    const count = found.datasetCount;
    const format = `HDF5, ${count} ${count === 1 ? 'dataset' : 'datasets'}`;
    return { file: fileOf(source, recognised, format, found), loads: null, meters: source.namesIn('meters') };
  } finally {
    source.close();
  }
}

interface FoundDatasets {
  readonly datasets: DatasetInspection[];
  readonly datasetCount: number;
  readonly problems: Problem[];
}

function inspectDatasets(source: Source): FoundDatasets {
  const names = source.datasetNames();
  const datasets: DatasetInspection[] = [];
  const problems: Problem[] = [];
  for (const name of names.slice(0, datasetLimit)) {
    try {
      const { dataset, trouble } = inspectDataset(source, name);
      datasets.push(dataset);
      if (trouble !== null) problems.push(problemOf(trouble));
    } catch (thrown) {
      problems.push(problemOf(thrown));
    }
  }
  return { datasets, datasetCount: names.length, problems: shorten(problems) };
}

function shorten(problems: Problem[]): Problem[] {
  const more = problems.length - problemLimit;
  if (more <= 0) return problems;
  const text = `${more} more datasets have problems of this kind.`;
  const code = problems[problemLimit]?.code ?? 'source/dataset-unreadable';
  return [...problems.slice(0, problemLimit), { code, text, row: null }];
}

function fileOf(
  source: Source,
  recognised: RecognisedFile,
  format: string,
  found: FoundDatasets,
): FileInspection {
  const { path, kind } = source;
  return { path, kind, format, sizeBytes: recognised.sizeBytes, proposal: null, ...found };
}

function bare(path: string, format: string, sizeBytes: number, problem: Problem): InspectedFile {
  const file: FileInspection = {
    path,
    kind: 'unknown',
    format,
    sizeBytes,
    datasets: [],
    datasetCount: 0,
    proposal: null,
    problems: [problem],
  };
  return { file, loads: null, meters: [] };
}

function problemOf(thrown: unknown): Problem {
  const error = toAppError(thrown);
  if (error.code === 'engine/bug') throw thrown;
  return { code: error.code, text: error.message, row: null };
}
