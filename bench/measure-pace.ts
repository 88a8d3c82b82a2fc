import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import { makeSampleSite } from '../src/engine/sample-site/make-sample-site.ts';
import { startPracticeVtn } from '../src/practice-vtn/start-practice-vtn.ts';
import type { PracticeVtn } from '../src/practice-vtn/start-practice-vtn.ts';
import type { BuiltPrograms } from './build-programs.ts';
import type { PaceRun, TrafficSample } from './pace-figures.ts';
import type { PlainOrders } from './plain-sender.ts';
import { paceScenarios, paceSettings } from './pace-scenarios.ts';
import type { PaceScenario, PaceSetting } from './pace-scenarios.ts';
import type { RunOrders } from './run-orders.ts';

const sampleEveryMs = 500;
/** Long series: what is left over at the end of each is then a small part of it. */
const yearOfQuarters = { resources: 18, rows: 35_040, intervalMs: 900_000 };
/** Runs at the same time: each needs a small part of a core. */
const runsAtOnce = 4;

/** Every scenario with every setting, each in a process of its own against a VTN of its own. */
export async function measurePace(programs: BuiltPrograms, folder: string): Promise<PaceRun[]> {
  const site = await makeSampleSite(path.join(folder, 'site'), yearOfQuarters);
  const files = [site.databasePath, site.meterFilePath];
  const due = paceScenarios.flatMap((scenario) => paceSettings.map((setting) => ({ scenario, setting })));
  // The long ones first, so that all are done sooner.
  due.sort((a, b) => b.setting.seconds - a.setting.seconds);
  const runs: PaceRun[] = [];
  const lane = async (): Promise<void> => {
    for (let next = due.shift(); next !== undefined; next = due.shift()) {
      const stateDir = path.join(folder, `run-${due.length}`);
      runs.push(await runOnce(programs, files, stateDir, next));
      await rm(stateDir, { recursive: true, force: true });
    }
  };
  await Promise.all(Array.from({ length: runsAtOnce }, lane));
  return runs;
}

async function runOnce(
  programs: BuiltPrograms,
  files: string[],
  stateDir: string,
  { scenario, setting }: { readonly scenario: PaceScenario; readonly setting: PaceSetting },
): Promise<PaceRun> {
  await mkdir(stateDir, { recursive: true });
  const vtn = await startPracticeVtn({
    databasePath: ':memory:',
    points: 'memory',
    faults: [{ kind: 'capacity', ...scenario.capacity }],
  });
  const { baseUrl, token } = vtn;
  const { kind, ...how } = setting.sender;
  const orders = { stateDir, files, baseUrl, token, ...how } as RunOrders | PlainOrders;
  const program = programs.pathOf(kind === 'engine' ? 'engine/pace-run' : 'engine/plain-sender');
  const child = spawn(process.execPath, [program, JSON.stringify(orders)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const closed = once(child, 'close');
  try {
    return { scenario, setting, samples: await watch(vtn, setting.seconds * 1000) };
  } finally {
    child.kill('SIGKILL');
    await closed;
    await vtn.close();
  }
}

const beginsWithinMs = 60_000;

/** Samples of the VTN's own counts, from its first request on. Throws when none comes. */
async function watch(vtn: PracticeVtn, durationMs: number): Promise<TrafficSample[]> {
  const openedAtMs = performance.now();
  while (vtn.traffic().requests === 0) {
    if (performance.now() > openedAtMs + beginsWithinMs) throw new Error('Nothing was sent within a minute.');
    await timer(20);
  }
  const startedAtMs = performance.now();
  const samples: TrafficSample[] = [];
  for (;;) {
    const atMs = performance.now() - startedAtMs;
    const { pointsReceived: points, requestsByStatus } = vtn.traffic();
    const taken = requestsByStatus['201'] ?? 0;
    const answered = Object.values(requestsByStatus).reduce((sum, count) => sum + count, 0);
    samples.push({ atMs, points, taken, refused: answered - taken });
    if (atMs >= durationMs) return samples;
    await timer(sampleEveryMs);
  }
}
