import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hourlyPoints, resourceA, upload } from '../../test/suites/practice-vtn-client.ts';
import { startPracticeVtn } from './start-practice-vtn.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'practice-vtn-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('starting a practice VTN', () => {
  it('makes up credentials that nobody can guess, unless they are given', async () => {
    const first = await startPracticeVtn({ databasePath: ':memory:' });
    const second = await startPracticeVtn({ databasePath: ':memory:', token: 'given', clientId: 'me' });
    await Promise.all([first.close(), second.close()]);
    expect(first.token).toMatch(/^[\w-]{32}$/);
    expect(first.clientSecret).not.toBe(second.clientSecret);
    expect([second.token, second.clientId]).toEqual(['given', 'me']);
    expect(first.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/openadr3$/);
    expect(first.tokenUrl).toBe(`${first.baseUrl}/auth/token`);
  });

  it('finds the points of an earlier run in its file and knows a rewrite of them', async () => {
    const databasePath = join(folder, 'practice.db');
    const earlier = await startPracticeVtn({ databasePath });
    await upload(earlier, hourlyPoints(3));
    await earlier.close();
    const later = await startPracticeVtn({ databasePath });
    try {
      await upload(later, hourlyPoints(4));
      expect(later.storedIntervals(resourceA)).toHaveLength(4);
      expect(later.observations()).toMatchObject({ pointsReceived: 4, pointsStored: 4, rewrites: 3 });
    } finally {
      await later.close();
    }
  });

  it("never touches another program's database", async () => {
    const databasePath = join(folder, 'resources.db');
    const theirs = new Database(databasePath);
    theirs.exec('CREATE TABLE loads (id TEXT)');
    theirs.close();
    await expect(startPracticeVtn({ databasePath })).rejects.toThrow(/is not the store of a practice VTN/);
    const after = new Database(databasePath, { readonly: true });
    expect(after.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['loads']);
    after.close();
  });

  it('says in plain words when the file is no database or its folder is missing', async () => {
    const databasePath = join(folder, 'letter.txt');
    writeFileSync(databasePath, 'Dear colleague, '.repeat(100));
    await expect(startPracticeVtn({ databasePath })).rejects.toThrow(/is not the store of a practice VTN/);
    const nowhere = join(folder, 'missing', 'practice.db');
    await expect(startPracticeVtn({ databasePath: nowhere })).rejects.toThrow(/Check that its folder exists/);
  });

  it('can be stopped and started again on its port with all it has, even in memory', async () => {
    const vtn = await startPracticeVtn({ databasePath: ':memory:' });
    try {
      await upload(vtn, hourlyPoints(3));
      vtn.setFaults([{ kind: 'latency', ms: 600_000, times: 1 }]);
      const waiting = expect(upload(vtn, hourlyPoints(4))).rejects.toMatchObject({ code: 'ECONNRESET' });
      await expect.poll(() => vtn.observations().faultsFired).toEqual({ latency: 1 });
      await vtn.stop();
      await waiting;
      await expect(upload(vtn, hourlyPoints(4))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      await vtn.startAgain();
      expect(vtn.observations()).toMatchObject({ pointsStored: 3, requests: 2 });
      expect((await upload(vtn, hourlyPoints(4))).status).toBe(201);
      expect(vtn.storedIntervals(resourceA)).toHaveLength(4);
    } finally {
      await vtn.close();
    }
  });

  it('says in plain words when its port is taken', async () => {
    const first = await startPracticeVtn({ databasePath: ':memory:' });
    const port = Number(new URL(first.origin).port);
    try {
      await expect(startPracticeVtn({ databasePath: ':memory:', port })).rejects.toThrow(
        `The practice VTN cannot listen on port ${port}. Choose another port`,
      );
    } finally {
      await first.close();
    }
  });

  it('refuses faults that are none before it opens anything', async () => {
    const faults = JSON.parse('[{"kind":"slow"}]') as [];
    await expect(startPracticeVtn({ databasePath: ':memory:', faults })).rejects.toThrow(
      'unknown kind "slow"',
    );
  });
});
