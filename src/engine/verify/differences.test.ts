import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRehearsal } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';

const rows = 60;
const hourMs = 3_600_000;

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: 2, rows });
});
afterAll(() => rehearsal.close());

interface Uploaded {
  readonly vtn: PracticeVtn;
  readonly jobId: string;
  /** Changes what the VTN has stored, or what the ledger says, behind everybody's back. */
  readonly alterVtn: (sql: string, ...values: readonly (string | number)[]) => void;
  readonly alterLedger: (sql: string, ...values: readonly (string | number)[]) => void;
}

let vtns = 0;

async function uploaded(options: Parameters<Rehearsal['startVtn']>[0] = {}): Promise<Uploaded> {
  const databasePath = path.join(rehearsal.folder, `vtn-${++vtns}.sqlite`);
  const vtn = await rehearsal.startVtn({ databasePath, ...options });
  const { jobId } = await rehearsal.plan(vtn.baseUrl);
  await rehearsal.run(jobId);
  const alter =
    (file: string): Uploaded['alterVtn'] =>
    (sql, ...values) => {
      const database = new Database(file);
      database.prepare(sql).run(...values);
      database.close();
    };
  const ledger = path.join(rehearsal.folder, 'state', 'ledger.sqlite');
  return { vtn, jobId, alterVtn: alter(databasePath), alterLedger: alter(ledger) };
}

const none = { ledger: 0, source: 0, missing: 0, different: 0, extra: 0 };
const iso = (atMs: number): string => new Date(atMs).toISOString();
const insertPoint = `INSERT INTO points VALUES ('bulk', ?, ?, ?, 1, 'GOOD', NULL, 1, 0)`;

describe('what verifying finds at the VTN', () => {
  it('is exactly what is missing, what is different and what is too much, each with its start', async () => {
    const { vtn, jobId, alterVtn } = await uploaded();
    const [resource = '', other = ''] = vtn.storedResources();
    const starts = vtn.storedIntervals(resource).map(({ startMs }) => startMs);
    const at = (nth: number): number => starts[nth] ?? 0;
    alterVtn('DELETE FROM points WHERE resource = ? AND start_ms IN (?, ?)', resource, at(0), at(59));
    alterVtn('UPDATE points SET value = value + 1 WHERE resource = ? AND start_ms = ?', resource, at(7));
    alterVtn('UPDATE points SET end_ms = end_ms + 1000 WHERE resource = ? AND start_ms = ?', resource, at(8));
    alterVtn(insertPoint, resource, at(20) + hourMs / 2, at(21));
    // Before and after the series there is what other jobs have sent: none of ours.
    alterVtn(insertPoint, resource, at(0) - hourMs, at(0));
    alterVtn(insertPoint, resource, at(59) + hourMs, at(59) + 2 * hourMs);
    const found = await rehearsal.engine.api.verifyJob({ jobId });
    expect(found).toMatchObject({
      compared: { ledger: true, source: true, vtn: true },
      intervals: 2 * rows,
      matching: 2 * rows - 4,
      differenceCount: 5,
      kinds: { ...none, missing: 2, different: 2, extra: 1 },
    });
    expect(found.differences.map(({ kind, start }) => [kind, start])).toEqual([
      ['missing', iso(at(0))],
      ['different', iso(at(7))],
      ['different', iso(at(8))],
      ['missing', iso(at(59))],
      ['extra', iso(at(20) + hourMs / 2)],
    ]);
    expect(other).not.toBe('');
  });

  it('is counted to the last one, and listed up to a thousand', async () => {
    const site = await rehearsal.makeSite({ vens: 1, resources: 1, loadsPerResource: 1, rows: 2500 });
    const vtn = await rehearsal.startVtn();
    const files = [site.databasePath, site.meterFilePath];
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { files });
    await rehearsal.run(jobId);
    vtn.forgetResources(vtn.storedResources());
    const found = await rehearsal.engine.api.verifyJob({ jobId });
    expect(found).toMatchObject({ differenceCount: 2500, kinds: { ...none, missing: 2500 } });
    expect(found.differences).toHaveLength(1000);
  });

  it('settles uncertain intervals without calling them differences', async () => {
    const { vtn, jobId, alterVtn, alterLedger } = await uploaded();
    const [resource = ''] = vtn.storedResources();
    const first = vtn.storedIntervals(resource)[0]?.startMs ?? 0;
    alterLedger("UPDATE span SET state = 'uncertain'");
    alterLedger('UPDATE series SET uncertain = confirmed, confirmed = 0');
    alterLedger('UPDATE job SET uncertain = confirmed, confirmed = 0');
    alterVtn('DELETE FROM points WHERE resource = ? AND start_ms = ?', resource, first);
    expect(await rehearsal.engine.api.verifyJob({ jobId })).toMatchObject({
      intervals: 0,
      uncertainThere: 2 * rows - 1,
      uncertainAbsent: 1,
      differenceCount: 0,
    });
  });

  it('names what the VTN has although it refused it, or was never sent it', async () => {
    const { jobId, alterLedger } = await uploaded();
    alterLedger(
      `UPDATE span SET state = 'rejected', code = 'vtn/invalid-intervals'
      WHERE series_id = (SELECT min(id) FROM series WHERE job_id = ?)`,
      jobId,
    );
    alterLedger('DELETE FROM span WHERE series_id = (SELECT max(id) FROM series WHERE job_id = ?)', jobId);
    const found = await rehearsal.engine.api.verifyJob({ jobId });
    expect(found.kinds).toMatchObject({ extra: 2 * rows, missing: 0 });
    expect(found.differences.filter(({ kind }) => kind === 'extra').map(({ text }) => text)).toEqual([
      ...Array<string>(rows).fill('the VTN has it, and had refused it'),
      ...Array<string>(rows).fill('the VTN has it, and this job has not sent it'),
    ]);
  });
});

