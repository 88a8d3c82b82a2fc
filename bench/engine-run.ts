import { peakMemoryBytes } from './peak-memory.mjs';
import { statSync } from 'node:fs';
import path from 'node:path';
import type { EngineEvent } from '../src/contract/engine-events.ts';
import { createEngine } from '../src/engine/create-engine.ts';
import type { Engine } from '../src/engine/create-engine.ts';
import type { RunFigures, RunOrders } from './run-orders.ts';

/**
 * Plans a job and, when told to, sends it, in a process of its own: what it needs of time, CPU and memory is the
 * engine's alone, its threads included. Orders come as JSON in the first argument, figures leave as JSON.
 */
const orders = JSON.parse(process.argv[2] ?? '{}') as RunOrders;
process.stdout.write(`${JSON.stringify(await run(orders))}\n`);

async function run({ stateDir, files, baseUrl, sends }: RunOrders): Promise<RunFigures> {
  const engine = createEngine({
    stateDir,
    version: '0.0.0-bench',
    secrets: { credentialsFor: () => Promise.resolve({ kind: 'token', token: 'counted-only' }) },
  });
  const planning = startWatch();
  const { jobId, plan } = await engine.api.planJob({ files, destination: { baseUrl } });
  const planned = planning();
  const sending = startWatch();
  if (sends) await send(engine, jobId);
  const sent = sending();
  const { points, requests } = await engine.api.getJob({ jobId });
  await engine.close();
  return {
    loads: plan.loads.total,
    points: plan.points.planned,
    confirmed: points.confirmed,
    requests,
    planSeconds: planned.seconds,
    sendSeconds: sent.seconds,
    sendCpuSeconds: sent.cpuSeconds,
    ledgerBytes: statSync(path.join(stateDir, 'ledger.sqlite')).size,
    peakBytes: peakMemoryBytes(),
  };
}

async function send(engine: Engine, jobId: string): Promise<void> {
  const still = Promise.withResolvers<undefined>();
  const unsubscribe = engine.subscribe((event: EngineEvent) => {
    if (event.type === 'job-changed' && event.job.id === jobId && !event.job.active) still.resolve(undefined);
  });
  await engine.api.startJob({ jobId });
  await still.promise;
  unsubscribe();
}

/** Returns the seconds, and the CPU seconds of all threads, since it was called. */
function startWatch(): () => { readonly seconds: number; readonly cpuSeconds: number } {
  const startedAtMs = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { seconds: (performance.now() - startedAtMs) / 1000, cpuSeconds: (user + system) / 1e6 };
  };
}
