import { stat } from 'node:fs/promises';
import { AppError, toAppError } from '../../contract/app-error.ts';
import type { LoadTrouble } from '../../contract/job-shapes.ts';
import { hashLoads } from '../mapping/hash-loads.ts';
import { datasetOfLoad } from '../mapping/dataset-path.ts';
import type { FileFingerprint, LoadRecord, Reader, VenClientSite } from '../workers/reader.ts';
import { describeProblems } from './describe-problems.ts';
import type {
  Plan,
  PlanDraft,
  PlanExtent,
  PlannedDataset,
  PlannedSeries,
  PlannedSource,
  PlanProgress,
  PlanRequest,
} from './plan.ts';
import { nameOf, reasonToSkip, selectLoads } from './select-loads.ts';
import { readAllLoads } from './read-all-loads.ts';
import { readingSpec } from './reading-spec.ts';
import { typedResource } from './typed-resources.ts';

/**
 * The preset `ven-client`: loads of a resource database with their readings in a meter file. Throws source/*
 * and mapping/incomplete when the files are no such set.
 */
export async function planVenClient(
  reader: Reader,
  request: PlanRequest,
  progress: PlanProgress,
  extent: PlanExtent,
): Promise<PlanDraft> {
  refuseConversion(request);
  const site = await reader.readVenClientSite(request.files);
  const loads = selectLoads(await readAllLoads(reader, site.databasePath), request.selection);
  const scans = createScans(reader, site, request, extent);
  const series: PlannedSeries[] = [];
  for (const [position, load] of loads.entries()) {
    series.push(await planLoad(withTypedResource(load, request), request, scans, extent));
    if (position % 50 === 0) progress(position, loads.length, nameOf(load));
  }
  progress(loads.length, loads.length, '');
  return {
    preset: 'ven-client',
    places: [site.databasePath, site.meterFilePath].map((path) => ({ path, mapping: null })),
    describeSources: (settled) => describeSources(reader, site, loads, settled),
    datasets: scans.datasets,
    series,
    problems: describeProblems(series, scans.datasets),
    questions: [],
    isComplete: true,
  };
}

/** What a person asks for and does not get must be said: these files are sent as they stand, in watts. */
function refuseConversion({ mapping }: PlanRequest): void {
  const { toUnit, resampleMs } = mapping.answers;
  if ((toUnit === null || toUnit === 'W') && resampleMs === null) return;
  throw new AppError(
    'usage/invalid',
    "The VEN client's meter file is sent as it stands, in watts: leave --to-unit and --resample out.",
  );
}

async function describeSources(
  reader: Reader,
  site: VenClientSite,
  loads: readonly LoadRecord[],
  { series }: Pick<Plan, 'series'>,
): Promise<PlannedSource[]> {
  const nothing = { mapping: null, rejects: { rows: [], rejected: 0, ignored: 0 } };
  const database = await fingerprintLoads(site.databasePath, loads, series);
  const meterFile = await reader.fingerprint(site.meterFilePath, 'sampled');
  return [
    { role: 'resource-database', path: site.databasePath, fingerprint: database, ...nothing },
    { role: 'meter-file', path: site.meterFilePath, fingerprint: meterFile, ...nothing },
  ];
}

/** The place of the meter file among the sources. */
const meterFilePosition = 1;

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
  /** Position of the dataset in `datasets`, or why it cannot be read. */
  find(dataset: string): Promise<number | Pick<LoadTrouble, 'code' | 'text'>>;
}

function createScans(
  reader: Reader,
  site: VenClientSite,
  request: PlanRequest,
  { survey }: PlanExtent,
): Scans {
  const known = new Map<string, number | Pick<LoadTrouble, 'code' | 'text'>>();
  const datasets: PlannedDataset[] = [];
  const places = [site.databasePath, site.meterFilePath].map((path) => ({ path, mapping: null }));
  const scan = async (dataset: string): Promise<number | Pick<LoadTrouble, 'code' | 'text'>> => {
    try {
      const address = { source: meterFilePosition, path: dataset };
      const result = await reader.scan(readingSpec(request, places, address, []));
      return datasets.push({ ...address, minus: [], scan: survey?.condense(result) ?? result }) - 1;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.disposition !== 'rejected') throw thrown;
      return { code: error.code, text: error.message };
    }
  };
  return {
    datasets,
    find: async (dataset) => {
      const found = known.get(dataset) ?? (await scan(dataset));
      known.set(dataset, found);
      return found;
    },
  };
}

/** What a person has typed in goes before what the database says. */
function withTypedResource(load: LoadRecord, { resources }: PlanRequest): LoadRecord {
  const typed = typedResource(resources, load.loadId);
  return typed === null ? load : { ...load, vtnResourceId: typed };
}

async function planLoad(
  load: LoadRecord,
  { selection }: PlanRequest,
  scans: Scans,
  { survey }: PlanExtent,
): Promise<PlannedSeries> {
  const series = {
    loadId: load.loadId,
    ven: load.ven,
    name: nameOf(load),
    meter: load.meterId,
    resourceId: load.vtnResourceId?.trim().toLowerCase() ?? null,
    reportId: null,
    dataset: null,
    planned: 0,
    unreadable: 0,
  };
  const skip = reasonToSkip(load, selection);
  if (skip !== null && survey === undefined) return { ...series, skip };
  const found = await scans.find(datasetOfLoad(load));
  if (typeof found !== 'number') return { ...series, skip: skip ?? found };
  if (skip !== null) return { ...series, dataset: found, skip };
  return { ...series, dataset: found, planned: scans.datasets[found]?.scan.intervals ?? 0, skip };
}
