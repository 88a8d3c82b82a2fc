import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { meanPace } from '../../bench/mean-pace.ts';
import { replaceSection } from '../../bench/results-file.ts';
import { describeMachine, median, spellCount, spellMegabytes, tabulate } from '../../bench/spell-figures.ts';
import type { Row } from '../../bench/spell-figures.ts';
import { drawPage } from '../../bench/svg-plot.ts';
import type { Panel } from '../../bench/svg-plot.ts';
import type { SoakJudgement, Trend } from './judge-soak.ts';
import type { SoakRecord } from './soak-record.ts';
import type { Phase } from './soak-script.ts';

interface SoakRun {
  readonly record: SoakRecord;
  readonly judgement: SoakJudgement;
  readonly minutes: number;
  readonly seed: number;
}

const plotPath = path.resolve(import.meta.dirname, '../../bench/soak.svg');

/** Puts the figures of a long soak into bench/results.md, and its plot beside them. */
export async function writeSoakFigures(run: SoakRun): Promise<void> {
  const { record, minutes, seed } = run;
  await writeFile(plotPath, drawSoak(run));
  await replaceSection('Soak', [
    `\`METERHAUL_SOAK_MINUTES=${minutes} METERHAUL_SOAK_SPEED=${record.pointsPerSecond} METERHAUL_SEED=${seed} vitest run --project crash test/soak\`. ${describeMachine()}`,
    '',
    `One process of the engine sends job after job with its own pace, while the practice VTN, which takes`,
    `${spellCount(record.pointsPerSecond)} points/s when it is well, is restarted, slowed and refusing in turns. What each job`,
    'left at the VTN is held against its source, interval by interval.',
    '',
    ...tabulate(rowsOf(run)),
    '',
    '![points a second, memory and handles over time](soak.svg)',
  ]);
}

function rowsOf({ record, judgement }: SoakRun): Row[] {
  const { jobs, phases, requests, requestsByStatus, lost, doubled, rewrites } = record;
  const { healthyPace, recoveries, rss, heap, handles, loopDelayMs } = judgement;
  const confirmed = jobs.reduce((sum, job) => sum + job.confirmed, 0);
  const troubles = phases.filter(({ kind }) => kind !== 'healthy');
  const took = recoveries.map(({ tookMs }) => tookMs ?? Infinity);
  const seconds = (ms: number): string => (Number.isFinite(ms) ? `${(ms / 1000).toFixed(1)} s` : 'never');
  return [
    ['jobs ended, all completed', spellCount(jobs.length)],
    ['intervals confirmed in them', spellCount(confirmed)],
    ['lost / doubled', `${lost} / ${doubled}`],
    ['sent once more', spellCount(rewrites)],
    ['requests, of those taken', `${spellCount(requests)}, ${spellCount(requestsByStatus['201'] ?? 0)}`],
    ['restarts, slow and refusing phases', kindsOf(troubles).join(', ')],
    ['pace while the VTN is well', `${spellCount(healthyPace)} points/s`],
    ['pace back to 80 %: median', seconds(median(took))],
    ['pace back to 80 %: longest', seconds(Math.max(...took))],
    ['memory (RSS), second and last quarter', bothQuarters(rss, spellMegabytes)],
    ['memory (RSS), straight line', `${perHourInMegabytes(rss)} an hour`],
    ['heap, second and last quarter', bothQuarters(heap, spellMegabytes)],
    ['most memory (RSS)', spellMegabytes(rss.most)],
    ["the engine's folder at the end", spellMegabytes(record.diskBytes)],
    ['the process with the VTN and its store', spellMegabytes(record.vtnBytes)],
    ['open handles, second and last quarter', handles === null ? '' : bothQuarters(handles, spellCount)],
    [
      'event loop held up in a second: median, longest',
      `${loopDelayMs.median.toFixed(0)} ms, ${loopDelayMs.most.toFixed(0)} ms`,
    ],
  ];
}

function kindsOf(phases: readonly Pick<Phase, 'kind'>[]): string[] {
  return (['restart', 'slow', 'refusing'] as const).map((kind) =>
    spellCount(phases.filter((phase) => phase.kind === kind).length),
  );
}

function bothQuarters({ quarters }: Trend, spell: (figure: number) => string): string {
  return `${spell(quarters[1] ?? NaN)}, ${spell(quarters[3] ?? NaN)}`;
}

function perHourInMegabytes({ perHour }: Trend): string {
  return `${perHour < 0 ? '-' : '+'}${spellMegabytes(Math.abs(perHour))}`;
}

const stepMs = 2000;
const grounds = { restart: '#fde2e1', slow: '#fdf3d0', refusing: '#e4e2fb' };
const names = { restart: 'VTN down', slow: 'VTN slow', refusing: 'VTN refusing' };

function drawSoak({ record, judgement, minutes }: SoakRun): string {
  const { pace, bodies, phases } = record;
  const lastMs = pace.at(-1)?.atMs ?? 1;
  const seen = bodies.filter(({ atMs }) => atMs <= lastMs);
  const inMinutes = (ms: number): number => ms / 60_000;
  const bands = phases.flatMap(({ kind, fromMs, toMs }) =>
    kind === 'healthy'
      ? []
      : { name: names[kind], colour: grounds[kind], from: inMinutes(fromMs), to: inMinutes(toMs) },
  );
  const panel = (title: string, yLabel: string, yMost: number, lines: Panel['lines']): Panel => ({
    title,
    yLabel,
    xLabel: 'minutes',
    xMost: inMinutes(lastMs),
    yMost,
    lines,
    bands,
  });
  const speeds = Array.from({ length: Math.floor(lastMs / stepMs) }, (_, index) => {
    const fromMs = index * stepMs;
    return [inMinutes(fromMs + stepMs / 2), meanPace(pace, fromMs, fromMs + stepMs)] as const;
  });
  const ofBodies = (
    pick: (body: SoakRecord['bodies'][number]) => number | null,
  ): Panel['lines'][number]['points'] => seen.map((body) => [inMinutes(body.atMs), pick(body)]);
  return drawPage({
    title: `A soak of ${minutes} minutes`,
    columns: 1,
    panelWidth: 1100,
    panelHeight: 260,
    panels: [
      panel('What the VTN takes', 'points/s', judgement.healthyPace * 1.6, [
        { name: 'points/s, mean of 2 s', colour: '#1261a0', points: speeds, width: 1.2 },
      ]),
      panel("The engine's process", 'MB', (judgement.rss.most / 1e6) * 1.15, [
        { name: 'memory (RSS)', colour: '#b0413e', points: ofBodies(({ rssBytes }) => rssBytes / 1e6) },
        { name: 'heap', colour: '#3a7d44', points: ofBodies(({ heapBytes }) => heapBytes / 1e6) },
      ]),
      panel('Open handles of it', 'handles', (judgement.handles?.most ?? 1) * 1.2, [
        { name: 'handles', colour: '#6b4fa0', points: ofBodies(({ handles }) => handles) },
      ]),
    ],
  });
}
