import { stat } from 'node:fs/promises';
import { toAppError } from '../../contract/app-error.ts';
import type { LoadTrouble, PlanProblem } from '../../contract/job-shapes.ts';
import { hashLoads } from '../mapping/hash-loads.ts';
import { datasetOfLoad } from '../mapping/dataset-path.ts';
import type {
  FileFingerprint,
  LoadRecord,
  ReadingScan,
  ReadingSpec,
  Reader,
  VenClientSite,
} from '../workers/reader.ts';
import type { Plan, PlanRequest, PlannedDataset, PlannedSeries } from './plan.ts';
import { summarisePlan } from './plan-summary.ts';
import { nameOf, reasonToSkip, selectLoads } from './select-loads.ts';
import { readAllLoads } from './read-all-loads.ts';
import { readingSpec } from './reading-spec.ts';
import { settleSharedResources } from './settle-shared-resources.ts';

export type PlanProgress = (done: number, total: number, text: string) => void;

/**
 * Reads the sources once and says what would be sent: deterministic in the sources, the mapping, the
 * selection and the settings. A load that cannot be sent is *skipped* with its reason; the others go on.
 * Throws source/* and mapping/incomplete when the files are no such set.
 */
export async function planJob(reader: Reader, request: PlanRequest, progress: PlanProgress): Promise<Plan> {
  const site = await reader.readVenClientSite(request.files);
  const loads = selectLoads(await readAllLoads(reader, site.databasePath), request.selection);
  const scans = createScans(reader, site, request);
  const drafts: PlannedSeries[] = [];
  for (const [position, load] of loads.entries()) {
    drafts.push(await planLoad(load, request, scans));
    if (position % 50 === 0) progress(position, loads.length, nameOf(load));
  }
  progress(loads.length, loads.length, '');
  const { series, datasets, problems } = await settleSharedResources(
    reader,
    scans.specOf,
    drafts,
    scans.datasets,
  );
  const sources = [
    {
      role: 'resource-database' as const,
      path: site.databasePath,
      fingerprint: await fingerprintLoads(site.databasePath, loads, series),
    },
    {
      role: 'meter-file' as const,
      path: site.meterFilePath,
      fingerprint: await reader.fingerprint(site.meterFilePath, 'sampled'),
    },
  ];
  const allProblems = [...problems, ...describeProblems(series, datasets)];
  const summary = summarisePlan({ request, sources, datasets, series, problems: allProblems });
  return { sources, datasets, series, problems: allProblems, summary };
}

/** Over the loads that will be sent only: what else is written in the database is its owner's business. */
async function fingerprintLoads(
  path: string,
  loads: readonly LoadRecord[],
  series: readonly PlannedSeries[],
): Promise<FileFingerprint> {
  const { size, mtimeMs } = await stat(path);
  const contentHash = hashLoads(loads.filter((_load, position) => series[position]?.skip === null));
  return { sizeBytes: size, mtimeMs, contentHash };
}

/** The settled series read so far: several loads share one meter's dataset, which is read once. */
interface Scans {
  readonly datasets: PlannedDataset[];
  readonly specOf: (dataset: string, minus: readonly string[]) => ReadingSpec;
  /** Position of the dataset in `datasets`, or why it cannot be read. */
  find(dataset: string): Promise<number | Pick<LoadTrouble, 'code' | 'text'>>;
}

function createScans(reader: Reader, site: VenClientSite, request: PlanRequest): Scans {
  const known = new Map<string, number | Pick<LoadTrouble, 'code' | 'text'>>();
  const datasets: PlannedDataset[] = [];
  const specOf = (dataset: string, minus: readonly string[]): ReadingSpec =>
    readingSpec(request, site.meterFilePath, dataset, minus);
  const scan = async (dataset: string): Promise<number | Pick<LoadTrouble, 'code' | 'text'>> => {
    try {
      const result: ReadingScan = await reader.scan(specOf(dataset, []));
      return datasets.push({ path: dataset, minus: [], scan: result }) - 1;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.disposition !== 'rejected') throw thrown;
      return { code: error.code, text: error.message };
    }
  };
  return {
    datasets,
    specOf,
    find: async (dataset) => {
      const found = known.get(dataset) ?? (await scan(dataset));
      known.set(dataset, found);
      return found;
    },
  };
}

async function planLoad(load: LoadRecord, { selection }: PlanRequest, scans: Scans): Promise<PlannedSeries> {
  const series = {
    loadId: load.loadId,
    ven: load.ven,
    name: nameOf(load),
    resourceId: load.vtnResourceId?.trim().toLowerCase() ?? null,
    dataset: null,
    planned: 0,
  };
  const skip = reasonToSkip(load, selection);
  if (skip !== null) return { ...series, skip };
  const found = await scans.find(datasetOfLoad(load));
  if (typeof found !== 'number') return { ...series, skip: found };
  return { ...series, dataset: found, planned: scans.datasets[found]?.scan.intervals ?? 0, skip: null };
}

/** A step is regular when it is a whole number of intervals; below this share a person should look. */
const regularEnough = 0.99;

/** What a person should know about the readings, once for each dataset, named after its first load. */
function describeProblems(
  series: readonly PlannedSeries[],
  datasets: readonly PlannedDataset[],
): PlanProblem[] {
  const firstLoads = new Map<number, string>();
  for (const { dataset, loadId } of series) {
    if (dataset !== null && !firstLoads.has(dataset)) firstLoads.set(dataset, loadId);
  }
  return [...firstLoads].flatMap(([position, load]) => {
    const dataset = datasets[position];
    return dataset === undefined
      ? []
      : describeDataset(dataset).map(({ code, text }) => ({ load, code, text }));
  });
}

function describeDataset({ path, scan }: PlannedDataset): Pick<PlanProblem, 'code' | 'text'>[] {
  const problems = scan.notes.map((text) => ({ code: 'source/note', text: `${path}: ${text}` }));
  const add = (code: string, text: string): void => void problems.push({ code, text: `${path}: ${text}` });
  if (scan.conflicts > 0)
    add('mapping/conflict', `rows with the start of another row and another value: ${scan.conflicts}`);
  if (scan.rejected > 0) add('mapping/row-rejected', `rows that cannot become intervals: ${scan.rejected}`);
  if (scan.gaps > 0) add('source/gap', `readings that are NaN or infinite, left out as gaps: ${scan.gaps}`);
  if (scan.missing > 0)
    add('source/gap', `intervals missing between the first and the last: ${scan.missing}`);
  if (scan.regularity < regularEnough) {
    add(
      'source/irregular',
      `only ${(scan.regularity * 100).toFixed(0)} % of the steps are whole intervals of ${scan.intervalMs / 1000} s`,
    );
  }
  return problems;
}
