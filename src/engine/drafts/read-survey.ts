import type { Survey } from '../../contract/draft-shapes.ts';
import { draftPlan } from '../jobs/plan-job.ts';
import { sumUpRows } from '../jobs/plan-totals.ts';
import { rowsToRead } from '../jobs/rows-to-read.ts';
import type { Plan, PlannedSeries, PlanProgress, PlanRequest } from '../jobs/plan.ts';
import type { Reader, ReadingScan } from '../workers/reader.ts';
import { scanOf } from './series-facts.ts';
import type { SeriesSource } from './series-facts.ts';
import { createSeriesTable } from './series-table.ts';
import type { SeriesTable } from './series-table.ts';

/** What the files of a draft amount to, as it is kept in memory: no rows, and no row that was left out. */
export interface DraftSurvey extends SeriesSource {
  readonly isComplete: boolean;
  readonly questions: Plan['questions'];
  /** How many rows of each dataset were set aside; their texts are read again when somebody looks at them. */
  readonly setAsideCounts: readonly number[];
  readonly table: SeriesTable;
  readonly shape: Survey;
}

const problemsShown = 200;

/** Reads the files of a request. Throws as planJob does, but not for open questions or missing resources. */
export async function readSurvey(
  reader: Reader,
  request: PlanRequest,
  extent: 'auto' | 'all',
  progress: PlanProgress,
): Promise<DraftSurvey> {
  const setAsideCounts: number[] = [];
  const condense = (scan: ReadingScan): ReadingScan => {
    setAsideCounts.push(scan.setAside.length);
    return { ...scan, setAside: [] };
  };
  const plan = await draftPlan(reader, request, progress, {
    isForJob: false,
    maxRows: (file) => rowsToRead(file, extent, 0),
    survey: { condense },
  });
  const { series, datasets, sources, questions, isComplete } = plan;
  const source: SeriesSource = { series, datasets, sources, request };
  const table = createSeriesTable(source);
  table.warmUp();
  return {
    ...source,
    isComplete,
    questions,
    setAsideCounts,
    table,
    shape: describeSurvey(plan, source),
  };
}

/** A draft without files amounts to nothing. */
export function emptySurvey(request: PlanRequest): DraftSurvey {
  const source: SeriesSource = { series: [], datasets: [], sources: [], request };
  return {
    ...source,
    isComplete: true,
    questions: [],
    setAsideCounts: [],
    table: createSeriesTable(source),
    shape: {
      complete: true,
      preset: request.mapping.preset,
      totals: sumUpRows(source),
      questions: [],
      problems: [],
      problemCount: 0,
      findings: [],
      series: 0,
      vens: [],
      units: [],
      intervalLengths: [],
      firstStart: null,
      lastStart: null,
    },
  };
}

function describeSurvey(plan: Plan, source: SeriesSource): Survey {
  const tally = tallySeries(source);
  return {
    complete: plan.isComplete,
    preset: plan.summary.preset,
    totals: sumUpRows(plan),
    questions: [...plan.questions],
    problems: plan.problems.slice(0, problemsShown),
    problemCount: plan.problems.length,
    findings: [...tally.findings.values()],
    series: plan.series.length,
    vens: [...tally.vens].map(([ven, series]) => ({ ven, series })),
    units: [...tally.units],
    intervalLengths: [...tally.lengths]
      .sort(([one], [other]) => one - other)
      .map(([intervalMs, series]) => ({ intervalMs, series })),
    firstStart: isoOrNull(tally.firstMs),
    lastStart: isoOrNull(tally.lastMs),
  };
}

function isoOrNull(atMs: number): string | null {
  return Number.isFinite(atMs) ? new Date(atMs).toISOString() : null;
}

interface SeriesTally {
  readonly vens: Map<string, number>;
  readonly lengths: Map<number, number>;
  readonly units: Set<string>;
  readonly findings: Map<string, Survey['findings'][number]>;
  firstMs: number;
  lastMs: number;
}

function tallySeries(source: SeriesSource): SeriesTally {
  const tally: SeriesTally = {
    vens: new Map(),
    lengths: new Map(),
    units: new Set(),
    findings: new Map(),
    firstMs: Infinity,
    lastMs: -Infinity,
  };
  for (const series of source.series) tallyOne(tally, series, scanOf(source, series));
  return tally;
}

function tallyOne(tally: SeriesTally, series: PlannedSeries, scan: ReadingScan | null): void {
  if (series.ven !== '') tally.vens.set(series.ven, (tally.vens.get(series.ven) ?? 0) + 1);
  if (scan === null) return;
  tally.lengths.set(scan.intervalMs, (tally.lengths.get(scan.intervalMs) ?? 0) + 1);
  if (scan.unit !== null) tally.units.add(scan.unit);
  for (const { code, text, count } of scan.findings) {
    const known = tally.findings.get(code) ?? { code, text, series: 0, count: 0 };
    tally.findings.set(code, { ...known, series: known.series + 1, count: known.count + count });
  }
  if (scan.intervals === 0) return;
  tally.firstMs = Math.min(tally.firstMs, scan.firstStartMs);
  tally.lastMs = Math.max(tally.lastMs, scan.lastStartMs);
}
