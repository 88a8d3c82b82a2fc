import { meanPace } from './mean-pace.ts';
import type { PaceSample } from './mean-pace.ts';
import type { PaceScenario, PaceSetting } from './pace-scenarios.ts';
import { paceScenarios, paceSettings } from './pace-scenarios.ts';
import { describeMachine, spellCount } from './spell-figures.ts';
import { drawPage } from './svg-plot.ts';
import type { Panel, PlotLine } from './svg-plot.ts';

/** What the VTN has counted up to a moment; ms since its first upload. */
export interface TrafficSample extends PaceSample {
  readonly taken: number;
  readonly refused: number;
}

export interface PaceRun {
  readonly scenario: PaceScenario;
  readonly setting: PaceSetting;
  readonly samples: readonly TrafficSample[];
}

const windowMs = 30_000;
const judgedAtMs = 120_000;
/** From then on refusals count as those of a pace that has settled. */
const settledAtMs = 60_000;
const enough = 0.85;

/** A mean over the 30 s that end at a moment, as a share of the limit. */
function shareAt({ scenario, samples }: PaceRun, atMs: number): number {
  const fromMs = Math.max(0, atMs - windowMs);
  if (scenario.of === 'points a second') return meanPace(samples, fromMs, atMs) / scenario.limit;
  const [from, to] = [sampleAt(samples, fromMs), sampleAt(samples, atMs)];
  return (to.points - from.points) / Math.max(1, to.taken - from.taken) / scenario.limit;
}

function sampleAt(samples: readonly TrafficSample[], atMs: number): TrafficSample {
  const found = samples.find((sample) => sample.atMs >= atMs) ?? samples.at(-1);
  return found ?? { atMs: 0, points: 0, taken: 0, refused: 0 };
}

function lastMs({ samples }: PaceRun): number {
  return samples.at(-1)?.atMs ?? 0;
}

/** The end of the first 30 s that reached enough of the limit; null when none did. */
function reachedAtMs(run: PaceRun): number | null {
  for (let atMs = windowMs; atMs <= lastMs(run); atMs += 1000) if (shareAt(run, atMs) >= enough) return atMs;
  return null;
}

/** Of the requests since the pace has settled; of a short run, of its second half. */
function refusedShare(run: PaceRun): number {
  const since = sampleAt(run.samples, Math.min(settledAtMs, lastMs(run) / 2));
  const end = sampleAt(run.samples, lastMs(run));
  const refused = end.refused - since.refused;
  return refused / Math.max(1, refused + end.taken - since.taken);
}

/** The section of results.md. */
export function tellPace(runs: readonly PaceRun[]): string[] {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const row = (run: PaceRun): string => {
    const { scenario, setting } = run;
    const reached = reachedAtMs(run);
    const cells = [
      scenario.name,
      setting.name,
      `${spellCount(scenario.limit)} ${scenario.of}`,
      percent(shareAt(run, Math.min(judgedAtMs, lastMs(run)))),
      reached === null ? 'never' : `${(reached / 1000).toFixed(0)} s`,
      percent(refusedShare(run)),
    ];
    return `| ${cells.join(' | ')} |`;
  };
  return [
    `\`npm run bench -- --pace\`. ${describeMachine()}`,
    '',
    'A practice VTN that takes only so much and does not say how much: with the pace that the engine finds by itself',
    'for 150 s, and with fixed settings for 60 s. As the engine always gives way to a VTN, the setting that is too high',
    'is that of a plain sender, which waits as told, or a second, and tries again. The mean is that of the 30 s before two minutes, or before the end of',
    'a shorter run, by what the VTN itself counted. Refused is the share of all requests after the first minute, or',
    'of the second half of a shorter run. Of the limit of the body, the mean is that of the points of a request.',
    '',
    '| hidden limit | pace | limit | 30 s mean | 85 % reached after | refused |',
    '| --- | --- | ---: | ---: | ---: | ---: |',
    ...inOrder(runs).map(row),
    '',
    '![points a second over time, for each hidden limit](pace.svg)',
  ];
}

function inOrder(runs: readonly PaceRun[]): PaceRun[] {
  return paceScenarios.flatMap((scenario) =>
    paceSettings.flatMap((setting) =>
      runs.filter((run) => run.scenario === scenario && run.setting === setting),
    ),
  );
}

const stepMs = 2000;

/** A panel for each hidden limit, a line for each setting. */
export function drawPace(runs: readonly PaceRun[]): string {
  const panels = paceScenarios.map((scenario): Panel => {
    const own = inOrder(runs).filter((run) => run.scenario === scenario);
    const xMost = Math.max(1, ...own.map(lastMs)) / 1000;
    const lines = own.map(drawRun);
    const highest = Math.max(1, ...lines.flatMap(({ points }) => points.map(([, y]) => y ?? 0)));
    const { limit } = scenario;
    const line = {
      name: 'hidden limit',
      colour: '#1f2933',
      isDashed: true,
      points: [
        [0, limit],
        [xMost, limit],
      ],
    } as const;
    return {
      title: scenario.name,
      xLabel: 'seconds',
      yLabel: scenario.of,
      xMost,
      yMost: Math.max(limit * 1.3, Math.min(highest * 1.05, limit * 2)),
      lines: [line, ...lines],
    };
  });
  return drawPage({
    title: 'What a VTN with a hidden limit takes, by its own count (means of 2 s)',
    columns: 2,
    panelWidth: 620,
    panelHeight: 280,
    panels,
  });
}

function drawRun(run: PaceRun): PlotLine {
  const { setting, scenario, samples } = run;
  const steps = Math.floor(lastMs(run) / stepMs);
  const points = Array.from({ length: steps }, (_, index) => {
    const fromMs = index * stepMs;
    return [(fromMs + stepMs / 2) / 1000, figureOf(scenario, samples, fromMs)] as const;
  });
  return { name: setting.name, colour: setting.colour, points };
}

function figureOf(scenario: PaceScenario, samples: readonly TrafficSample[], fromMs: number): number | null {
  if (scenario.of === 'points a second') return meanPace(samples, fromMs, fromMs + stepMs);
  const [from, to] = [sampleAt(samples, fromMs), sampleAt(samples, fromMs + stepMs)];
  return to.taken === from.taken ? null : (to.points - from.points) / (to.taken - from.taken);
}
