import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import { meanPace } from '../../bench/mean-pace.ts';
import type { PracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import { startVtnOnKeptPort } from '../suites/kept-port.ts';
import { settleSite } from './recorded-site.ts';
import type { RecordedSite } from './recorded-site.ts';
import { healthy, soakScript } from './soak-script.ts';
import type { Phase, ScriptOptions } from './soak-script.ts';
import type { SoakRecord } from './soak-record.ts';
import type { SoakCall, SoakOrders, SoakWord } from './soak-words.ts';
import { ownEnvironment, ownFlags } from '../../scripts/own-start.mjs';

export interface SoakOptions {
  /** soak-process.ts as built. */
  readonly program: string;
  readonly stateDir: string;
  /** Two at least: while a job of one runs, what another left at the VTN is compared. */
  readonly sites: readonly RecordedSite[];
  readonly pace: SoakOrders['pace'];
  readonly script: ScriptOptions;
  readonly durationMs: number;
  readonly sampleEveryMs: number;
  /** A healthy phase lasts so much longer, at most, when the pace is not back by its end: on a machine with other work. */
  readonly patienceMs: number;
  /** The longest that the last job may take to its end. */
  readonly endWithinMs: number;
  /** Hears of each phase as it begins. */
  readonly onPhase?: (phase: Phase, record: SoakRecord) => void;
}

/** Runs an upload for so long against a VTN that is restarted, slowed and refusing in turns, and says what it saw. */
export async function runSoak(options: SoakOptions): Promise<SoakRecord> {
  const { script, sampleEveryMs } = options;
  const record = emptyRecord(script.pointsPerSecond);
  const vtn = await startVtn(script);
  const life = startEngine(options, vtn, record);
  try {
    await life.begun;
    const startedAtMs = performance.now();
    const since = (): number => performance.now() - startedAtMs;
    life.clock(since);
    const notePace = (): void => {
      record.pace.push({ atMs: since(), points: vtn.traffic().pointsReceived });
    };
    notePace();
    const sampling = setInterval(notePace, sampleEveryMs);
    const gone = new AbortController();
    void life.ended.then(() => gone.abort());
    await playScript(options, vtn, record, since, gone.signal);
    clearInterval(sampling);
    life.call({ type: 'stop' });
    await endWithin(life.ended, options.endWithinMs, record);
    takeFinalFigures(vtn, record);
    record.diskBytes = await sizeOf(options.stateDir);
    return record;
  } finally {
    life.kill();
    await vtn.close();
  }
}

function startVtn(script: ScriptOptions): Promise<PracticeVtn> {
  const { faults } = healthy(script);
  return startVtnOnKeptPort({ databasePath: ':memory:', points: 'memory', seed: script.seed, faults });
}

function emptyRecord(pointsPerSecond: number): SoakRecord {
  return {
    pointsPerSecond,
    phases: [],
    pace: [],
    bodies: [],
    jobs: [],
    problems: [],
    lost: 0,
    doubled: 0,
    requests: 0,
    rewrites: 0,
    diskBytes: 0,
    vtnBytes: 0,
    mostAtOnce: 0,
    requestsByStatus: {},
  };
}

/** Phase after phase until the time is over or the engine is gone; the VTN is healthy when it returns. */
async function playScript(
  options: SoakOptions,
  vtn: PracticeVtn,
  record: SoakRecord,
  since: () => number,
  signal: AbortSignal,
): Promise<void> {
  for (const phase of soakScript(options.script)) {
    const leftMs = options.durationMs - since();
    if (signal.aborted || (leftMs <= 0 && phase.kind !== 'healthy')) return;
    const past = { kind: phase.kind, name: phase.name, fromMs: since(), toMs: since() };
    options.onPhase?.(phase, record);
    if (phase.isDown) await vtn.stop();
    else vtn.setFaults(phase.faults);
    record.phases.push(past);
    await timer(phase.durationMs, undefined, { signal }).catch(() => undefined);
    if (phase.kind === 'healthy') await untilBack(options, record, since, signal);
    if (phase.isDown) {
      vtn.setFaults(healthy(options.script).faults);
      await vtn.startAgain();
    }
    past.toMs = since();
  }
}

const backShare = 0.8;

/** Resolves when the pace of the last two seconds is much that of the first phase, or patience is at its end. */
async function untilBack(
  { patienceMs, sampleEveryMs }: SoakOptions,
  { phases, pace }: SoakRecord,
  since: () => number,
  signal: AbortSignal,
): Promise<void> {
  const [first] = phases;
  if (first === undefined || phases.length === 1) return;
  const due = backShare * meanPace(pace, (first.fromMs + first.toMs) / 2, first.toMs);
  const givesUpAtMs = since() + patienceMs;
  while (!signal.aborted && since() < givesUpAtMs && meanPace(pace, since() - 2000, since()) < due)
    await timer(sampleEveryMs);
}

interface EngineLife {
  /** Resolves with the first word of it. */
  readonly begun: Promise<unknown>;
  /** Resolves when the process is gone, however. */
  readonly ended: Promise<void>;
  /** Counts the time of what is noted from now on. */
  clock(since: () => number): void;
  call(call: SoakCall): void;
  kill(): void;
}

function startEngine(options: SoakOptions, vtn: PracticeVtn, record: SoakRecord): EngineLife {
  const { program, stateDir, sites, pace, sampleEveryMs } = options;
  const orders: SoakOrders = {
    stateDir,
    baseUrl: vtn.baseUrl,
    sites: sites.map(({ files }) => files),
    pace,
    sampleEveryMs,
  };
  const child = fork(program, [JSON.stringify(orders)], {
    execArgv: [...ownFlags],
    env: { ...process.env, ...ownEnvironment, METERHAUL_TOKEN: vtn.token },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.on('data', (part: Buffer) => (complaint += part.toString()));
  let since = (): number => 0;
  let settling = Promise.resolve();
  const call = (said: SoakCall): void => {
    if (child.connected) child.send(said);
  };
  child.on('message', (word: SoakWord) => {
    if (word.type === 'body') record.bodies.push({ atMs: since(), ...word.body });
    else settling = settling.then(() => noteJob(word, since()));
  });
  const noteJob = async (word: Extract<SoakWord, { type: 'job-ended' }>, atMs: number): Promise<void> => {
    const site = sites[word.site];
    if (site === undefined) return;
    record.jobs.push({ atMs, state: word.state, confirmed: word.confirmed });
    const isWhole = word.confirmed === site.intervals && word.planned === site.intervals;
    if (word.state !== 'completed' || !isWhole)
      note(
        record,
        `a job ended ${word.state}, ${word.confirmed} of ${site.intervals} confirmed. ${word.text}`,
      );
    const { lost, doubled, rewrites } = await settleSite(vtn, site);
    record.lost += lost;
    record.doubled += doubled;
    record.rewrites += rewrites;
    call({ type: 'site-free', site: word.site });
  };
  const closed = once(child, 'close').then(async ([code, signal]: (string | number | null)[]) => {
    await settling;
    if (code !== 0) note(record, `the engine's process ended with ${String(signal ?? code)}. ${complaint}`);
  });
  return {
    begun: Promise.race([once(child, 'message'), closed]),
    ended: closed,
    clock: (given) => (since = given),
    call,
    kill: () => void child.kill('SIGKILL'),
  };
}

async function endWithin(ended: Promise<void>, durationMs: number, record: SoakRecord): Promise<void> {
  const giveUp = new AbortController();
  const tooLong = timer(durationMs, 'too long' as const, { signal: giveUp.signal }).catch(() => null);
  const first = await Promise.race([ended, tooLong]);
  giveUp.abort();
  if (first === 'too long')
    note(record, `the last job was not at its end ${durationMs / 1000} s after the VTN was healthy`);
}

function takeFinalFigures(vtn: PracticeVtn, record: SoakRecord): void {
  const { requests, requestsByStatus, maxInFlightPerResource } = vtn.observations();
  record.requests = requests;
  record.vtnBytes = process.memoryUsage().rss;
  record.mostAtOnce = maxInFlightPerResource;
  Object.assign(record.requestsByStatus, requestsByStatus);
}

const problemsKept = 10;

function note({ problems }: SoakRecord, text: string): void {
  if (problems.length < problemsKept) problems.push(text);
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = files.map(async ({ parentPath, name }) => (await stat(path.join(parentPath, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
