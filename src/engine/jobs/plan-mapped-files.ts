import path from 'node:path';
import { AppError, toAppError } from '../../contract/app-error.ts';
import type { LoadTrouble, PlanProblem } from '../../contract/job-shapes.ts';
import type { MappingDocument } from '../../contract/mapping-document.ts';
import type { MappingProposal, MappingQuestion } from '../../contract/mapping-proposal.ts';
import type { FoundReadings, Reader, ReadingScan, ReadingSpec } from '../workers/reader.ts';
import { chooseMapping } from './choose-mapping.ts';
import { describeProblems } from './describe-problems.ts';
import { describeSources } from './describe-sources.ts';
import type { MappedFile } from './describe-sources.ts';
import type {
  Plan,
  PlanDraft,
  PlanExtent,
  PlannedDataset,
  PlannedSeries,
  PlanProgress,
  PlanRequest,
} from './plan.ts';
import { readingSpec } from './reading-spec.ts';
import type { SourcePlaces } from './reading-spec.ts';
import { openResources } from './resource-list.ts';
import type { Resources } from './resources.ts';
import { selectSeries } from './select-series.ts';
import type { AskedSeries } from './select-series.ts';
import { unanswered } from './unanswered.ts';

/**
 * Any site's files: each is read by a mapping, given or proposed, and gives the series that the mapping finds
 * in it. Throws source/*, mapping/incomplete and usage/invalid.
 */
export async function planMappedFiles(
  reader: Reader,
  request: PlanRequest,
  progress: PlanProgress,
  extent: PlanExtent,
): Promise<PlanDraft> {
  refuseVens(request);
  const chosen: ChosenFile[] = [];
  for (const file of new Set(request.files))
    chosen.push({ file, chosen: await chooseMapping(reader, file, request.mapping) });
  const questions = withoutRepeats(chosen.flatMap((each) => each.chosen.questions));
  if (extent.isForJob && questions.length > 0) throw unanswered(questions);
  const resources = await openResources(reader, request.resources);
  if (extent.isForJob) resources.refuseMissing();
  const files: MappedFile[] = [];
  for (const each of chosen) files.push(await mapOne(reader, each, extent, progress));
  const asked = selectSeries(files, request.selection);
  if (extent.isForJob) {
    resources.refuseUnclear(
      files.map((_, nth) => asked.filter(({ source }) => source === nth).map(({ loadId }) => loadId)),
    );
  }
  const places = files.map(({ spec }) => spec);
  const { series, datasets } = await planSeries(
    { reader, request, places, resources, progress, extent },
    asked,
  );
  return {
    preset: [...new Set(files.map(({ spec }) => spec.mapping.name))].join(', '),
    places,
    describeSources: (settled) => describeSources(reader, files, settled, extent.survey === undefined),
    datasets,
    series,
    problems: [...files.flatMap(problemsOf), ...resources.problems(), ...describeProblems(series, datasets)],
    questions,
    isComplete: files.every(({ readings }) => readings.isComplete),
  };
}

interface PlanParts {
  readonly reader: Reader;
  readonly request: PlanRequest;
  readonly places: SourcePlaces;
  readonly resources: Resources;
  readonly progress: PlanProgress;
  readonly extent: PlanExtent;
}

/** Scans the series asked for; one that cannot be sent is skipped with its reason. */
async function planSeries(
  { reader, request, places, resources, progress, extent }: PlanParts,
  asked: readonly AskedSeries[],
): Promise<Pick<Plan, 'series' | 'datasets'>> {
  const datasets: PlannedDataset[] = [];
  const series: PlannedSeries[] = [];
  for (const [position, { source, found, loadId }] of asked.entries()) {
    if (position % 50 === 0) progress(position, asked.length, found.name);
    const address = { source, path: found.name };
    const bound = resources.find(found, loadId);
    const to = 'skip' in bound ? { resourceId: null, reportId: null } : bound;
    const { meter, rejected: unreadable } = found;
    const draft = { loadId, ven: '', name: loadId, meter, ...to, unreadable };
    const reason = 'skip' in bound ? bound.skip : null;
    const spec = readingSpec(request, places, address, []);
    const isRead = reason === null || extent.survey !== undefined;
    const scan = isRead ? await scanOrSay(reader, spec) : reason;
    if ('code' in scan) {
      series.push({ ...draft, dataset: null, planned: 0, skip: reason ?? scan });
      continue;
    }
    await extent.onScanned?.(spec, scan);
    datasets.push({ ...address, minus: [], scan: extent.survey?.condense(scan) ?? scan });
    const planned = reason === null ? scan.intervals : 0;
    series.push({ ...draft, dataset: datasets.length - 1, planned, skip: reason });
  }
  progress(asked.length, asked.length, '');
  return { series, datasets };
}

/** What a series amounts to, or why it gives nothing to send. */
async function scanOrSay(
  reader: Reader,
  spec: ReadingSpec,
): Promise<ReadingScan | Pick<LoadTrouble, 'code' | 'text'>> {
  try {
    return await reader.scan(spec);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.disposition !== 'rejected') throw thrown;
    return { code: error.code, text: error.message };
  }
}

interface ChosenFile {
  readonly file: string;
  readonly chosen: MappingProposal;
}

async function mapOne(
  reader: Reader,
  { file, chosen }: ChosenFile,
  extent: PlanExtent,
  progress: PlanProgress,
): Promise<MappedFile> {
  const spec = { path: file, mapping: chosen.mapping, maxRows: await extent.maxRows(file) };
  const name = path.basename(file);
  if (!canBeRead(chosen.mapping)) return { spec, chosen, readings: nothingRead };
  const readings = await reader.mapFile(spec, (rows, total) =>
    progress(rows, total ?? rows, `reading ${name}`),
  );
  return { spec, chosen, readings };
}

/** While nobody has said where the times or the values are there is nothing to show but the questions. */
function canBeRead({ format, time, values, dayColumns }: MappingDocument): boolean {
  const hasTime = time.stamp !== null || (time.firstStart !== null && time.interval !== null);
  return format === 'nem12' || (hasTime && values.length + dayColumns.length > 0);
}

const nothingRead: FoundReadings = {
  series: [],
  rows: 0,
  isComplete: true,
  rejected: 0,
  ignored: 0,
  problems: [],
};

function refuseVens({ selection }: PlanRequest): void {
  if (selection.vens.length === 0) return;
  throw new AppError(
    'usage/invalid',
    'These files know no VENs: leave --ven out, or choose series with --load.',
  );
}

function problemsOf({ spec, chosen, readings }: MappedFile): PlanProblem[] {
  const name = path.basename(spec.path);
  const say = (text: string): string => `${name}: ${text}`;
  return [...chosen.warnings, ...readings.problems].map(({ code, text, row }) => ({
    load: null,
    code,
    text: say(row === null ? text : `row ${row}: ${text}`),
  }));
}

/** Questions about several files that are one and the same to a person. */
export function withoutRepeats(questions: readonly MappingQuestion[]): MappingQuestion[] {
  return [...new Map(questions.map((question) => [`${question.code} ${question.text}`, question])).values()];
}
