import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { samplePlan, sampleRequest } from '../../../test/suites/sample-plan.ts';
import { insertJob } from './insert-job.ts';
import { openLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { beginAttempt, confirmSeries, endAttempt, failSeries } from './progress-writes.ts';
import { readVenRows } from './ven-sums.ts';

const job = 'job';
const vens = ['North', 'South', 'North'];

let stateDir: string;
let ledger: Ledger;
beforeEach(() => {
  stateDir = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-vens-'));
  ledger = openLedger({ stateDir });
  const plan = samplePlan([10, 20, 30]);
  const series = plan.series.map((one, nth) => ({ ...one, ven: vens[nth] ?? '' }));
  ledger.write('plan', (database) =>
    insertJob(database, { id: job, createdAtMs: 0, request: sampleRequest(), plan: { ...plan, series } }),
  );
});
afterEach(() => {
  ledger.close();
  rmSync(stateDir, { recursive: true });
});

it("a VEN's figures are those of its loads from the plan on, in the plan's order", () => {
  expect(rows()).toMatchObject([
    { ven: 'North', loads: { total: 2, confirmed: 0 }, points: { planned: 40, confirmed: 0, unsent: 40 } },
    { ven: 'South', loads: { total: 1, confirmed: 0 }, points: { planned: 20, confirmed: 0, unsent: 20 } },
  ]);
});

it('they follow what is sent, confirmed and given up', () => {
  confirm(1, 10);
  confirm(3, 5);
  ledger.write('failed', (database) => failSeries(database, job, 2, { code: 'vtn/refused', text: 'no' }));
  expect(rows()).toMatchObject([
    { loads: { confirmed: 1, failed: 0 }, points: { confirmed: 15, unsent: 25 } },
    { loads: { confirmed: 0, failed: 1 }, points: { confirmed: 0, unsent: 20 } },
  ]);
});

it('they follow what is corrected in readings, once for each load that sends them', () => {
  ledger.write('sharing', (database) => {
    database.exec(
      'UPDATE series SET dataset_id = 1 WHERE id = 3; UPDATE dataset SET conflicts = conflicts + 4 WHERE id = 1',
    );
  });
  expect(rows()).toMatchObject([{ points: { conflict: 8 } }, { points: { conflict: 0 } }]);
});

it('they go with their job', () => {
  ledger.write('remove', (database) => void database.prepare('DELETE FROM job').run());
  expect(rows()).toEqual([]);
});

function rows() {
  return ledger.read((database) => readVenRows(database, job));
}

function confirm(seriesId: number, points: number): void {
  const ranges = [0, points];
  ledger.write('confirmed', (database) => {
    const id = beginAttempt(database, { jobId: job, seriesId, ranges, points, bytes: 1, startedAtMs: 0 });
    const end = { outcome: 'confirmed', status: 201, text: null, endedAtMs: 1 };
    const paint = { state: 'confirmed', code: null, text: null, subject: null } as const;
    endAttempt(database, { id, jobId: job, seriesId }, end, [{ ranges, paint }]);
    if (points === 10) confirmSeries(database, job, seriesId);
  });
}
