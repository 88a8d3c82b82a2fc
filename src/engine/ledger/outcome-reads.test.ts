import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LedgerHand, settle } from '../../../test/suites/ledger-hand.ts';
import { samplePlan } from '../../../test/suites/sample-plan.ts';
import type { Plan } from '../jobs/plan.ts';
import { openLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { readFailures, readRejects } from './outcome-reads.ts';

let folder: string;
let ledger: Ledger;
let hand: LedgerHand;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-outcomes-'));
  ledger = openLedger({ stateDir: folder });
  hand = new LedgerHand(ledger);
});
afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

/** Two loads, with so many rows of each set aside for a reason of its own. */
function planWithRows(rows: number, reasonOf: (row: number) => string): Plan {
  const plan = samplePlan([100, 60]);
  const setAside = Array.from({ length: rows }, (_, row) => ({
    row,
    outcome: 'rejected' as const,
    field: 'value',
    text: 'x',
    reason: reasonOf(row),
  }));
  const datasets = plan.datasets.map((dataset) => ({ ...dataset, scan: { ...dataset.scan, setAside } }));
  return { ...plan, datasets };
}

function refuse(seriesId: number, from: number, to: number): void {
  ledger.write('refuse', (database) => {
    for (let index = from; index < to; index++) {
      settle(database, seriesId, index, index + 1, {
        state: 'rejected',
        code: 'vtn/invalid-intervals',
        text: 'value: too high',
        subject: `interval ${index}`,
      });
    }
  });
}

describe('the list of what was rejected', () => {
  it('goes from the refused intervals on to the rows set aside, whatever the pages', () => {
    hand.insert(
      'one',
      planWithRows(6, () => 'no number'),
    );
    hand.insert('two', samplePlan([10], 'two'));
    const [first = 0, second = 0] = hand.seriesIds('one');
    refuse(second, 0, 3);
    refuse(first, 5, 7);
    const all = ledger.read((database) => readRejects(database, 'one', null, { offset: 0, limit: 100 }));
    expect(all.total).toBe(17);
    expect(all.rows.map(({ load, text, row }) => `${load} ${row === null ? text : `row ${row}`}`)).toEqual([
      'load-0 interval 5',
      'load-0 interval 6',
      'load-1 interval 0',
      'load-1 interval 1',
      'load-1 interval 2',
      ...['load-0', 'load-1'].flatMap((load) => [0, 1, 2, 3, 4, 5].map((row) => `${load} row ${row}`)),
    ]);
    for (const limit of [1, 2, 3, 7]) {
      const pages = Array.from({ length: Math.ceil(17 / limit) }, (_, nth) =>
        ledger.read((database) => readRejects(database, 'one', null, { offset: nth * limit, limit })),
      );
      expect(pages.flatMap(({ rows }) => rows)).toEqual(all.rows);
    }
    const page = { offset: 0, limit: 5 };
    const noNumber = ledger.read((database) => readRejects(database, 'one', 'no number', page));
    expect(noNumber.total).toBe(12);
    expect(noNumber.rows).toEqual(all.rows.slice(5, 10));
  });
});

describe('what came to nothing, by cause', () => {
  it('tells reasons one by one as long as they can be read, and the rest together', () => {
    hand.insert(
      'one',
      planWithRows(300, (row) => `"${row}" is no number`),
    );
    const failures = ledger.read((database) => readFailures(database, 'one'));
    expect(failures).toHaveLength(201);
    expect(failures[0]).toMatchObject({
      kind: 'rejected',
      code: 'mapping/row-rejected',
      text: expect.stringMatching(/^100 other reasons, as: "\d+" is no number$/) as string,
      points: 200,
      canRetry: false,
    });
    expect(failures.reduce((sum, { points }) => sum + points, 0)).toBe(600);
  });

  it('is nothing for a job of which all went well', () => {
    hand.insert('one', planWithRows(0, String));
    expect(ledger.read((database) => readFailures(database, 'one'))).toEqual([]);
  });
});
