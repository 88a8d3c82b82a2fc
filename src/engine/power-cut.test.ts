import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobDetail } from '../contract/job-shapes.ts';
import type { PracticeVtn } from '../practice-vtn/start-practice-vtn.ts';
import { startPracticeVtn } from '../practice-vtn/start-practice-vtn.ts';
import { expectedStore, runToEnd, storeOf } from '../../test/faults/rehearsal.ts';
import { createTestClock } from '../../test/faults/test-clock.ts';
import { processTable } from '../../test/suites/sample-plan.ts';
import { createEngine } from './create-engine.ts';
import type { Engine } from './create-engine.ts';
import { makeSampleSite } from './sample-site/make-sample-site.ts';
import type { SampleSite } from './sample-site/make-sample-site.ts';

/**
 * What a power cut can do to the ledger. With synchronous=FULL a commit is on the disk before it returns, and the
 * request that it announces leaves only after that. So a cut can take nothing but the tail of a commit that has not
 * returned yet: cut here at every frame of the log and at bytes within. A disk that lies about its cache can take more:
 * then what was sent is sent again, which does no harm where the VTN overwrites.
 */

let folder: string;
let site: SampleSite;
let planned: string;
let jobId: string;
let vtn: PracticeVtn;
const clock = createTestClock();

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-power-cut-'));
  site = await makeSampleSite(path.join(folder, 'site'), {
    vens: 1,
    resources: 1,
    loadsPerResource: 1,
    rows: 40,
  });
  vtn = await startVtn();
  planned = path.join(folder, 'planned');
  const engine = openOn(planned, vtn);
  jobId = await planOn(engine);
  await engine.close();
});
afterEach(async () => {
  await vtn.close();
  rmSync(folder, { recursive: true });
});

const startVtn = (): Promise<PracticeVtn> =>
  startPracticeVtn({ databasePath: ':memory:', clock: clock.now, wait: clock.sleep });

async function planOn({ api }: Engine): Promise<string> {
  const { jobId: planned } = await api.planJob({
    files: [site.databasePath, site.meterFilePath],
    destination: { baseUrl: vtn.baseUrl },
    pace: { chunkPoints: 20, canaryPoints: 10 },
  });
  return planned;
}

function openOn(
  stateDir: string,
  { token }: PracticeVtn,
  afterCommit: (write: string) => void = () => {},
  pid = 'a',
): Engine {
  return createEngine({
    stateDir,
    version: '0.0.0-test',
    secrets: { credentialsFor: () => Promise.resolve({ kind: 'token', token }) },
    clock,
    random: () => 0.5,
    processes: processTable(pid, () => false),
    ledgerObserver: {
      beforeCommit: () => {
        if (isCut) throw new Error('the power is off');
      },
      afterCommit,
    },
  });
}

/** Nothing is written any more: as after a cut, what is in flight may still reach the VTN. */
let isCut = false;

const ledgerIn = (stateDir: string): string => path.join(stateDir, 'ledger.sqlite');
/** Every other commit is cut at one place as a rule, and all of them everywhere with METERHAUL_ALL_CRASH_POINTS=1. */
const isThorough = process.env['METERHAUL_ALL_CRASH_POINTS'] === '1';

const walSize = (stateDir: string): number =>
  statSync(`${ledgerIn(stateDir)}-wal`, { throwIfNoEntry: false })?.size ?? 0;

function copyLedgerOf(stateDir: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const end of ['', '-wal']) {
    const file = `${ledgerIn(stateDir)}${end}`;
    if (existsSync(file)) copyFileSync(file, path.join(to, path.basename(file)));
  }
}

interface Cut {
  /** The ledger as it was on the disk, right after its nth commit. */
  readonly stateDir: string;
  /** Lengths of the log after each commit before that. */
  readonly walAfter: readonly number[];
}

/**
 * Runs the job on its own copy of the planned ledger until its nth commit has returned, and takes the power away
 * before anything is done on the strength of it. Null when the job ends earlier.
 */
async function cutAfter(nth: number): Promise<Cut | null> {
  const stateDir = path.join(folder, `run-${nth}`);
  cpSync(planned, stateDir, { recursive: true });
  const walAfter: number[] = [];
  const left = path.join(folder, `left-${nth}`);
  const engine = openOn(stateDir, vtn, () => {
    if (isCut) return;
    walAfter.push(walSize(stateDir));
    if (walAfter.length < nth) return;
    copyLedgerOf(stateDir, left);
    isCut = true;
    throw new Error('the power is off');
  });
  const ended = new Promise<void>((resolve) => {
    engine.subscribe((event) => {
      if (event.type === 'job-changed' && !event.job.active) resolve();
    });
  });
  const started = engine.api.startJob({ jobId }).then(
    () => ended,
    () => {},
  );
  await started;
  const wasCut = isCut;
  await engine.close().catch(() => {});
  isCut = false;
  rmSync(stateDir, { recursive: true });
  return wasCut ? { stateDir: left, walAfter } : null;
}

