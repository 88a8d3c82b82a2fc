import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/create-engine.ts';
import { environmentSecrets } from '../../src/engine/ports/environment-secrets.ts';
import type { BodySample, SoakCall, SoakOrders, SoakWord } from './soak-words.ts';

/**
 * The engine in a process of its own, so that memory and handles are its alone: runs jobs one after the other until
 * it is told to stop. The next job is planned while the present one runs, so that sending goes on without a pause.
 * Orders come as JSON in the first argument, credentials in METERHAUL_*; the rest is said over the parent's channel.
 */
const orders = JSON.parse(process.argv[2] ?? '{}') as SoakOrders;
const freeSites = orders.sites.map(() => Promise.withResolvers<undefined>());
let isStopping = false;

for (const site of freeSites) site.resolve(undefined);
process.on('message', (call: SoakCall) => {
  if (call.type === 'site-free') freeSites[call.site]?.resolve(undefined);
  else {
    isStopping = true;
    for (const site of freeSites) site.resolve(undefined);
  }
});
await live();
process.disconnect();

async function live(): Promise<void> {
  const engine = createEngine({
    stateDir: orders.stateDir,
    version: '0.0.0-soak',
    secrets: environmentSecrets(process.env),
  });
  const stopSampling = sampleBody(orders.sampleEveryMs);
  let planned = planSite(engine, 0);
  for (let number = 0; !isStopping; number++) {
    const site = number % orders.sites.length;
    const jobId = await planned;
    await freeSites[site]?.promise;
    // The call to stop may have come meanwhile.
    if (hasToStop()) break;
    freeSites[site] = Promise.withResolvers<undefined>();
    const still = untilStill(engine, jobId);
    await engine.api.startJob({ jobId });
    planned = planSite(engine, (number + 1) % orders.sites.length);
    await still;
    await planned;
    const { state, points, lastError } = await engine.api.getJob({ jobId });
    await engine.api.removeJob({ jobId });
    const { planned: due, confirmed } = points;
    say({ type: 'job-ended', site, state, planned: due, confirmed, text: lastError?.text ?? '' });
  }
  stopSampling();
  await engine.close();
}

function hasToStop(): boolean {
  return isStopping;
}

async function planSite(engine: Engine, site: number): Promise<string> {
  const { baseUrl, pace } = orders;
  const files = [...(orders.sites[site] ?? [])];
  return (await engine.api.planJob({ files, destination: { baseUrl }, pace })).jobId;
}

/** Resolves when nothing runs the job any more. */
function untilStill(engine: Engine, jobId: string): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = engine.subscribe((event) => {
      if (event.type !== 'job-changed' || event.job.id !== jobId || event.job.active) return;
      unsubscribe();
      resolve();
    });
  });
}

function sampleBody(everyMs: number): () => void {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const timer = setInterval(() => {
    const { rss, heapUsed } = process.memoryUsage();
    const body: BodySample = {
      rssBytes: rss,
      heapBytes: heapUsed,
      handles: countHandles(),
      loopDelayMs: delay.max / 1e6,
    };
    delay.reset();
    say({ type: 'body', body });
  }, everyMs);
  return () => {
    clearInterval(timer);
    delay.disable();
  };
}

function countHandles(): number | null {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return null;
  }
}

function say(word: SoakWord): void {
  process.send?.(word);
}
