import type { Section } from './bench-parts.ts';
import type { EncodingFigures } from './measure-encoding.ts';
import type { FullSiteRun, Stretch } from './measure-full-site.ts';
import { meanPace } from './mean-pace.ts';
import {
  describeMachine,
  median,
  spellCount,
  spellMegabytes,
  spellRatio,
  spellSeconds,
  tabulateColumns,
} from './spell-figures.ts';
import { drawPage } from './svg-plot.ts';
import type { Panel, PlotBand } from './svg-plot.ts';

const plotName = 'full-site.svg';
/** Parts of the plot's width. */
const steps = 400;

/** The section of a run of the full size, with its plot. */
export function tellFullSite(run: FullSiteRun, loads: number, encoding: EncodingFigures): Section {
  return {
    title: 'The full size',
    lines: [
      `\`npm run bench -- --full --loads ${loads}\`. ${describeMachine()}`,
      '',
      'A site in the shape of the largest known, sent whole to the stub that counts, in a process that gets SIGKILL at a',
      'quarter, a half and three quarters of the way and is started again. Confirmed is what the ledger says at the end; the',
      'stub has counted more by what was on its way when the process was killed, and was sent again.',
      '',
      ...tabulateColumns(['what', 'figure', 'ratio'], rowsOf(run, encoding)),
      '',
      `![points a second and memory over time, with the kills](${plotName})`,
    ],
    plots: [{ name: plotName, svg: drawRun(run) }],
  };
}

function rowsOf(
  { plan, end, stretches, counts, ledgerBytes }: FullSiteRun,
  encoding: EncodingFigures,
): string[][] {
  const kills = stretches.filter(({ wasKilled }) => wasKilled).length;
  const seconds = (counts.lastAtMs - counts.firstAtMs) / 1000;
  const rate = counts.points / seconds;
  const memory = quartersOf(stretches);
  const ofPlan = (points: number): string => `${spellRatio(points, plan.points)} : planned`;
  return [
    ['loads', spellCount(plan.loads), '-'],
    ['points planned', spellCount(plan.points), '-'],
    ['points confirmed by the ledger', spellCount(end.confirmed), ofPlan(end.confirmed)],
    ['points that the stub has counted', spellCount(counts.points), ofPlan(counts.points)],
    [
      'of them sent again after a kill',
      spellCount(counts.points - plan.points),
      ofPlan(counts.points - plan.points),
    ],
    ['requests', spellCount(counts.requests), '-'],
    ['killed and started again', `${kills} times`, '-'],
    ['plan', spellSeconds(plan.seconds), `${spellRatio(plan.seconds, seconds)} : sending`],
    ['first request to last answer, kills included', spellTime(seconds), '-'],
    [
      'points/s by the stub, kills included',
      spellCount(rate),
      `${spellRatio(rate, encoding.pointsPerSecond)} : encoding`,
    ],
    ['most memory (RSS)', spellMegabytes(memory.most), '-'],
    [
      'memory (RSS), second and last quarter',
      `${spellMegabytes(memory.second)}, ${spellMegabytes(memory.last)}`,
      `${spellRatio(memory.last, memory.second)} last : second`,
    ],
    [
      'ledger at the end',
      spellMegabytes(ledgerBytes),
      `${(ledgerBytes / plan.loads).toFixed(0)} bytes a load`,
    ],
  ];
}

function quartersOf(stretches: readonly Stretch[]): { second: number; last: number; most: number } {
  const bytes = stretches.flatMap(({ memory }) => memory.map((sample) => sample.bytes));
  const quarter = (number: number): number =>
    median(bytes.slice((bytes.length * number) / 4, (bytes.length * (number + 1)) / 4));
  const most = bytes.reduce((largest, each) => Math.max(largest, each), 0);
  return { second: quarter(1), last: quarter(3), most };
}

function spellTime(seconds: number): string {
  if (seconds < 120) return spellSeconds(seconds);
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function drawRun({ stretches, pace, plan }: FullSiteRun): string {
  const lastMs = pace.at(-1)?.atMs ?? 1;
  const stepMs = lastMs / steps;
  const panel = (yLabel: string, title: string, lines: Panel['lines']): Panel => {
    const figures = lines.flatMap(({ points }) => points.map(([, y]) => y ?? 0));
    const yMost = figures.reduce((most, each) => Math.max(most, each), 1) * 1.1;
    return {
      title,
      yLabel,
      xLabel: 'seconds',
      xMost: lastMs / 1000,
      yMost,
      lines,
      bands: killBands(stretches, pace),
    };
  };
  const rates = Array.from({ length: steps }, (_, step): [number, number] => [
    ((step + 0.5) * stepMs) / 1000,
    meanPace(pace, step * stepMs, (step + 1) * stepMs) / 1e6,
  ]);
  const memory = stretches.flatMap(({ memory: samples, endedAtMs }): [number, number | null][] => [
    ...samples.map(({ atMs, bytes }): [number, number] => [atMs / 1000, bytes / 1e6]),
    [endedAtMs / 1000, null],
  ]);
  return drawPage({
    title: `${spellCount(plan.loads)} loads, ${spellCount(plan.points)} points, killed on the way`,
    columns: 1,
    panelWidth: 1100,
    panelHeight: 260,
    panels: [
      panel('million points/s', 'What the stub has counted', [
        { name: 'million points/s', colour: '#1261a0', points: rates, width: 1.2 },
      ]),
      panel('MB', "The engine's process", [{ name: 'memory (RSS)', colour: '#b0413e', points: memory }]),
    ],
  });
}

/** From each kill until something is sent again. */
function killBands(stretches: readonly Stretch[], pace: FullSiteRun['pace']): PlotBand[] {
  return stretches.flatMap(({ wasKilled, endedAtMs }) => {
    if (!wasKilled) return [];
    const after = pace.filter(({ atMs }) => atMs >= endedAtMs);
    const from = after[0]?.points ?? 0;
    const again = after.find(({ points }) => points > from)?.atMs ?? endedAtMs;
    return { name: 'killed, starting again', colour: '#fde2e1', from: endedAtMs / 1000, to: again / 1000 };
  });
}
