import { stat } from 'node:fs/promises';
import { AppError, toAppError } from '../../contract/app-error.ts';
import type { LoadTrouble } from '../../contract/job-shapes.ts';
import { hashLoads } from '../mapping/hash-loads.ts';
import type { HashedLoad } from '../mapping/hash-loads.ts';
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
import { readLoadPages } from './load-pages.ts';
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
  const loads: DraftedLoad[] = [];
  for await (const page of selectLoads(readLoadPages(reader, site.databasePath), request.selection))
    for (const load of page) loads.push(draftLoad(load, request));
  const scans = createScans(reader, site, request, extent);
  for (const [position, load] of loads.entries()) {
    // A survey also looks at what cannot be sent.
    if (load.skip === null || extent.survey !== undefined) {
      const path = datasetOfLoad(load);
      // Most have been read for another load: these cost no promise.
      fillIn(load, scans.known(path) ?? (await scans.read(path)), scans.datasets);
    }
    if (position % 50 === 0) progress(position, loads.length, load.name);
  }
  progress(loads.length, loads.length, '');
  return {
    preset: 'ven-client',
    places: [site.databasePath, site.meterFilePath].map((path) => ({ path, mapping: null })),
    describeSources: (settled) => describeSources(reader, site, loads, settled),
    datasets: scans.datasets,
    series: loads,
    problems: describeProblems(loads, scans.datasets),
    questions: [],
    isComplete: true,
  };
}

/**
 * A load on its way into the plan, with what its hash takes of its row. It is filled in where it stands and nothing
 * else of the row is kept: of a hundred thousand each copy would be there twice.
 */
type DraftedLoad = HashedLoad & { -readonly [Field in keyof PlannedSeries]: PlannedSeries[Field] };

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
  loads: readonly HashedLoad[],
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
  loads: readonly HashedLoad[],
  series: readonly PlannedSeries[],
): Promise<FileFingerprint> {
  const { size, mtimeMs } = await stat(path);
  const contentHash = hashLoads(loads.filter((_load, position) => series[position]?.skip === null));
  return { sizeBytes: size, mtimeMs, contentHash };
}

/** Position of a dataset in the plan's, or why it cannot be read. */
type Found = number | Pick<LoadTrouble, 'code' | 'text'>;

/** The settled series read so far: several loads share one meter's dataset, which is read once. */
interface Scans {
  readonly datasets: PlannedDataset[];
  /** What was found of a dataset; undefined while it has not been read. */
  known(dataset: string): Found | undefined;
  read(dataset: string): Promise<Found>;
}

function createScans(
  reader: Reader,
  site: VenClientSite,
  request: PlanRequest,
  { survey }: PlanExtent,
): Scans {
  const known = new Map<string, Found>();
  const datasets: PlannedDataset[] = [];
  const places = [site.databasePath, site.meterFilePath].map((path) => ({ path, mapping: null }));
  const scan = async (dataset: string): Promise<Found> => {
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
    known: (dataset) => known.get(dataset),
    read: async (dataset) => {
      const found = await scan(dataset);
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

function draftLoad(row: LoadRecord, request: PlanRequest): DraftedLoad {
  const { loadId, ven, meterId, component, vtnResourceId, enabled, suspended } = row;
  const load = withTypedResource(row, request);
  return {
    loadId,
    ven,
    name: nameOf(load),
    meter: meterId,
    resourceId: load.vtnResourceId?.trim().toLowerCase() ?? null,
    reportId: null,
    dataset: null,
    planned: 0,
    unreadable: 0,
    skip: reasonToSkip(load, request.selection),
    meterId,
    component,
    vtnResourceId,
    enabled,
    suspended,
  };
}

/** Gives a load its readings, or the reason why it has none. */
function fillIn(load: DraftedLoad, found: Found, datasets: readonly PlannedDataset[]): void {
  if (typeof found !== 'number') {
    load.skip ??= found;
    return;
  }
  load.dataset = found;
  if (load.skip === null) load.planned = datasets[found]?.scan.intervals ?? 0;
}
