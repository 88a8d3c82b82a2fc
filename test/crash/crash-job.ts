import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import type { PracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import type { UploadMoment } from '../../src/practice-vtn/upload-watch.ts';
import { startVtnOnKeptPort } from '../suites/kept-port.ts';
import { createAcknowledged } from './acknowledged.ts';
import { compareEndedJob, compareWithStore } from './compare-with-store.ts';
import type { Differences, Store } from './compare-with-store.ts';
import { awayFolder, homeFolder } from './crash-scene.ts';
import type { CrashScene } from './crash-scene.ts';
import type { EnginePool, LifeEnd } from './engine-pool.ts';
import type { EngineOrders, Step, WriteKill } from './engine-words.ts';
import { endProblems } from './end-problems.ts';
import { brokenSums, readLedgerAccount } from './ledger-account.ts';
import type { LedgerAccount } from './ledger-account.ts';

/** When a life of the engine is ended: at something that is seen of it, so that the moment is the same each time. */
export type KillMoment =
  /** While the VTN has its upload of this number, the first being 1, in one of the states in between. */
  | { readonly at: 'taken' | 'written' | 'answered' | 'deleted'; readonly number: number }
  /** When so many of its writes were heard of. */
  | { readonly at: 'word'; readonly number: number }
  /** So long after it has begun with a step; null for the first. */
  | { readonly at: 'delay'; readonly step: Step['do'] | null; readonly ms: number }
  | WriteKill
  | { readonly at: 'never' };

/** What was seen of one life. */
export interface LifeRecord {
  /** The names of its ledger's writes, in order. */
  readonly writes: readonly string[];
  /** How often uploads and deletions were seen in each state. */
  readonly moments: Readonly<Partial<Record<UploadMoment['at'], number>>>;
}

/** One job on its way through many lives of the engine; the VTN outlives them all. */
export interface CrashJob extends AsyncDisposable {
  /** Runs the engine until it is killed or all is done. */
  live(moment: KillMoment): Promise<LifeEnd & LifeRecord>;
  /** What the ledger, as it lies there, says otherwise than the VTN's store. Throws when one of its sums is broken. */
  compare(): Differences;
  /** The same for a job that has ended, with all that must hold of it then. */
  compareEnded(): Differences;
  observations(): ReturnType<PracticeVtn['observations']>;
}

export interface CrashJobOptions {
  readonly engines: EnginePool;
  readonly scene: CrashScene;
  /** An empty or missing folder for the ledger. */
  readonly folder: string;
  /** Decides the VTN's faults and the engine's jitter. */
  readonly seed: number;
}

/** Backoffs of a second take 20 ms, and the lease is renewed five times a second. */
const clockSpeed = 50;

export async function openCrashJob({ engines, scene, folder, seed }: CrashJobOptions): Promise<CrashJob> {
  await mkdir(folder, { recursive: true });
  const acknowledged = createAcknowledged();
  const listeners = new Set<(moment: UploadMoment) => void>([acknowledged.note]);
  const vtn = await startVtnOnKeptPort({
    databasePath: ':memory:',
    seed,
    faults: scene.faults,
    wait: async (ms, signal) => {
      await timer(ms, undefined, { signal });
    },
    watch: (moment) => {
      for (const listener of listeners) listener(moment);
    },
  });
  const absence = scene.goesAway ? planAbsence(vtn, listeners) : null;
  const orders = ordersFor(vtn, scene, folder, seed);
  const { expected, isRefused, end } = scene;
  const store: Store = {
    expected,
    isRefused,
    isAcknowledged: acknowledged.has,
    stored: (resource) => vtn.storedIntervals(resource),
    resources: () => vtn.storedResources(),
  };
  return {
    live: (moment) => liveUntil(engines, orders, moment, listeners),
    compare: () => {
      const { account, problems } = readAccounts(folder);
      const differences = compareWithStore(account, store);
      differences.problems.push(...problems);
      return differences;
    },
    compareEnded: () => {
      const { account, problems } = readAccounts(folder);
      const differences = end === 'sent' ? compareEndedJob(account, store) : compareWithStore(account, store);
      differences.problems.push(...problems, ...endProblems(end, account, vtn.observations(), store));
      return differences;
    },
    observations: () => vtn.observations(),
    [Symbol.asyncDispose]: async () => {
      await absence?.over();
      await vtn.close();
    },
  };
}

function ordersFor(vtn: PracticeVtn, scene: CrashScene, folder: string, seed: number): EngineOrders {
  return {
    stateDir: path.join(folder, homeFolder),
    baseUrl: vtn.baseUrl,
    credentials: {
      METERHAUL_CLIENT_ID: vtn.clientId,
      METERHAUL_CLIENT_SECRET: vtn.clientSecret,
      METERHAUL_TOKEN_URL: vtn.tokenUrl,
    },
    vtnToken: vtn.token,
    steps: scene.steps(folder),
    killAt: null,
    clockOriginMs: Date.now(),
    clockSpeed,
    seed,
  };
}

const awayMs = 80;
/** Far longer than any life takes, also on a machine that has other work. */
const longestLifeMs = 180_000;

/** The VTN leaves its port while it has its second upload, and comes back by itself. */
function planAbsence(vtn: PracticeVtn, listeners: Set<(moment: UploadMoment) => void>) {
  let absence: Promise<void> | null = null;
  let taken = 0;
  listeners.add(({ at }) => {
    if (at === 'taken' && ++taken === 2) absence = leaveForAWhile(vtn);
  });
  return { over: () => absence };
}

async function leaveForAWhile(vtn: PracticeVtn): Promise<void> {
  await vtn.stop();
  await timer(awayMs);
  await vtn.startAgain();
}

async function liveUntil(
  engines: EnginePool,
  orders: EngineOrders,
  moment: KillMoment,
  listeners: Set<(moment: UploadMoment) => void>,
): Promise<LifeEnd & LifeRecord> {
  const writes: string[] = [];
  const moments: Partial<Record<UploadMoment['at'], number>> = {};
  let delay: NodeJS.Timeout | undefined;
  const killAt = moment.at === 'write' ? moment : null;
  const life = engines.live({ ...orders, killAt }, (word) => {
    if (word.type === 'step' && moment.at === 'delay' && (moment.step ?? word.step) === word.step)
      delay ??= setTimeout(() => life.kill(), moment.ms);
    if (word.type !== 'write') return;
    writes.push(word.name);
    if (moment.at === 'word' && word.number === moment.number) life.kill();
  });
  const count = ({ at }: UploadMoment): void => {
    const seen = (moments[at] ?? 0) + 1;
    moments[at] = seen;
    if (at === moment.at && seen === moment.number) life.kill();
  };
  listeners.add(count);
  const patience = new AbortController();
  const stuck = setTimeout(() => {
    patience.abort();
    life.kill();
  }, longestLifeMs);
  try {
    const end = await life.ended;
    if (patience.signal.aborted)
      throw new Error(`The engine has come to no end; its last write was ${String(writes.at(-1))}.`);
    return { ...end, writes, moments };
  } finally {
    clearTimeout(stuck);
    clearTimeout(delay);
    listeners.delete(count);
  }
}

/** The ledger that has the job now, and what is wrong with it; it can be in two only when it was handed over. */
function readAccounts(folder: string): { account: LedgerAccount | null; problems: string[] } {
  const home = readLedgerAccount(path.join(folder, homeFolder));
  const away = readLedgerAccount(path.join(folder, awayFolder));
  const account = away ?? home;
  const problems = [home, away].flatMap((each) => (each === null ? [] : brokenSums(each)));
  if (away !== null && home?.state !== 'exported')
    problems.push(`the job is ${String(home?.state)} at home and ${away.state} away`);
  return { account, problems };
}
