import { cpSync, existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../contract/engine-events.ts';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import { expectedStore, runToEnd, startRehearsal, storeOf } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import { createEngine } from '../create-engine.ts';
import type { Engine } from '../create-engine.ts';
import type { LedgerObserver } from '../ledger/ledger-observer.ts';

/** A process that dies at a write of its ledger: from then on it writes nothing any more. */
class DyingProcess implements LedgerObserver {
  readonly #write: string;
  readonly #when: 'before' | 'after';
  isDead = false;

  constructor(write: string, when: 'before' | 'after') {
    this.#write = write;
    this.#when = when;
  }

  beforeCommit(write: string): void {
    if (this.#when === 'before' && write.split('+').includes(this.#write)) this.isDead = true;
    if (this.isDead) throw new Error(`The process died before ${write}.`);
  }

  afterCommit(write: string): void {
    if (this.#when === 'after' && write.split('+').includes(this.#write)) this.isDead = true;
    if (this.isDead) throw new Error(`The process died after ${write}.`);
  }
}

let rehearsal: Rehearsal;
let vtn: PracticeVtn;
let engine: Engine | null = null;
let tries = 0;
let stateDir: string;
let plannedJob: string;

beforeAll(async () => {
  rehearsal = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: 2, rows: 40 });
  vtn = await rehearsal.startVtn();
  stateDir = path.join(rehearsal.folder, 'planned');
  const { api } = await open();
  const files = [rehearsal.site.databasePath, rehearsal.site.meterFilePath];
  plannedJob = (await api.planJob({ files, destination: { baseUrl: vtn.baseUrl } })).jobId;
  await engine?.close();
  engine = null;
});
afterAll(() => rehearsal.close());
afterEach(async () => {
  await engine?.close();
  engine = null;
});

/** An engine on the state directory of this test, as a process of its own. */
async function open(observer: LedgerObserver = {}): Promise<Engine> {
  await engine?.close().catch(() => {});
  const identity = { bootId: 'test', pid: 100_000 + ++tries, startedAt: '1' };
  engine = createEngine({
    stateDir,
    version: '0.0.0-test',
    secrets: { credentialsFor: () => Promise.resolve({ kind: 'token', token: vtn.token }) },
    clock: rehearsal.clock,
    random: () => 0.5,
    // Whoever else held a lease is gone.
    processes: { self: identity, isAlive: (other) => other.pid === identity.pid },
    ledgerObserver: observer,
  });
  return engine;
}

/** A planned job in a state directory of this test, and its VTN with nothing in it. */
function plan(): string {
  vtn.forgetResources(vtn.storedResources());
  const planned = path.join(rehearsal.folder, 'planned');
  stateDir = path.join(rehearsal.folder, `state-${++tries}`);
  cpSync(planned, stateDir, { recursive: true });
  return plannedJob;
}

/** The job can be run here and nobody else can have it, or it is handed over and its file is whole. */
async function expectOneOwner(jobId: string, file: string): Promise<'here' | 'handed over'> {
  const opened = await open();
  const { api } = opened;
  const { state } = await api.getJob({ jobId });
  const left = readdirSync(path.dirname(file)).filter((name) => name.startsWith(path.basename(file)));
  if (state === 'exported') {
    expect(left).toEqual([path.basename(file)]);
    expect(await api.inspectHaul({ path: file })).toMatchObject({ jobId });
    await expect(api.startJob({ jobId })).rejects.toMatchObject({ code: 'job/wrong-state' });
    await api.importJob({ path: file, destination: { baseUrl: vtn.baseUrl } });
  } else expect(left).toEqual([]);
  expect(await runToEnd(opened, jobId)).toMatchObject({ state: 'completed' });
  expect(storeOf(vtn)).toEqual(expectedStore(rehearsal.site));
  return state === 'exported' ? 'handed over' : 'here';
}

const writes = [
  'hold',
  'stage-part',
  'staged',
  'hand-over-begun',
  'hand-over-written',
  'handed-over',
] as const;

describe('a hand-over that a crash broke off', () => {
  it.each(writes.flatMap((write) => [[write, 'before'] as const, [write, 'after'] as const]))(
    'leaves the job with one owner: %s (%s)',
    async (write, when) => {
      const jobId = plan();
      const file = path.join(rehearsal.folder, `${write}-${when}.haul`);
      const dying = new DyingProcess(write, when);
      await expect((await open(dying)).api.exportJob({ jobId, path: file })).rejects.toThrow();
      expect(dying.isDead).toBe(true);
      const isGivenAway = write === 'handed-over';
      expect(await expectOneOwner(jobId, file)).toBe(isGivenAway ? 'handed over' : 'here');
    },
  );

  it('cannot run while nobody knows whether its file is whole, and goes on when the stick is back', async () => {
    const jobId = plan();
    const stick = path.join(rehearsal.folder, 'stick.haul');
    const dying = new DyingProcess('handed-over', 'before');
    await expect((await open(dying)).api.exportJob({ jobId, path: stick })).rejects.toThrow();
    renameSync(stick, `${stick}.away`);
    const { api } = await open();
    await expect(api.startJob({ jobId })).rejects.toMatchObject({ code: 'haul/unsure' });
    await expect(api.cancelJob({ jobId })).rejects.toMatchObject({ code: 'haul/unsure' });
    renameSync(`${stick}.away`, stick);
    expect(await expectOneOwner(jobId, stick)).toBe('handed over');
  });

  it('whose file is lost for good is handed over anew', async () => {
    const jobId = plan();
    const lost = path.join(rehearsal.folder, 'lost.haul');
    const dying = new DyingProcess('handed-over', 'before');
    await expect((await open(dying)).api.exportJob({ jobId, path: lost })).rejects.toThrow();
    rmSync(lost);
    const again = path.join(rehearsal.folder, 'again.haul');
    await (await open()).api.exportJob({ jobId, path: again });
    expect(await expectOneOwner(jobId, again)).toBe('handed over');
  });

  it.each(
    (['hold', 'hand-over-again', 'handed-over-again'] as const).flatMap((write) => [
      [write, 'before'] as const,
      [write, 'after'] as const,
    ]),
  )(
    'that was to be another one leaves the job handed over, and can be begun anew: %s (%s)',
    async (write, when) => {
      const jobId = plan();
      const first = path.join(rehearsal.folder, `first-${write}-${when}.haul`);
      await (await open()).api.exportJob({ jobId, path: first });
      renameSync(first, `${first}.away`);
      const other = path.join(rehearsal.folder, `other-${write}-${when}.haul`);
      const dying = new DyingProcess(write, when);
      await expect((await open(dying)).api.exportJob({ jobId, path: other })).rejects.toThrow();
      expect(dying.isDead).toBe(true);
      const { api } = await open();
      const isNamed = write === 'handed-over-again';
      const left = readdirSync(rehearsal.folder).filter((name) => name.startsWith(path.basename(other)));
      expect(left).toEqual(isNamed ? [path.basename(other)] : []);
      const isDone = isNamed && when === 'after';
      expect(await api.getJob({ jobId })).toMatchObject({
        state: 'exported',
        handedOver: { path: isDone ? other : first },
      });
      await expect(api.startJob({ jobId })).rejects.toMatchObject({ code: 'job/wrong-state' });
      // What has its name can be imported, written down or not; where nothing has, the first counts and turns up again.
      if (isNamed) rmSync(`${first}.away`);
      else renameSync(`${first}.away`, first);
      expect(await expectOneOwner(jobId, isNamed ? other : first)).toBe('handed over');
    },
  );

  it('stopped by the person leaves the file of before to count', async () => {
    const jobId = plan();
    const first = path.join(rehearsal.folder, 'before.haul');
    const opened = await open();
    const { api, subscribe } = opened;
    await api.exportJob({ jobId, path: first });
    renameSync(first, `${first}.away`);
    const other = path.join(rehearsal.folder, 'not-to-be.haul');
    const stop = subscribe((event) => {
      if (event.type === 'work-progress' && event.work === 'export') void api.stopWork({ workId: 'w' });
    });
    await expect(api.exportJob({ jobId, path: other, workId: 'w' })).rejects.toMatchObject({
      code: 'engine/cancelled',
    });
    stop();
    expect(readdirSync(rehearsal.folder).filter((name) => name.startsWith('not-to-be'))).toEqual([]);
    expect(await api.getJob({ jobId })).toMatchObject({ state: 'exported', handedOver: { path: first } });
    await api.exportJob({ jobId, path: other });
    expect(await expectOneOwner(jobId, other)).toBe('handed over');
  });

  it('stopped by the person leaves no file, and the job here', async () => {
    const jobId = plan();
    const file = path.join(rehearsal.folder, 'stopped.haul');
    const { api, subscribe } = await open();
    const told: EngineEvent[] = [];
    subscribe((event) => {
      told.push(event);
      if (event.type === 'work-progress' && event.work === 'export') void api.stopWork({ workId: 'w' });
    });
    await expect(api.exportJob({ jobId, path: file, workId: 'w' })).rejects.toMatchObject({
      code: 'engine/cancelled',
    });
    expect(await expectOneOwner(jobId, file)).toBe('here');
  });
});

describe('staging that was broken off', () => {
  it('goes on behind what is whole, and the copies are right in the end', async () => {
    const jobId = plan();
    const dying = new DyingProcess('staged', 'before');
    await expect((await open(dying)).api.stageJob({ jobId })).rejects.toThrow();
    const reopened = await open();
    const { api } = reopened;
    expect(await api.getJob({ jobId })).toMatchObject({ staged: false });
    const folder = path.join(stateDir, 'staged', jobId);
    const kept = readdirSync(folder);
    writeFileSync(path.join(folder, 'part-00009.staged'), 'what a broken-off attempt left');
    await api.stageJob({ jobId });
    expect(readdirSync(folder)).toEqual(kept);
    expect(await runToEnd(reopened, jobId)).toMatchObject({ state: 'completed', staged: true });
    expect(storeOf(vtn)).toEqual(expectedStore(rehearsal.site));
  });

  it('leaves no copies of a job that is gone', async () => {
    const jobId = plan();
    await (await open()).api.stageJob({ jobId });
    const dying = new DyingProcess('remove', 'after');
    await expect((await open(dying)).api.removeJob({ jobId })).rejects.toThrow();
    const folder = path.join(stateDir, 'staged', jobId);
    expect(existsSync(folder)).toBe(true);
    await open();
    expect(existsSync(folder)).toBe(false);
  });
});

describe('an import that a crash broke off', () => {
  it.each(['before', 'after'] as const)('took the job over whole or not at all (%s)', async (when) => {
    const jobId = plan();
    const file = path.join(rehearsal.folder, `import-${when}.haul`);
    await (await open()).api.exportJob({ jobId, path: file });
    stateDir = `${stateDir}-of-another`;
    const destination = { baseUrl: vtn.baseUrl };
    const dying = new DyingProcess('import', when);
    await expect((await open(dying)).api.importJob({ path: file, destination })).rejects.toThrow();
    const reopened = await open();
    const { api } = reopened;
    const jobs = await api.listJobs({});
    expect(jobs.map(({ id }) => id)).toEqual(when === 'after' ? [jobId] : []);
    expect(readdirSync(path.join(stateDir, 'staged'))).toEqual(jobs.map(({ id }) => id));
    if (when === 'before') await api.importJob({ path: file, destination });
    expect(await runToEnd(reopened, jobId)).toMatchObject({ state: 'completed' });
    expect(storeOf(vtn)).toEqual(expectedStore(rehearsal.site));
  });
});
