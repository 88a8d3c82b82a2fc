import type { EngineOutput } from '../../contract/engine-api.ts';
import type { RejectedRow } from '../../contract/inspection-shapes.ts';
import type { MappingDocument } from '../../contract/mapping-document.ts';
import { readingSpec } from '../jobs/reading-spec.ts';
import type { Reader } from '../workers/reader.ts';
import type { DraftSurvey } from './read-survey.ts';

type Outcome = RejectedRow['outcome'];

type LeftOutPage = EngineOutput<'listLeftOut'>;
type LeftOutRow = LeftOutPage['rows'][number];

/** A stretch of the list: the rows of one file, or those of one series that were set aside. */
interface Stretch {
  readonly count: number;
  read(offset: number, limit: number): Promise<LeftOutRow[]>;
}

const rowsAtOnce = 50_000;

/**
 * The rows of a survey that no interval comes of: file by file those that could not be read, then those that each
 * series set aside. They are read when they are asked for, a page at a time.
 */
export async function listLeftOut(
  reader: Reader,
  survey: DraftSurvey,
  outcome: Outcome,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<LeftOutPage> {
  const stretches = stretchesOf(reader, survey, outcome);
  const rows: LeftOutRow[] = [];
  let passed = 0;
  for (const { count, read } of stretches) {
    const from = Math.max(0, offset - passed);
    const wanted = Math.min(limit - rows.length, count - from);
    if (wanted > 0) rows.push(...(await read(from, wanted)));
    passed += count;
  }
  return { total: passed, rows };
}

function stretchesOf(reader: Reader, survey: DraftSurvey, outcome: Outcome): Stretch[] {
  const files = survey.sources.flatMap((source): Stretch[] => {
    const { path, mapping, rejects } = source;
    const count = rejects[outcome];
    if (mapping === null || count === 0) return [];
    const file: MappedRejects = { path, mapping, maxRows: source.maxRows ?? null, outcome };
    const isMixed = rejects.rejected > 0 && rejects.ignored > 0;
    const read = isMixed ? pickFromFile : pageOfFile;
    return [{ count, read: (from, wanted) => read(reader, file, from, wanted) }];
  });
  return outcome === 'ignored' ? files : [...files, ...setAsideStretches(reader, survey)];
}

interface MappedRejects {
  readonly path: string;
  readonly mapping: MappingDocument;
  readonly maxRows: number | null;
  readonly outcome: Outcome;
}

/** All rows left out of the file have the outcome. */
async function pageOfFile(
  reader: Reader,
  file: MappedRejects,
  offset: number,
  limit: number,
): Promise<LeftOutRow[]> {
  return (await reader.rejectedRows(file, offset, limit)).map((row) => withFile(file.path, row));
}

/** Rows of both outcomes stand in the list of the file in turn: it is gone through up to the page. */
async function pickFromFile(
  reader: Reader,
  file: MappedRejects,
  offset: number,
  limit: number,
): Promise<LeftOutRow[]> {
  const picked: LeftOutRow[] = [];
  let toPass = offset;
  for (let from = 0; picked.length < limit; from += rowsAtOnce) {
    const rows = await reader.rejectedRows(file, from, rowsAtOnce);
    const alike = rows.filter((row) => row.outcome === file.outcome);
    picked.push(
      ...alike.slice(toPass, toPass + limit - picked.length).map((row) => withFile(file.path, row)),
    );
    toPass = Math.max(0, toPass - alike.length);
    if (rows.length < rowsAtOnce) break;
  }
  return picked;
}

function setAsideStretches(reader: Reader, survey: DraftSurvey): Stretch[] {
  const { datasets, sources, request, setAsideCounts } = survey;
  const names = namesOfDatasets(survey);
  return datasets.flatMap((dataset, position): Stretch[] => {
    const count = setAsideCounts[position] ?? 0;
    const source = sources[dataset.source];
    if (count === 0 || source === undefined) return [];
    // The rows of a dataset are numbered within it; those of a mapped file within the file.
    const series = source.mapping === null ? { series: names.get(position) ?? dataset.path } : {};
    const read = async (offset: number, limit: number): Promise<LeftOutRow[]> => {
      const scan = await reader.scan(readingSpec(request, sources, dataset, dataset.minus));
      return scan.setAside.slice(offset, offset + limit).map((row) => ({
        ...withFile(source.path, row),
        ...series,
      }));
    };
    return [{ count, read }];
  });
}

/** What reads each dataset that has rows set aside: the first series of several. */
function namesOfDatasets({ series, setAsideCounts }: DraftSurvey): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const { dataset, name } of series) {
    if (dataset === null || names.has(dataset) || (setAsideCounts[dataset] ?? 0) === 0) continue;
    names.set(dataset, name);
  }
  return names;
}

function withFile(file: string, { row, field, text, reason }: Omit<LeftOutRow, 'file'>): LeftOutRow {
  return { file, row, field, text, reason };
}