/** Goes on with a ledger as a disk has it, on another process, and tells how it ended. */
async function resumeOn(stateDir: string): Promise<JobDetail> {
  const engine = openOn(stateDir, vtn, undefined, 'b');
  try {
    expect(await engine.api.listNotices({})).toEqual([]);
    const { points } = await engine.api.getJob({ jobId });
    expect(points.confirmed).toBeLessThanOrEqual(vtn.observations().pointsStored);
    return await runToEnd(engine, jobId);
  } finally {
    await engine.close();
  }
}

function expectWhole(job: JobDetail): void {
  expect(job).toMatchObject({ state: 'completed', points: { planned: 40, confirmed: 40, uncertain: 0 } });
  expect(storeOf(vtn)).toEqual(expectedStore(site));
  expect(vtn.observations().changedRewrites).toBe(0);
}

/** The bytes at which SQLite's log has a frame's end: 32 of its header, then 24 and a page for each frame. */
function frameEnds(from: number, to: number): number[] {
  const ends: number[] = [];
  for (let at = 32; at <= to; at += 24 + 4096) if (at >= from) ends.push(at);
  return ends;
}

describe('a power cut', () => {
  it('after any commit, at every frame of the one under way and in the middle of it, loses and doubles nothing', async () => {
    let cuts = 0;
    for (let nth = 1; ; nth += isThorough ? 1 : 2) {
      const cut = await cutAfter(nth);
      if (cut === null) break;
      const end = cut.walAfter.at(-1) ?? 0;
      const before = cut.walAfter.at(-2) ?? 0;
      // The log begins anew after a checkpoint; then its earlier length says nothing.
      const ends = before <= end ? frameEnds(before, end) : [end];
      const lengths = new Set([...ends, before + Math.floor((end - before) / 3), end]);
      const possible = [...lengths].filter((each) => each >= before && each <= end);
      for (const length of isThorough ? possible : [possible[nth % possible.length] ?? end]) {
        const stateDir = path.join(folder, 'restored');
        copyLedgerOf(cut.stateDir, stateDir);
        if (walSize(stateDir) > length) truncateSync(`${ledgerIn(stateDir)}-wal`, length);
        expectWhole(await resumeOn(stateDir));
        rmSync(stateDir, { recursive: true });
        cuts++;
      }
      rmSync(cut.stateDir, { recursive: true });
      vtn.forgetResources(vtn.storedResources());
    }
    expect(cuts).toBeGreaterThan(4);
  }, 240_000);

  it('that takes commits which the disk had called safe makes the job send again, and nothing is lost or doubled', async () => {
    const stateDir = path.join(folder, 'whole');
    cpSync(planned, stateDir, { recursive: true });
    const engine = openOn(stateDir, vtn);
    await runToEnd(engine, jobId);
    const left = path.join(folder, 'left');
    copyLedgerOf(stateDir, left);
    await engine.close();
    const length = walSize(left);
    expect(length).toBeGreaterThan(10 * 4096);
    for (const at of [0, ...frameEnds(0, length - 1)].filter((_, nth) => isThorough || nth % 16 === 0)) {
      const restored = path.join(folder, 'restored');
      copyLedgerOf(left, restored);
      truncateSync(`${ledgerIn(restored)}-wal`, at);
      const engineThen = openOn(restored, vtn, undefined, 'b');
      const { state } = await engineThen.api.getJob({ jobId });
      if (state !== 'completed') expectWhole(await runToEnd(engineThen, jobId));
      await engineThen.close();
      rmSync(restored, { recursive: true });
    }
  }, 240_000);

  it('that leaves rubbish where the last commit should be costs that commit only', async () => {
    const cut = await cutAfter(5);
    if (cut === null) throw new Error('the job is too short');
    const wal = `${ledgerIn(cut.stateDir)}-wal`;
    const from = cut.walAfter.at(-2) ?? 0;
    const bytes = readFileSync(wal);
    for (let at = from + 5; at < bytes.length; at += 7) bytes[at] = 0xa5;
    rmSync(wal);
    writeFileSync(wal, bytes);
    expectWhole(await resumeOn(cut.stateDir));
  });
});
