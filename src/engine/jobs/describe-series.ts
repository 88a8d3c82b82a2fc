import type { Finding, PreviewSeries } from '../../contract/inspection-shapes.ts';
import type { MappingDocument } from '../../contract/mapping-document.ts';
import type { Finding as ScanFinding } from '../../domain/settle/settled-readings.ts';
import type { OddDays, ReadingScan } from '../workers/reader.ts';
import type { Plan, PlannedSeries, PlanRequest } from './plan.ts';
import type { SourcePlaces } from './reading-spec.ts';

/** One series of a plan with its figures, as previews show it. */
export function describeSeries(
  series: PlannedSeries,
  { datasets, sources }: Pick<Plan, 'datasets'> & { readonly sources: SourcePlaces },
  oddDays: OddDays | null,
  request: Pick<PlanRequest, 'mapping'>,
): PreviewSeries {
  const dataset = datasets[series.dataset ?? -1];
  const scan = dataset?.scan ?? null;
  // One that cannot be sent is shown with what there is of it.
  const intervals = series.skip === null ? series.planned : (scan?.intervals ?? 0);
  const isEmpty = scan === null || intervals === 0;
  return {
    name: series.name,
    load: series.loadId,
    ven: series.ven,
    resource: series.resourceId,
    unit: scan?.unit ?? '',
    intervalMs: scan?.intervalMs ?? null,
    timeZone: zoneOf(sources[dataset?.source ?? -1]?.mapping ?? null, request),
    intervals,
    firstStart: isEmpty ? null : textsOf(scan).firstStart,
    lastStart: isEmpty ? null : textsOf(scan).lastStart,
    sum: isEmpty ? 0 : scan.sum,
    min: isEmpty ? null : scan.min,
    max: isEmpty ? null : scan.max,
    mean: isEmpty ? null : scan.sum / intervals,
    gaps: scan?.missing ?? 0,
    emptyValues: scan?.gaps ?? 0,
    duplicates: scan?.duplicates ?? 0,
    conflicts: scan?.conflicts ?? 0,
    rejected: (scan?.rejected ?? 0) + series.unreadable,
    findings: scan === null ? [] : textsOf(scan).findings,
    ...(oddDays ?? { shortDays: 0, longDays: 0 }),
    skipped: series.skip,
  };
}

type ScanTexts = Pick<PreviewSeries, 'findings'> & Record<'firstStart' | 'lastStart', string>;

/** A hundred thousand loads may share the readings of 153 meters: what is said of one scan is kept once. */
const kept = new WeakMap<ReadingScan, ScanTexts>();

function textsOf(scan: ReadingScan): ScanTexts {
  const known = kept.get(scan);
  if (known !== undefined) return known;
  const texts: ScanTexts = {
    firstStart: new Date(scan.firstStartMs).toISOString(),
    lastStart: new Date(scan.lastStartMs).toISOString(),
    findings: scan.findings.map(describeFinding),
  };
  kept.set(scan, texts);
  return texts;
}

function describeFinding({ code, text, count, firstStartMs, firstRow }: ScanFinding): Finding {
  return {
    code,
    text,
    count,
    firstStart: firstStartMs === null ? null : new Date(firstStartMs).toISOString(),
    firstRow,
  };
}

/** Days are counted in the zone of the file's clocks, else in the job's; epochs without either are of UTC. */
export function zoneOf(document: MappingDocument | null, { mapping }: Pick<PlanRequest, 'mapping'>): string {
  const zone = document?.time.zone ?? null;
  return zone === null || zone === 'data' ? (mapping.timeZone ?? 'UTC') : zone;
}
