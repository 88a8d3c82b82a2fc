import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ledgerSuite } from '../../../test/suites/ledger-suite.ts';
import { samplePlan, sampleRequest } from '../../../test/suites/sample-plan.ts';
import { insertJob } from './insert-job.ts';
import { listJobFigures } from './job-reads.ts';
import { openLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import type { LedgerObserver } from './ledger-observer.ts';

function open(observer: LedgerObserver = {}): { ledger: Ledger; stateDir: string; dispose: () => void } {
  const stateDir = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-ledger-'));
  const ledger = openLedger({ stateDir, busyTimeoutMs: 50, observer });
  const dispose = (): void => {
    ledger.close();
    rmSync(stateDir, { recursive: true });
  };
  return { ledger, stateDir, dispose };
}

ledgerSuite('SQLite', open);

function insert(ledger: Ledger, id: string): void {
  const job = { id, createdAtMs: 1, request: sampleRequest(), plan: samplePlan([1000, 1000], id) };
  ledger.write('plan', (database) => insertJob(database, job));
}

it('a full disk is told as ledger/disk-full, loses nothing, and is over as soon as there is room', () => {
  const { ledger, dispose } = open();
  insert(ledger, 'before');
  const pages = ledger.read((database) => database.pragma('page_count', { simple: true }) as number);
  ledger.read((database) => database.pragma(`max_page_count = ${pages}`));
  let nth = 0;
  const fill = (): void => {
    for (; nth < 200; nth++) insert(ledger, `job-${nth}`);
  };
  expect(fill).toThrow(expect.objectContaining({ code: 'ledger/disk-full' }) as Error);
  expect(ledger.read(listJobFigures)).toHaveLength(nth + 1);
  ledger.read((database) => database.pragma('max_page_count = 1000000'));
  insert(ledger, `job-${nth}`);
  expect(ledger.read((database) => database.pragma('integrity_check', { simple: true }))).toBe('ok');
  dispose();
});

it('another program that keeps the ledger locked is told as ledger/locked, and nothing is written', () => {
  const { ledger, stateDir, dispose } = open();
  const other = openLedger({ stateDir });
  other.read((database) => database.exec('BEGIN IMMEDIATE'));
  expect(() => insert(ledger, 'one')).toThrow(expect.objectContaining({ code: 'ledger/locked' }) as Error);
  other.read((database) => database.exec('COMMIT'));
  insert(ledger, 'one');
  other.close();
  dispose();
});

it('tells by its version that another program has written, and not that it has itself', () => {
  const { ledger, stateDir, dispose } = open();
  const other = openLedger({ stateDir });
  const before = ledger.version();
  insert(ledger, 'own');
  expect(ledger.version()).toBe(before);
  insert(other, 'foreign');
  expect(ledger.version()).not.toBe(before);
  other.close();
  dispose();
});
