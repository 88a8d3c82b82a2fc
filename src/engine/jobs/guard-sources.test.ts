import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import {
  createGate,
  expectedStore,
  startRehearsal,
  storeOf,
  whenJob,
} from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import type { SampleSite } from '../sample-site/make-sample-site.ts';

const shape = { vens: 1, resources: 1, loadsPerResource: 2, rows: 120 };
const pace = { chunkPoints: 40, canaryPoints: 40, concurrency: 1 };
const planned = 240;

let rehearsal: Rehearsal;
let other: SampleSite;
let site: SampleSite;
let vtn: PracticeVtn;
let jobId: string;

beforeAll(async () => {
  rehearsal = await startRehearsal(shape);
  other = await rehearsal.makeSite({ ...shape, seed: 7 });
});
afterAll(() => rehearsal.close());
beforeEach(async () => {
  site = await rehearsal.makeSite(shape);
  vtn = await rehearsal.startVtn();
  const files = [site.databasePath, site.meterFilePath];
  ({ jobId } = await rehearsal.plan(vtn.baseUrl, { files, pace }));
});

async function expectBlocked(code: string, words: string): Promise<void> {
  await expect(rehearsal.run(jobId)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words) as string,
  });
  expect(await rehearsal.engine.api.getJob({ jobId })).toMatchObject({
    state: 'blocked',
    active: false,
    lastError: { code },
    points: { confirmed: 0, unsent: planned },
  });
  expect(vtn.observations().requests).toBe(0);
}

async function expectCompletes(sourcePaths: string[] = []): Promise<void> {
  expect(await rehearsal.run(jobId, { sourcePaths })).toMatchObject({
    state: 'completed',
    points: { confirmed: planned },
  });
  expect(storeOf(vtn)).toEqual(expectedStore(site));
}

function change(statement: string): void {
  const database = new Database(site.databasePath);
  database.exec(statement);
  database.close();
}

describe('a source that is not where it was', () => {
  it('blocks the job and tells the doors so, and the job goes on when it is brought back', async () => {
    const away = `${site.meterFilePath}.away`;
    await rename(site.meterFilePath, away);
    const blocked = whenJob(rehearsal.engine, jobId, ({ state }) => state === 'blocked');
    await expectBlocked('source/missing', site.meterFilePath);
    await blocked;
    await rename(away, site.meterFilePath);
    await expectCompletes();
  });

  it('is found again by its content among the paths given, whatever its name is there', async () => {
    const folder = path.join(rehearsal.folder, `moved-${jobId}`);
    await mkdir(folder);
    const moved = [path.join(folder, 'a'), path.join(folder, 'b')];
    await rename(site.meterFilePath, moved[0] ?? '');
    await rename(site.databasePath, moved[1] ?? '');
    await expectCompletes([other.meterFilePath, other.databasePath, ...moved]);
    expect((await rehearsal.engine.api.getJob({ jobId })).files).toEqual([moved[1], moved[0]]);
  });

  it('is not taken from another site that was given instead', async () => {
    await rm(site.meterFilePath);
    await expect(
      rehearsal.run(jobId, { sourcePaths: [other.meterFilePath, other.databasePath] }),
    ).rejects.toMatchObject({ code: 'source/missing' });
    expect(vtn.observations().requests).toBe(0);
  });
});

describe('a source that has changed', () => {
  it('blocks the job before anything is sent, until it is restored', async () => {
    const kept = `${site.meterFilePath}.kept`;
    await copyFile(site.meterFilePath, kept);
    await copyFile(other.meterFilePath, site.meterFilePath);
    await expectBlocked('source/changed', 'Nothing of it was sent');
    await rename(kept, site.meterFilePath);
    await expectCompletes();
  });

  it('in rows of the database that the job uses blocks it', async () => {
    change("UPDATE loads SET vtn_resource_id = '00000000-0000-4000-8000-000000000000' WHERE id = 1");
    await expectBlocked('source/changed', '00000000-0000-4000-8000-000000000000');
  });

  it('only elsewhere in the database does not stop it: its owner writes there all the time', async () => {
    change(
      "UPDATE resources SET updated_at = 'now'; UPDATE connections SET password = 'new'; CREATE TABLE x (y)",
    );
    await expectCompletes();
  });

  it('while the job runs ends it, and no interval of the changed file reaches the VTN', async () => {
    const gate = createGate(1);
    const slow = await rehearsal.startVtn({ faults: [{ kind: 'latency', ms: 1 }], wait: gate.wait });
    const files = [site.databasePath, site.meterFilePath];
    const plan = await rehearsal.plan(slow.baseUrl, { files, pace });
    const ending = rehearsal.run(plan.jobId);
    await gate.held;
    await copyFile(other.meterFilePath, site.meterFilePath);
    gate.open();
    const job = await ending;
    expect(job).toMatchObject({ state: 'blocked', lastError: { code: 'source/changed' } });
    const expected = expectedStore(site);
    for (const [resource, intervals] of storeOf(slow)) {
      expect(expected.get(resource)?.slice(0, intervals.length)).toEqual(intervals);
    }
  });
});

it('a missing database is named as such, not as the meter file', async () => {
  await rm(site.databasePath);
  await expectBlocked('source/missing', `resource database ${site.databasePath}`);
});
