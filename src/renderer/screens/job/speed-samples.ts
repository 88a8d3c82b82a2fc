import type { SpeedSample } from '../../../contract/job-shapes.ts';

export const speedSpans = ['ten-minutes', 'hour', 'all'] as const;
export type SpeedSpan = (typeof speedSpans)[number];

const secondMs = 1000;
const spanMs: Record<SpeedSpan, number> = {
  'ten-minutes': 600 * secondMs,
  hour: 3600 * secondMs,
  all: 12 * 3600 * secondMs,
};
const samplesKept = spanMs.all / secondMs;
/** A screen shows no more. */
const columns = 600;
const meanOverSeconds = 10;

/** Both, in order, each second once; of what came twice the later one. Half a day is kept. */
export function mergeSamples(
  known: readonly SpeedSample[],
  more: readonly SpeedSample[],
): readonly SpeedSample[] {
  const lastMs = known.at(-1)?.atMs ?? -Infinity;
  if (more.every(({ atMs }, place) => atMs > (more[place - 1]?.atMs ?? lastMs)))
    return [...known, ...more].slice(-samplesKept);
  const byTime = new Map([...known, ...more].map((sample) => [sample.atMs, sample]));
  return [...byTime.values()].sort((a, b) => a.atMs - b.atMs).slice(-samplesKept);
}

/** Speeds over a span, in columns of equal length, for a plot. */
export interface SpeedView {
  /** Epoch ms; points a second in each column; their mean over ten seconds. Null where the job did not run. */
  readonly values: [number[], (number | null)[], (number | null)[]];
  readonly span: { readonly fromMs: number; readonly toMs: number };
  readonly mean: number;
  readonly peak: number;
}

export function viewSpeed(samples: readonly SpeedSample[], span: SpeedSpan): SpeedView | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return null;
  const toMs = last.atMs + secondMs;
  const lengthMs = span === 'all' ? toMs - first.atMs : spanMs[span];
  const columnMs = Math.max(1, Math.ceil(lengthMs / columns / secondMs)) * secondMs;
  const fromMs = toMs - Math.ceil(lengthMs / columnMs) * columnMs;
  const from = samples.findIndex(({ atMs }) => atMs >= fromMs);
  const shown = samples.slice(from);
  const points = shown.reduce((sum, sample) => sum + sample.points, 0);
  const values = toColumns(shown, runningMeans(samples).slice(from), { fromMs, toMs, columnMs });
  return {
    values,
    span: { fromMs, toMs },
    mean: shown.length === 0 ? 0 : points / shown.length,
    peak: values[1].reduce<number>((most, each) => Math.max(most, each ?? 0), 0),
  };
}

/** Points come in lumps of whole requests: the mean of the last ten seconds of the run, second by second. */
function runningMeans(samples: readonly SpeedSample[]): readonly number[] {
  const means: number[] = [];
  let from = 0;
  let sum = 0;
  for (const [place, { atMs, points }] of samples.entries()) {
    sum += points;
    while ((samples[from]?.atMs ?? atMs) <= atMs - meanOverSeconds * secondMs)
      sum -= samples[from++]?.points ?? 0;
    means.push(sum / (place - from + 1));
  }
  return means;
}

interface Columns {
  readonly fromMs: number;
  readonly toMs: number;
  readonly columnMs: number;
}

function toColumns(
  samples: readonly SpeedSample[],
  means: readonly number[],
  { fromMs, toMs, columnMs }: Columns,
): SpeedView['values'] {
  const length = Math.round((toMs - fromMs) / columnMs);
  const sums = Array.from({ length }, () => ({ points: 0, mean: 0, seconds: 0 }));
  for (const [place, { atMs, points }] of samples.entries()) {
    const column = sums[Math.floor((atMs - fromMs) / columnMs)];
    if (column === undefined) continue;
    column.points += points;
    column.mean += means[place] ?? 0;
    column.seconds += 1;
  }
  return [
    sums.map((_, place) => fromMs + place * columnMs),
    sums.map(({ points, seconds }) => (seconds === 0 ? null : points / seconds)),
    sums.map(({ mean, seconds }) => (seconds === 0 ? null : mean / seconds)),
  ];
}
