import type { LoadTrouble, PlanProblem } from '../../contract/job-shapes.ts';
import type { Reader, ReadingSpec } from '../workers/reader.ts';
import type { DatasetAddress, PlannedDataset, PlannedSeries } from './plan.ts';

export interface SettledLoads {
  readonly series: PlannedSeries[];
  readonly datasets: PlannedDataset[];
  readonly problems: PlanProblem[];
}

type SpecOf = (address: DatasetAddress, minus: readonly DatasetAddress[]) => ReadingSpec;

/**
 * Loads bound for one VTN resource (site-files: resources.db): equal intervals are duplicates and go out once,
 * with the first load; different values for one start are a conflict, and all loads of that resource are
 * skipped.
 */
export async function settleSharedResources(
  reader: Reader,
  specOf: SpecOf,
  drafts: readonly PlannedSeries[],
  scanned: readonly PlannedDataset[],
): Promise<SettledLoads> {
  const series = [...drafts];
  const datasets = [...scanned];
  const problems: PlanProblem[] = [];
  for (const positions of sharingLoads(drafts)) {
    const conflict = await findConflict(
      reader,
      specOf,
      positions.map((position) => series[position]),
      datasets,
    );
    for (const [nth, position] of positions.entries()) {
      const load = series[position];
      if (load === undefined) continue;
      if (conflict !== null) {
        series[position] = { ...load, dataset: null, planned: 0, skip: conflict };
      } else if (nth > 0) {
        const earlier = positions.slice(0, nth).map((other) => addressOf(series[other], datasets));
        const left = await withoutEarlier(reader, specOf, load, earlier, datasets);
        series[position] = left;
        problems.push({
          load: load.loadId,
          code: 'mapping/resource-shared',
          text: `${load.name} goes to the same VTN resource as an earlier load with equal values; ${load.planned - left.planned} intervals are sent once`,
        });
      }
    }
  }
  return { series, datasets, problems };
}

/** Positions of the loads of each resource that more than one load is bound for. */
function sharingLoads(series: readonly PlannedSeries[]): number[][] {
  const first = new Map<string, number>();
  // By the first of them: most resources have one load, and there may be a hundred thousand.
  const sharing = new Map<number, number[]>();
  for (const [position, { resourceId, dataset, skip }] of series.entries()) {
    if (resourceId === null || dataset === null || skip !== null) continue;
    const before = first.get(resourceId);
    if (before === undefined) {
      first.set(resourceId, position);
      continue;
    }
    const positions = sharing.get(before);
    if (positions === undefined) sharing.set(before, [before, position]);
    else positions.push(position);
  }
  return [...sharing].sort(([a], [b]) => a - b).map(([, positions]) => positions);
}

async function findConflict(
  reader: Reader,
  specOf: SpecOf,
  loads: readonly (PlannedSeries | undefined)[],
  datasets: readonly PlannedDataset[],
): Promise<Pick<LoadTrouble, 'code' | 'text'> | null> {
  for (const [nth, load] of loads.entries()) {
    for (const earlier of loads.slice(0, nth)) {
      if (load?.dataset === earlier?.dataset) continue;
      const { conflicts, firstConflictMs } = await reader.compare(
        specOf(addressOf(earlier, datasets), []),
        specOf(addressOf(load, datasets), []),
      );
      if (conflicts === 0) continue;
      const first = firstConflictMs === null ? '' : `, first at ${new Date(firstConflictMs).toISOString()}`;
      return {
        code: 'mapping/resource-shared',
        text:
          `${earlier?.name ?? ''} and ${load?.name ?? ''} go to the same VTN resource ${load?.resourceId ?? ''} and ` +
          `disagree on ${conflicts} intervals${first}.`,
      };
    }
  }
  return null;
}

function addressOf(load: PlannedSeries | undefined, datasets: readonly PlannedDataset[]): DatasetAddress {
  const { source, path } = datasets[load?.dataset ?? -1] ?? { source: 0, path: '' };
  return { source, path };
}

function isSame(a: DatasetAddress, b: DatasetAddress): boolean {
  return a.source === b.source && a.path === b.path;
}

/** The load with only the intervals that no earlier load of its resource sends. */
async function withoutEarlier(
  reader: Reader,
  specOf: SpecOf,
  load: PlannedSeries,
  earlier: readonly DatasetAddress[],
  datasets: PlannedDataset[],
): Promise<PlannedSeries> {
  const whole = datasets[load.dataset ?? -1];
  if (whole === undefined) return load;
  const minus = earlier
    .filter((address, nth) => !earlier.slice(0, nth).some((before) => isSame(before, address)))
    .sort((a, b) => a.source - b.source || (a.path < b.path ? -1 : 1));
  const scan = minus.some((address) => isSame(address, whole))
    ? {
        ...whole.scan,
        intervals: 0,
        duplicates: whole.scan.duplicates + whole.scan.intervals,
        encodedBytes: 0,
        setAside: [],
      }
    : await reader.scan(specOf(whole, minus));
  const { source, path } = whole;
  const dataset = datasets.push({ source, path, minus, scan: { ...scan, setAside: [] } }) - 1;
  return { ...load, dataset, planned: scan.intervals };
}
