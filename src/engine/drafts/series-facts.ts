import type { SeriesRow } from '../../contract/series-shapes.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { Plan, PlannedSeries, PlanRequest } from '../jobs/plan.ts';
import { typedResource } from '../jobs/typed-resources.ts';
import type { ReadingScan } from '../workers/reader.ts';

export type SeriesState = SeriesRow['state'];
export type Registration = SeriesRow['registration'];

/** What of a plan tells about its series. */
export type SeriesSource = Pick<Plan, 'series' | 'datasets' | 'sources'> & { readonly request: PlanRequest };

export function scanOf({ datasets }: SeriesSource, series: PlannedSeries): ReadingScan | null {
  return datasets[series.dataset ?? -1]?.scan ?? null;
}

/** Intervals that there are; whether they can be sent is another question. */
export function intervalsOf(source: SeriesSource, series: PlannedSeries): number {
  return series.skip === null ? series.planned : (scanOf(source, series)?.intervals ?? 0);
}

/** Why a series cannot be sent as things are; null when it can. */
export function problemOf({ skip, resourceId }: PlannedSeries): SeriesRow['problem'] {
  if (skip !== null) return { code: skip.code, text: skip.text };
  if (resourceId !== null) return null;
  return {
    code: 'mapping/resource-unregistered',
    text: 'No VTN resource has been given for it yet.',
  };
}

export function stateOf(series: PlannedSeries): SeriesState {
  if (series.skip?.code === 'source/no-readings') return 'empty';
  if (problemOf(series) !== null) return 'skipped';
  return series.planned === 0 ? 'empty' : 'ready';
}

export function registrationOf({ request, sources }: SeriesSource, series: PlannedSeries): Registration {
  if (series.skip?.code === 'mapping/resource-invalid') return 'invalid';
  if (series.resourceId === null) return 'unregistered';
  // A load that is switched off is not asked for its resource before it is switched on.
  if (!isUuid(series.resourceId)) return 'invalid';
  const isOfDatabase = sources.some(({ role }) => role === 'resource-database');
  return isOfDatabase && typedResource(request.resources, series.loadId) === null ? 'registered' : 'listed';
}

export function describeRow(source: SeriesSource, series: PlannedSeries, chosen: boolean): SeriesRow {
  const scan = scanOf(source, series);
  const intervals = intervalsOf(source, series);
  const isEmpty = scan === null || intervals === 0;
  return {
    series: series.loadId,
    name: series.name,
    ven: series.ven,
    meter: series.meter,
    resource: series.resourceId,
    registration: registrationOf(source, series),
    state: stateOf(series),
    problem: problemOf(series),
    findings: scan?.findings.length ?? 0,
    intervals,
    intervalMs: scan?.intervalMs ?? null,
    unit: scan?.unit ?? '',
    firstStart: isEmpty ? null : new Date(scan.firstStartMs).toISOString(),
    lastStart: isEmpty ? null : new Date(scan.lastStartMs).toISOString(),
    gaps: scan?.missing ?? 0,
    duplicates: scan?.duplicates ?? 0,
    conflicts: scan?.conflicts ?? 0,
    rejected: rejectedOf(source, series),
    chosen,
  };
}

/** Rows of it that no interval comes of because something is wrong with them. */
export function rejectedOf(source: SeriesSource, series: PlannedSeries): number {
  return (scanOf(source, series)?.rejected ?? 0) + series.unreadable;
}