describe('what verifying finds in the ledger', () => {
  it('is each figure that its own lists contradict', async () => {
    const { jobId, alterLedger } = await uploaded();
    alterLedger(
      'UPDATE series SET confirmed = confirmed - 3 WHERE id = (SELECT min(id) FROM series WHERE job_id = ?)',
      jobId,
    );
    alterLedger('UPDATE job SET loads_confirmed = 1 WHERE id = ?', jobId);
    const found = await rehearsal.engine.api.verifyJob({ jobId });
    expect(found.kinds).toEqual({ ...none, ledger: 3 });
    expect(found.differences.map(({ text }) => text)).toEqual([
      `the ledger counts ${2 * rows} as confirmed for the job and ${2 * rows - 3} over its series`,
      'the ledger counts 1 as loads confirmed for the job and 2 over its series',
      `the ledger counts ${rows - 3} confirmed intervals and lists ${rows}`,
    ]);
  });
});

describe('files of one meter', () => {
  const resource = '6f1b1c3e-0000-4000-8000-0000000000aa';

  /** A file with every other hour of a day. */
  async function halfDay(folder: string, name: string, oddness: number): Promise<string> {
    const file = path.join(folder, name);
    const lines = Array.from(
      { length: 12 },
      (_, nth) => `M1,2025-01-15T${String(2 * nth + oddness).padStart(2, '0')}:00:00Z,${nth}.5`,
    );
    await writeFile(file, `meter,time,kWh\n${lines.join('\n')}\n`);
    return file;
  }

  it('are compared each with its own intervals, and what is from the other file is not too much', async () => {
    const { folder } = rehearsal;
    const databasePath = path.join(folder, 'one-meter.sqlite');
    const vtn = await rehearsal.startVtn({ databasePath });
    const files = [await halfDay(folder, 'even.csv', 0), await halfDay(folder, 'odd.csv', 1)];
    const listPath = path.join(folder, 'resources.csv');
    await writeFile(listPath, `meter,resource\nM1,${resource}\n`);
    const { jobId } = await rehearsal.plan(vtn.baseUrl, {
      files,
      resources: { listPath },
      mapping: { intervalMs: hourMs, answers: { unit: 'kWh', kind: 'interval' } },
    });
    const job = await rehearsal.run(jobId);
    expect(job.loadRows.map(({ points }) => points.confirmed)).toEqual([12, 12]);
    const { api } = rehearsal.engine;
    expect(await api.verifyJob({ jobId })).toMatchObject({ differenceCount: 0, matching: 24 });
    const database = new Database(databasePath);
    database.prepare(insertPoint).run(resource, Date.UTC(2025, 0, 15, 8, 30), Date.UTC(2025, 0, 15, 9));
    database.close();
    // It lies within both series, and is one difference.
    const found = await api.verifyJob({ jobId });
    expect(found.differences.map(({ kind, start }) => [kind, start])).toEqual([
      ['extra', '2025-01-15T08:30:00.000Z'],
    ]);
  });
});

describe('what can be said of a job', () => {
  it('is that it was verified only while the last comparison found every confirmed interval', async () => {
    const { vtn, jobId, alterVtn } = await uploaded();
    const { api } = rehearsal.engine;
    expect(await api.getJob({ jobId })).toMatchObject({ guaranteeLevel: 'overwriting' });
    await api.verifyJob({ jobId });
    expect(await api.getJob({ jobId })).toMatchObject({ guaranteeLevel: 'verified' });
    alterVtn(
      'DELETE FROM points WHERE start_ms = ?',
      vtn.storedIntervals(vtn.storedResources()[0] ?? '')[0]?.startMs ?? 0,
    );
    await api.verifyJob({ jobId });
    expect(await api.getJob({ jobId })).toMatchObject({ guaranteeLevel: 'overwriting' });
  });
});
