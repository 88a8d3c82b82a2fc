import { Session } from 'node:inspector/promises';
import type { Profiler } from 'node:inspector';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../src/engine/create-engine.ts';
import { giveBodyMemoryBack } from '../src/engine/encoding/body-memory.ts';
import type { ReadingSpec } from '../src/engine/workers/reader.ts';
import { createReaderService } from '../src/engine/workers/reader-service.ts';
import type { ProfiledFunction, ProfileFigures, ProfileOrders } from './profile-words.ts';
import { sendWhole } from './send-whole.ts';
import { wholeSeries } from '../test/suites/whole-series.ts';
import { datasetOfLoad } from '../src/engine/mapping/dataset-path.ts';

/**
 * Profiles one thread of an upload while it sends, from the sources, so that functions have their names and files. Orders
 * come as JSON in the first argument, figures leave as JSON.
 */
const root = path.resolve(import.meta.dirname, '..');
const sampleEveryMicroseconds = 500;

const orders = JSON.parse(process.argv[2] ?? '{}') as ProfileOrders;
const figures = await (orders.thread === 'engine' ? profileEngine(orders) : profileReader(orders));
process.stdout.write(`${JSON.stringify(figures)}\n`);

async function profileEngine(how: ProfileOrders): Promise<ProfileFigures> {
  const { stateDir, databasePath, meterFilePath, baseUrl } = how;
  const engine = createEngine({
    stateDir,
    version: '0.0.0-bench',
    secrets: { credentialsFor: () => Promise.resolve({ kind: 'token', token: 'counted-only' }) },
  });
  const { jobId, plan } = await engine.api.planJob({
    files: [databasePath, meterFilePath],
    destination: { baseUrl },
  });
  const profile = await profiled(() => sendWhole(engine, jobId));
  await engine.close();
  return { points: plan.points.planned, ...profile };
}

/** Each dataset once, as a job of loads with a dataset each has it read and encoded. */
async function profileReader({
  stateDir,
  databasePath,
  meterFilePath,
}: ProfileOrders): Promise<ProfileFigures> {
  const reader = createReaderService({ cacheBytes: 24_000_000, spoolFolder: stateDir });
  const loads = await reader.readLoads(databasePath, 0, Number.MAX_SAFE_INTEGER);
  const datasets = new Set(loads.map(datasetOfLoad));
  const plan: { spec: ReadingSpec; digest: string; intervals: number }[] = [];
  for (const dataset of datasets) {
    const spec = { ...wholeSeries, path: meterFilePath, dataset };
    const { digest, intervals } = await reader.scan(spec);
    plan.push({ spec, digest, intervals });
  }
  const profile = await profiled(async () => {
    for (const { spec, digest, intervals } of plan) {
      const { body } = await reader.encode({
        spec,
        digest,
        quality: { code: 'GOOD', zeroCode: null },
        ranges: [0, intervals],
        maxPoints: intervals,
        maxBytes: 8_000_000,
        boundariesMs: [],
        gzip: false,
      });
      if (body.buffer instanceof ArrayBuffer) giveBodyMemoryBack(body.buffer);
    }
  });
  return { points: plan.reduce((sum, { intervals }) => sum + intervals, 0), ...profile };
}

async function profiled(work: () => Promise<void>): Promise<Omit<ProfileFigures, 'points'>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: sampleEveryMicroseconds });
  await session.post('Profiler.start');
  await work();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return { seconds: (profile.endTime - profile.startTime) / 1e6, functions: sumUp(profile) };
}

function sumUp({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): ProfiledFunction[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const callers = new Map(
    nodes.flatMap(({ children = [], callFrame }) => children.map((id) => [id, callFrame])),
  );
  const seconds = new Map<string, number>();
  for (const [nth, id] of samples.entries()) {
    const frame = frames.get(id);
    // Neither waiting nor the profile itself.
    if (frame === undefined || frame.functionName === '(idle)' || frame.url === 'node:inspector') continue;
    const key = JSON.stringify(nameOf(frame, callers.get(id)));
    seconds.set(key, (seconds.get(key) ?? 0) + (timeDeltas[nth] ?? 0) / 1e6);
  }
  return [...seconds]
    .map(([key, spent]) => {
      const [name, file] = JSON.parse(key) as [string, string];
      return { name, file, seconds: spent };
    })
    .sort((a, b) => b.seconds - a.seconds);
}

type Frame = Profiler.Profile['nodes'][number]['callFrame'];

/** Native code without a name, as SQLite's is, goes by the file that called it. */
function nameOf({ functionName, url }: Frame, caller: Frame | undefined): [string, string] {
  if (url === '' && functionName === '' && caller !== undefined)
    return ['(native code)', nameOf(caller, undefined)[1]];
  if (url.startsWith('wasm:')) return ['(the HDF5 library)', 'h5wasm'];
  if (url.startsWith('file:')) {
    const file = path.relative(root, fileURLToPath(url));
    const library = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
    return [functionName === '' ? '(unnamed)' : functionName, library ?? file];
  }
  return [functionName === '' ? '(unnamed)' : functionName, url === '' ? 'Node' : url];
}
