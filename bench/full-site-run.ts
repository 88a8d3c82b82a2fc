import { createEngine } from '../src/engine/create-engine.ts';
import type { FullSiteOrders, FullSiteWord } from './full-site-words.ts';
import { peakMemoryBytes } from './peak-memory.mjs';
import { sendWhole } from './send-whole.ts';
import { startWatch } from './watch-cpu.ts';

/**
 * Plans a job, or takes up one whose process was killed, and sends it to its end, telling how it stands on the way; the
 * bench kills it meanwhile. Orders come as JSON in the first argument.
 */
const tellsEveryMs = 200;

const orders = JSON.parse(process.argv[2] ?? '{}') as FullSiteOrders;
await run(orders);

async function run({ stateDir, files, baseUrl, jobId: known }: FullSiteOrders): Promise<void> {
  const watch = startWatch();
  const engine = createEngine({
    stateDir,
    version: '0.0.0-bench',
    secrets: { credentialsFor: () => Promise.resolve({ kind: 'token', token: 'counted-only' }) },
  });
  let confirmed = 0;
  const telling = setInterval(
    () => tell({ word: 'stands', rssBytes: process.memoryUsage.rss(), confirmed }),
    tellsEveryMs,
  );
  const jobId = known ?? (await plan());
  await sendWhole(engine, jobId, ({ points }) => (confirmed = points.confirmed));
  clearInterval(telling);
  const { state, points } = await engine.api.getJob({ jobId });
  await engine.close();
  const { cpuSeconds } = watch();
  tell({ word: 'ended', state, confirmed: points.confirmed, cpuSeconds, peakBytes: peakMemoryBytes() });

  async function plan(): Promise<string> {
    const planning = startWatch();
    const planned = await engine.api.planJob({ files, destination: { baseUrl } });
    const { loads, points: planPoints } = planned.plan;
    tell({
      word: 'planned',
      jobId: planned.jobId,
      loads: loads.total,
      points: planPoints.planned,
      seconds: planning().seconds,
    });
    return planned.jobId;
  }
}

function tell(word: FullSiteWord): void {
  process.stdout.write(`${JSON.stringify(word)}\n`);
}
