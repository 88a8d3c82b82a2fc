import { peakMemoryBytes } from './peak-memory.mjs';
import { createEngine } from '../src/engine/create-engine.ts';
import { ledgerBytes } from './ledger-size.ts';
import type { RunFigures, RunOrders } from './run-orders.ts';
import { sendWhole } from './send-whole.ts';
import { startWatch } from './watch-cpu.ts';

/**
 * Plans a job and sends it, in a process of its own: what it needs of time, CPU and memory is the engine's alone, its
 * threads included. Orders come as JSON in the first argument, figures leave as JSON.
 */
const orders = JSON.parse(process.argv[2] ?? '{}') as RunOrders;
process.stdout.write(`${JSON.stringify(await run(orders))}\n`);

async function run({ stateDir, files, baseUrl, token, pace }: RunOrders): Promise<RunFigures> {
  const engine = createEngine({
    stateDir,
    version: '0.0.0-bench',
    secrets: { credentialsFor: () => Promise.resolve({ kind: 'token', token }) },
  });
  const planning = startWatch();
  const { jobId, plan } = await engine.api.planJob({ files, destination: { baseUrl }, pace });
  const planned = planning();
  const sending = startWatch();
  await sendWhole(engine, jobId);
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
    ledgerBytes: ledgerBytes(stateDir),
    peakBytes: peakMemoryBytes(),
  };
}
