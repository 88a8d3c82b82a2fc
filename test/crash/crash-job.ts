import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import { startPracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import type { PracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import { compareEndedJob, compareWithStore } from './compare-with-store.ts';
import type { Differences, Store } from './compare-with-store.ts';
import type { CrashScene } from './crash-scene.ts';
import type { EngineOrders, KillAtWrite } from './engine-words.ts';
import { brokenSums, countUnsent, readLedgerAccount } from './ledger-account.ts';
import { runEngineProcess } from './run-engine-process.ts';
import type { LifeEnd } from './run-engine-process.ts';

/** When a life of the engine is ended: at something that is seen of it, so that the moment is the same each time. */
export type KillMoment =
  /** While the VTN holds its upload of this number, the first being 1, and before it writes it. */
  | { readonly at: 'request'; readonly number: number }
  /** When so many of its writes were heard of. */
  | { readonly at: 'word'; readonly number: number }
  /** So long after it has begun to run its job. */
  | { readonly at: 'delay'; readonly ms: number }
  | ({ readonly at: 'write' } & KillAtWrite)
  | { readonly at: 'never' };

/** One job on its way through many lives of the engine; the VTN outlives them all. */
export interface CrashJob extends AsyncDisposable {
  /** Runs the engine until it is killed or the job has ended; `writes` are the names of its ledger's writes. */
  live(moment: KillMoment): Promise<LifeEnd & { readonly writes: readonly string[] }>;
  /** What the ledger, as it lies there, says otherwise than the VTN's store. Throws when one of its sums is broken. */
  compare(): Differences;
  /** The same for a job that has ended, with all that must hold of it then. */
  compareEnded(): Differences;
  observations(): ReturnType<PracticeVtn['observations']>;
}

export interface CrashJobOptions {
  readonly program: string;
  readonly scene: CrashScene;
  /** An empty or missing folder for the ledger. */
  readonly folder: string;
  /** Decides the VTN's faults and the engine's jitter. */
  readonly seed: number;
}

/** Backoffs of a second take 20 ms, and the lease is renewed five times a second. */
const clockSpeed = 50;

export async function openCrashJob({ program, scene, folder, seed }: CrashJobOptions): Promise<CrashJob> {
  const stateDir = path.join(folder, 'state');
  await mkdir(folder, { recursive: true });
  let onUpload = (): void => {};
  const vtn = await startPracticeVtn({
    databasePath: ':memory:',
    seed,
    faults: scene.faults,
    wait: async (ms, signal) => {
      onUpload();
      await timer(ms, undefined, { signal });
    },
  });
  const orders: EngineOrders = {
    stateDir,
    files: scene.files,
    baseUrl: vtn.baseUrl,
    pace: scene.pace,
    killAtWrite: null,
    clockOriginMs: Date.now(),
    clockSpeed,
    seed,
  };
  const { expected, isRefused } = scene;
  const store: Store = {
    expected,
    isRefused,
    stored: (resource) => vtn.storedIntervals(resource),
    resources: () => vtn.storedResources(),
  };
  return {
    live: (moment) => liveUntil(program, vtn, orders, moment, (listener) => (onUpload = listener)),
    compare: () => {
      const account = readLedgerAccount(stateDir);
      const differences = compareWithStore(account, store);
      differences.problems.push(...(account === null ? [] : brokenSums(account)));
      return differences;
    },
    compareEnded: () => {
      const account = readLedgerAccount(stateDir);
      const differences = compareEndedJob(account, store);
      differences.problems.push(...endProblems(account, vtn, store));
      return differences;
    },
    observations: () => vtn.observations(),
    [Symbol.asyncDispose]: () => vtn.close(),
  };
}

async function liveUntil(
  program: string,
  vtn: PracticeVtn,
  orders: EngineOrders,
  moment: KillMoment,
  listenToUploads: (listener: () => void) => void,
): Promise<LifeEnd & { readonly writes: readonly string[] }> {
  const credentials = {
    // A token in the tester's own environment would come first.
    METERHAUL_TOKEN: '',
    METERHAUL_CLIENT_ID: vtn.clientId,
    METERHAUL_CLIENT_SECRET: vtn.clientSecret,
    METERHAUL_TOKEN_URL: vtn.tokenUrl,
  };
  let uploads = 0;
  const writes: string[] = [];
  let delay: NodeJS.Timeout | undefined;
  const killAtWrite = moment.at === 'write' ? { number: moment.number, when: moment.when } : null;
  const life = runEngineProcess(program, { ...orders, killAtWrite }, credentials, (word) => {
    if (word.type === 'write') writes.push(word.name);
    if (word.type === 'write' && moment.at === 'word' && word.number === moment.number) life.kill();
    if (word.type === 'job' && moment.at === 'delay') delay = setTimeout(() => life.kill(), moment.ms);
  });
  listenToUploads(() => {
    if (++uploads === (moment.at === 'request' ? moment.number : 0)) life.kill();
  });
  try {
    return { ...(await life.ended), writes };
  } finally {
    clearTimeout(delay);
    listenToUploads(() => {});
  }
}

/** What must hold of a job that has ended, beyond each single interval. */
function endProblems(
  account: ReturnType<typeof readLedgerAccount>,
  vtn: PracticeVtn,
  { expected, isRefused }: Store,
): string[] {
  if (account === null) return ['there is no job in the ledger'];
  const problems = brokenSums(account);
  const { confirmed, rejected, uncertain } = account.sums;
  const { pointsStored, changedRewrites, maxInFlightPerResource } = vtn.observations();
  const refused = [...expected.values()].flat().filter(({ startMs }) => isRefused(startMs)).length;
  const hold = (what: string, is: unknown, due: unknown): void => {
    if (is !== due) problems.push(`${what}: ${String(is)} instead of ${String(due)}`);
  };
  hold('state of the job', account.state, refused > 0 ? 'incomplete' : 'completed');
  hold('failed loads', account.loadsFailed, 0);
  hold('rejected intervals', rejected, refused);
  hold('uncertain and unsent intervals', uncertain + countUnsent(account.series), 0);
  hold('intervals at the VTN', pointsStored, confirmed);
  hold('intervals changed by a second write', changedRewrites, 0);
  hold('requests of one series at once', maxInFlightPerResource, 1);
  for (const { id, state } of account.series) hold(`state of series ${id}`, state, 'confirmed');
  return problems;
}
