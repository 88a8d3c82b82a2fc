import path from 'node:path';
import type { Bench, Section } from './bench-parts.ts';
import { realLoads, realShape } from './made-sites.ts';
import { describeMachine, median, spellCount, spellMegabytes, spellRatio } from './spell-figures.ts';
import { spellSeconds, tabulateColumns } from './spell-figures.ts';
import { runForFigures, startVtnStub } from './start-programs.ts';
import type { CallFigures, StatusFigures, StatusOrders } from './status-figures.ts';

const runsForMs = 10_000;

/** The plan of the largest site known beside that of a tenth of it, and how its job answers while it runs. */
export async function measureFullPlan(bench: Bench, loads = realLoads): Promise<Section[]> {
  const tenth = await planAndAsk(bench, loads / 10, 0);
  const full = await planAndAsk(bench, loads, runsForMs);
  return [tellPlan(full, tenth), tellAnswers(full)];
}

async function planAndAsk(
  { programs, folder, sites }: Bench,
  loads: number,
  runsForMs: number,
): Promise<StatusFigures> {
  const { files } = await sites.make(realShape(loads));
  await using stub = await startVtnStub();
  const stateDir = path.join(folder, `plan-of-${Math.round(loads)}`);
  const orders: StatusOrders = {
    stateDir,
    files,
    baseUrl: stub.baseUrl,
    token: 'counted-only',
    pace: {},
    runsForMs,
  };
  return await runForFigures<StatusFigures>(programs.pathOf('engine/status-run'), orders);
}

function tellPlan(full: StatusFigures, tenth: StatusFigures): Section {
  const row = (
    what: string,
    pick: (figures: StatusFigures) => number,
    spell: (figure: number) => string,
  ): string[] => [what, spell(pick(tenth)), spell(pick(full)), spellRatio(pick(full), pick(tenth))];
  return {
    title: 'The largest plan',
    lines: [
      `\`npm run bench -- --plan\`. ${describeMachine()}`,
      '',
      'A site as large as the largest known, in the same shape, and a tenth of it; each in a process of its own. What takes',
      'time and space for each load grows tenfold; what is read once for many loads does not.',
      '',
      ...tabulateColumns(
        ['what', 'a tenth', 'whole', 'whole : tenth'],
        [
          row('loads', ({ loads }) => loads, spellCount),
          row('points', ({ points }) => points, spellCount),
          row('plan', ({ planSeconds }) => planSeconds, spellSeconds),
          row('ledger', (figures) => figures.ledgerBytes, spellMegabytes),
          row('peak memory until it is planned', (figures) => figures.planPeakBytes, spellMegabytes),
        ],
      ),
    ],
  };
}

function tellAnswers(full: StatusFigures): Section {
  return {
    title: 'Answers while a job runs',
    lines: [
      `\`npm run bench -- --plan\`. ${describeMachine()}`,
      '',
      `The job of the plan above, ${spellCount(full.loads)} loads, while it sends ${spellCount(full.pointsPerSecond)} points/s to the stub that counts; what the`,
      `calls of the pages and of \`status\` take. Peak memory of the process: ${spellMegabytes(full.peakBytes)}.`,
      '',
      ...tabulateColumns(
        ['call', 'still: median', 'running: median', 'running: 99 of 100 within', 'running : still, medians'],
        full.calls.map(rowOf),
      ),
    ],
  };
}

function rowOf({ name, still, running }: CallFigures): string[] {
  const spell = (ms: number): string => (Number.isNaN(ms) ? '-' : `${ms.toFixed(1)} ms`);
  const slow = running.toSorted((a, b) => a - b)[Math.floor(running.length * 0.99)] ?? NaN;
  return [
    name,
    spell(median(still)),
    spell(median(running)),
    spell(slow),
    running.length === 0 ? '-' : spellRatio(median(running), median(still)),
  ];
}
