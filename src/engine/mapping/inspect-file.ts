import { AppError, toAppError } from '../../contract/app-error.ts';
import type { DatasetInspection, FileInspection } from '../../contract/inspection-shapes.ts';
import { mappingAnswers } from '../../contract/request-shapes.ts';
import type { Nem12Source } from '../sources/nem12/nem12-source.ts';
import { recogniseFile } from '../sources/recognise-file.ts';
import type { RecognisedFile } from '../sources/recognise-file.ts';
import type { Source } from '../sources/source.ts';
import {
  looksLikeResourceDatabase,
  missingInResourceDatabase,
  readResourceLoads,
} from '../sources/sqlite/resource-database.ts';
import type { ResourceLoadRow } from '../sources/sqlite/resource-database.ts';
import type { SqliteSource } from '../sources/sqlite/sqlite-source.ts';
import { openReadable } from '../workers/open-readable.ts';
import type { Readable } from '../workers/open-readable.ts';
import { inspectChannel, inspectDataset } from './inspect-dataset.ts';
import { proposeReadable } from './propose-file.ts';
import type { UnpackedFiles } from '../workers/unpacked-files.ts';

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

/**
 * What one file is and holds and how it would be read; what is wrong with it stands in its problems. `unpacked`
 * holds what containers hold.
 */
export async function inspectFile(path: string, unpacked: UnpackedFiles): Promise<InspectedFile> {
  let recognised: RecognisedFile | null = null;
  try {
    recognised = recogniseFile(path);
    const readable = await openReadable(path, unpacked);
    try {
      return inspectReadable(path, readable);
    } finally {
      readable.source.close();
    }
  } catch (thrown) {
    const kind = recognised === null ? 'unreadable' : recognised.format;
    return bare(path, kind, recognised?.sizeBytes ?? 0, [...nameProblems(recognised), problemOf(thrown)]);
  }
}

function inspectReadable(path: string, readable: Readable): InspectedFile {
  const { source, recognised, container } = readable;
  const found = source.kind === 'nem12' ? inspectChannels(source) : inspectDatasets(source);
  const own =
    source.kind === 'sqlite' ? inspectResources(source) : { loads: null, troubles: [], isSite: false };
  const reading = own.isSite ? { proposal: null, problems: [] } : tryProposing(readable);
  const text = source.kind === 'csv' ? source.structure : null;
  const file: FileInspection = {
    path,
    kind: source.kind,
    format:
      formatOf(source, recognised, found.datasetCount) + (container === null ? '' : `, within ${container}`),
    sizeBytes: recognised.sizeBytes,
    encoding: text?.encoding ?? null,
    delimiter: text?.delimiter ?? null,
    decimal: text === null ? null : (reading.proposal?.mapping.decimal ?? null),
    headerRow: text?.headerRow ?? null,
    datasets: found.datasets,
    datasetCount: found.datasetCount,
    proposal: reading.proposal,
    problems: [
      ...nameProblems(recognised),
      ...shorten(found.problems),
      ...own.troubles,
      ...shorten([...sourceProblems(source), ...reading.problems]),
    ],
  };
  const meters = source.kind === 'hdf5' ? source.plain.namesIn('meters') : [];
  return { file, loads: own.loads, meters };
}

function formatOf(source: Readable['source'], { format }: RecognisedFile, count: number): string {
  if (source.kind === 'nem12') return `NEM12, ${count} ${count === 1 ? 'channel' : 'channels'}`;
  if (source.kind === 'sqlite') return `SQLite 3, ${count} ${count === 1 ? 'table' : 'tables'}`;
  if (source.kind === 'hdf5') return `HDF5, ${count} ${count === 1 ? 'dataset' : 'datasets'}`;
  return format;
}

/** What the source itself found odd while it was opened. */
function sourceProblems(source: Readable['source']): Problem[] {
  if (source.kind === 'csv')
    return source.structure.problems.map(({ row, text }) => ({ code: 'source/text-odd', text, row }));
  return source.kind === 'nem12' ? [...source.problems] : unreadParts(source);
}

function unreadParts(source: Source): Problem[] {
  const parts = source.problems?.() ?? [];
  return parts.map(({ at, reason }) => {
    return { code: 'source/not-read', text: at === '' ? reason : `/${at}: ${reason}.`, row: null };
  });
}

/** The proposal as part of an inspection: why there is none is a problem of the file, not the end of it. */
function tryProposing(readable: Readable): { proposal: Proposal | null; problems: Problem[] } {
  const nothing = { ...mappingAnswers.parse({}), timeZone: null, intervalMs: null };
  try {
    return { proposal: proposeReadable(readable, nothing), problems: [] };
  } catch (thrown) {
    return { proposal: null, problems: [problemOf(thrown)] };
  }
}

type Proposal = ReturnType<typeof proposeReadable>;

function inspectResources(source: SqliteSource): {
  loads: readonly ResourceLoadRow[] | null;
  troubles: Problem[];
  isSite: boolean;
} {
  if (!looksLikeResourceDatabase(source)) return { loads: null, troubles: [], isSite: false };
  if (missingInResourceDatabase(source).length === 0)
    return { loads: readResourceLoads(source), troubles: [], isSite: true };
  try {
    readResourceLoads(source);
    return { loads: null, troubles: [], isSite: true };
  } catch (thrown) {
    return { loads: null, troubles: [problemOf(thrown)], isSite: true };
  }
}

interface FoundDatasets {
  readonly datasets: DatasetInspection[];
  readonly datasetCount: number;
  readonly problems: Problem[];
}

function inspectChannels(source: Nem12Source): FoundDatasets {
  const { channels } = source;
  const datasets = channels.slice(0, datasetLimit).map((channel) => inspectChannel(source, channel));
  return { datasets, datasetCount: channels.length, problems: [] };
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
  return { datasets, datasetCount: names.length, problems };
}

function shorten(problems: Problem[]): Problem[] {
  const more = problems.length - problemLimit;
  if (more <= 0) return problems;
  const text = `${more} more problems of this kind.`;
  const code = problems[problemLimit]?.code ?? 'source/dataset-unreadable';
  return [...problems.slice(0, problemLimit), { code, text, row: null }];
}

function bare(path: string, format: string, sizeBytes: number, problems: Problem[]): InspectedFile {
  const file: FileInspection = {
    path,
    kind: 'unknown',
    format,
    sizeBytes,
    encoding: null,
    delimiter: null,
    decimal: null,
    headerRow: null,
    datasets: [],
    datasetCount: 0,
    proposal: null,
    problems,
  };
  return { file, loads: null, meters: [] };
}

/** The name says another kind than the content. */
function nameProblems(recognised: RecognisedFile | null): Problem[] {
  const note = recognised?.nameNote ?? null;
  return note === null ? [] : [{ code: 'source/name-misleads', text: note, row: null }];
}

function problemOf(thrown: unknown): Problem {
  const error = toAppError(thrown);
  if (!(thrown instanceof AppError) && error.code === 'engine/bug') throw thrown;
  return { code: error.code, text: error.message, row: null };
}
