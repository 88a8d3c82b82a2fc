import { setTimeout as timer } from 'node:timers/promises';
import { createEngine } from '../src/engine/create-engine.ts';
import type { Engine } from '../src/engine/create-engine.ts';
import { ledgerBytes } from './ledger-size.ts';
import { peakMemoryBytes } from './peak-memory.mjs';
import type { CallFigures, StatusFigures, StatusOrders } from './status-figures.ts';
import { startWatch } from './watch-cpu.ts';

/**
 * Plans a job, asks how it stands while nothing happens, starts it, and asks again while it runs; then
 * pauses it. In a process of its own. Orders come as JSON in the first argument, figures leave as JSON.
 */
const warmUpMs = 2000;
/** As often as a page or a terminal asks. */
const pauseMs = 100;
const stillRounds = 20;

const orders = JSON.parse(process.argv[2] ?? '{}') as StatusOrders;
process.stdout.write(`${JSON.stringify(await run(orders))}\n`);

async function run({
  stateDir,
  files,
  baseUrl,
  token,
  pace,
  runsForMs,
}: StatusOrders): Promise<StatusFigures> {
  const engine = createEngine({
    stateDir,
    version: '0.0.0-bench',
    secrets: { credentialsFor: () => Promise.resolve({ kind: 'token', token }) },
  });
  const planning = startWatch();
  const { jobId, plan } = await engine.api.planJob({ files, destination: { baseUrl }, pace });
  const { seconds: planSeconds } = planning();
  const planPeakBytes = peakMemoryBytes();
  const plannedBytes = ledgerBytes(stateDir);
  const calls = callsOf(engine, jobId, plan.loads.total);
  for (let round = 0; round < stillRounds; round++) await timeAll(calls, 'still');
  if (runsForMs > 0) {
    await engine.api.startJob({ jobId });
    await timer(warmUpMs);
  }
  const fromPoints = (await engine.api.getJob({ jobId })).points.confirmed;
  const watch = startWatch();
  while (watch().seconds * 1000 < runsForMs && (await engine.api.getJob({ jobId })).active) {
    await timeAll(calls, 'running');
    await timer(pauseMs);
  }
  const { seconds } = watch();
  const { points, state, lastError } = await engine.api.getJob({ jobId });
  if (runsForMs > 0 && points.confirmed === fromPoints && points.unsent > 0)
    throw new Error(
      `Nothing was sent while it was asked: the job is ${state}, ${lastError?.text ?? 'without a word'}.`,
    );
  await engine.close();
  return {
    loads: plan.loads.total,
    points: plan.points.planned,
    planSeconds,
    planPeakBytes,
    ledgerBytes: plannedBytes,
    pointsPerSecond: (points.confirmed - fromPoints) / seconds,
    peakBytes: peakMemoryBytes(),
    calls: calls.map(({ name, still, running }): CallFigures => ({ name, still, running })),
  };
}

interface TimedCall {
  readonly name: string;
  readonly call: () => Promise<unknown>;
  readonly still: number[];
  readonly running: number[];
}

function callsOf({ api }: Engine, jobId: string, loads: number): TimedCall[] {
  const middle = Math.floor(loads / 2);
  const calls: Record<string, () => Promise<unknown>> = {
    'list of jobs': () => api.listJobs({}),
    'the job in detail': () => api.getJob({ jobId }),
    'grid of loads: first 100': () => api.listLoads({ jobId }),
    'grid of loads: 100 in the middle': () => api.listLoads({ jobId, offset: middle }),
    'grid of loads: first 100 not yet sent': () => api.listLoads({ jobId, filter: { state: 'pending' } }),
    'grid of loads: search for a text': () => api.listLoads({ jobId, filter: { text: 'Hotel' } }),
    'failures by cause': () => api.listFailures({ jobId }),
    'seconds of the run': () => api.getSpeed({ jobId }),
  };
  return Object.entries(calls).map(([name, call]) => ({ name, call, still: [], running: [] }));
}

async function timeAll(calls: readonly TimedCall[], when: 'still' | 'running'): Promise<void> {
  for (const timed of calls) {
    const startedAtMs = performance.now();
    await timed.call();
    timed[when].push(performance.now() - startedAtMs);
  }
}
