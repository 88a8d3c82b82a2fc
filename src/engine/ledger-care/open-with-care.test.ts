import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processTable, samplePlan, sampleRequest } from '../../../test/suites/sample-plan.ts';
import { createTestClock } from '../../../test/faults/test-clock.ts';
import { createEngine } from '../create-engine.ts';
import type { Engine } from '../create-engine.ts';
import { insertJob } from '../ledger/insert-job.ts';
import { openLedger } from '../ledger/ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { takeLease } from '../ledger/lease.ts';
import { setJobState } from '../ledger/job-writes.ts';
import { silentLog } from '../ports/log.ts';
import { systemDrives } from './network-drive.ts';
import { addNotice } from './notice-book.ts';
import { openWithCare } from './open-with-care.ts';

let stateDir: string;
let ledgerPath: string;
let engine: Engine | null;
beforeEach(() => {
  stateDir = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-care-'));
  ledgerPath = path.join(stateDir, 'ledger.sqlite');
  engine = null;
});
afterEach(async () => {
  await engine?.close();
  rmSync(stateDir, { recursive: true });
});

function openEngine(): Engine {
  engine = createEngine({
    stateDir,
    version: '0.0.0-test',
    secrets: { credentialsFor: () => Promise.resolve(null) },
    clock: createTestClock(),
  });
  return engine;
}

function makeLedger(jobs = 1): void {
  const ledger = openLedger({ stateDir });
  for (let nth = 0; nth < jobs; nth++) insert(ledger, `job-${nth}`);
  ledger.close();
}

function insert(ledger: Ledger, id: string): void {
  const job = { id, createdAtMs: 1, request: sampleRequest(), plan: samplePlan([100, 100], id) };
  ledger.write('plan', (database) => insertJob(database, job));
}

function spoil(from: number, bytes: number): void {
  const file = openSync(ledgerPath, 'r+');
  writeSync(file, Buffer.alloc(bytes, 0xa5), 0, bytes, from);
  closeSync(file);
}

const damages: [string, () => void][] = [
  ['no database at all', () => writeFileSync(ledgerPath, 'This is not a ledger. '.repeat(400))],
  ['spoiled in its header', () => spoil(0, 100)],
  ['spoiled in its pages', () => spoil(4096 * 3, 4096 * 8)],
  ['cut off', () => truncateSync(ledgerPath, statSync(ledgerPath).size - 4096 * 3)],
  [
    'empty while its log is not',
    () => {
      writeFileSync(`${ledgerPath}-wal`, Buffer.alloc(5000, 1));
      truncateSync(ledgerPath, 0);
    },
  ],
  [
    'gone while its log is there',
    () => {
      writeFileSync(`${ledgerPath}-wal`, Buffer.alloc(5000, 1));
      rmSync(ledgerPath);
    },
  ],
];

describe('a damaged ledger', () => {
  it.each(damages)(
    'that is %s is set aside byte for byte, a new one begins, and a notice says so',
    async (_, damage) => {
      makeLedger(20);
      damage();
      const before = contents(stateDir);
      const { api } = openEngine();
      expect(await api.listJobs({})).toEqual([]);
      const [notice, ...others] = await api.listNotices({});
      expect(others).toEqual([]);
      expect(notice).toMatchObject({ code: 'ledger/corrupt' });
      const folder = path.join(stateDir, notice?.id ?? '');
      expect(notice?.text).toContain(folder);
      expect(notice?.text).toContain('the VTN overwrites');
      expect(notice?.text).toContain('.recover');
      // The index of the log is SQLite's own and of no worth.
      const kept = contents(folder).filter(([name]) => name !== 'ledger.sqlite-shm');
      expect(kept).toEqual(before);
    },
  );

  it('keeps its notice through starts until it is put away', async () => {
    makeLedger();
    spoil(0, 100);
    await openEngine().close();
    const { api } = openEngine();
    const [notice] = await api.listNotices({});
    await api.dismissNotice({ id: notice?.id ?? '' });
    expect(await api.listNotices({})).toEqual([]);
    expect(existsSync(path.join(stateDir, notice?.id ?? '', 'ledger.sqlite'))).toBe(true);
  });

  it('takes its staged copies along, and a second one gets a folder of its own', async () => {
    makeLedger();
    mkdirSync(path.join(stateDir, 'staged', 'job-0'), { recursive: true });
    writeFileSync(path.join(stateDir, 'staged', 'job-0', 'readings'), 'x');
    spoil(0, 100);
    await openEngine().close();
    spoil(0, 100);
    const { api } = openEngine();
    const notices = await api.listNotices({});
    expect(new Set(notices.map(({ id }) => id)).size).toBe(2);
    const [first] = notices;
    expect(existsSync(path.join(stateDir, first?.id ?? '', 'staged', 'job-0', 'readings'))).toBe(true);
  });

  it('that could be moved only in part is moved wholly at the next start, and told once', async () => {
    makeLedger();
    const folder = path.join(stateDir, 'damaged-20261120T120000Z');
    mkdirSync(folder);
    const notice = {
      id: path.basename(folder),
      at: '2026-11-20T12:00:00Z',
      code: 'ledger/corrupt',
      text: 'damaged',
    };
    writeFileSync(path.join(folder, 'moving.json'), JSON.stringify({ notice, companions: [] }));
    writeFileSync(path.join(folder, 'ledger.sqlite'), 'the old one');
    rmSync(ledgerPath);
    writeFileSync(`${ledgerPath}-wal`, 'its log');
    addNotice(stateDir, notice);
    const { api } = openEngine();
    expect(await api.listNotices({})).toEqual([notice]);
    expect(readFileSync(path.join(folder, 'ledger.sqlite-wal'), 'utf8')).toBe('its log');
    expect(readdirSync(folder).sort()).toEqual(['ledger.sqlite', 'ledger.sqlite-wal']);
  });

  it('of which nothing was moved yet is found anew, and leaves one folder', async () => {
    makeLedger();
    spoil(0, 100);
    const folder = path.join(stateDir, 'damaged-20250101T000000Z');
    mkdirSync(folder);
    const notice = {
      id: path.basename(folder),
      at: '2025-01-01T00:00:00Z',
      code: 'ledger/corrupt',
      text: 'x',
    };
    writeFileSync(path.join(folder, 'moving.json'), JSON.stringify({ notice, companions: [] }));
    const { api } = openEngine();
    expect(await api.listNotices({})).toHaveLength(1);
    expect(existsSync(folder)).toBe(false);
  });

  it('of a newer version is refused and left where it is', () => {
    makeLedger();
    const ledger = openLedger({ stateDir });
    ledger.read((database) => database.pragma('user_version = 99'));
    ledger.close();
    const bytes = readFileSync(ledgerPath);
    expect(openEngine).toThrow(expect.objectContaining({ code: 'ledger/newer-schema' }) as Error);
    expect(readFileSync(ledgerPath).equals(bytes)).toBe(true);
    expect(readdirSync(stateDir).filter((name) => name.startsWith('damaged-'))).toEqual([]);
  });
});

describe('a ledger that a process has left', () => {
  const care = () => ({
    stateDir,
    clock: createTestClock(),
    log: silentLog,
    processes: processTable('b', () => false),
    drives: systemDrives,
  });

  /** Leaves a running job whose process is gone, changed by a statement. */
  function leaveRunning(sql: string): void {
    const ledger = openLedger({ stateDir });
    insert(ledger, 'one');
    ledger.write('left', (database) => {
      takeLease(database, 'one', processTable('a'), 1);
      setJobState(database, 'one', 'running', 1);
      database.exec(`INSERT INTO span VALUES (1, 0, 50, 'confirmed', NULL, NULL, NULL), (1, 50, 60, 'rejected', 'c', 't', 's'),
        (1, 60, 70, 'sending', NULL, NULL, NULL);
        UPDATE series SET confirmed = 50, rejected = 10, uncertain = 10 WHERE id = 1;
        UPDATE job SET confirmed = 50, rejected = 10, uncertain = 10;`);
      database.exec(sql);
    });
    // As after a power cut: the log stays, and nobody has closed the ledger.
    ledger.read((database) => database.pragma('wal_checkpoint(TRUNCATE)'));
    writeFileSync(`${ledgerPath}-wal`, '');
    ledger.close();
    writeFileSync(`${ledgerPath}-wal`, '');
  }

  function sums(ledger: Ledger): unknown {
    return ledger.read((database) => [
      database.prepare('SELECT confirmed, rejected, uncertain FROM job').raw().get(),
      database.prepare('SELECT confirmed, rejected, uncertain, state FROM series WHERE id = 1').raw().get(),
      database.prepare('SELECT count(*) FROM decision').pluck().get(),
    ]);
  }

  it('keeps figures that agree, without a word', () => {
    leaveRunning('');
    const ledger = openWithCare(care());
    expect(sums(ledger)).toEqual([[50, 10, 10], [50, 10, 10, 'pending'], 0]);
    ledger.close();
  });

  it.each([
    ['of a load', 'UPDATE series SET confirmed = 90 WHERE id = 1'],
    ['of the job', 'UPDATE job SET confirmed = 90, uncertain = 0'],
    ['that call a load done too early', "UPDATE series SET state = 'confirmed' WHERE id = 1"],
  ])('gets figures %s set right by the ranges before the job runs again, and says so', (_, sql) => {
    leaveRunning(sql);
    const ledger = openWithCare(care());
    expect(sums(ledger)).toEqual([[50, 10, 10], [50, 10, 10, 'pending'], 1]);
    ledger.close();
  });

  it('sends a load from the beginning when its ranges make no sense', () => {
    leaveRunning('UPDATE span SET to_index = 55 WHERE from_index = 0');
    const ledger = openWithCare(care());
    expect(sums(ledger)).toEqual([[0, 0, 0], [0, 0, 0, 'pending'], 1]);
    ledger.close();
  });

  it('whose rows belong to nothing is set aside', () => {
    leaveRunning('PRAGMA defer_foreign_keys = ON');
    const ledger = openLedger({ stateDir });
    ledger.read((database) => {
      database.pragma('foreign_keys = OFF');
      database.exec("INSERT INTO span VALUES (999, 0, 50, 'confirmed', NULL, NULL, NULL)");
    });
    ledger.close();
    writeFileSync(`${ledgerPath}-wal`, '');
    openWithCare(care()).close();
    expect(readdirSync(stateDir).some((name) => name.startsWith('damaged-'))).toBe(true);
  });
});

describe('damage that is met while the ledger is in use', () => {
  it('ends all reading and writing, and the next start sets the ledger aside', async () => {
    makeLedger(30);
    const { api, close } = openEngine();
    spoil(4096 * 2, statSync(ledgerPath).size - 4096 * 2);
    const read = () => api.getJob({ jobId: 'job-1' });
    await expect(read()).rejects.toMatchObject({ code: 'ledger/corrupt' });
    await expect(api.listJobs({})).rejects.toMatchObject({ code: 'ledger/corrupt' });
    const bytes = readFileSync(ledgerPath);
    await expect(api.removeJob({ jobId: 'job-2' })).rejects.toMatchObject({ code: 'ledger/corrupt' });
    await close();
    expect(readFileSync(ledgerPath).equals(bytes)).toBe(true);
    expect(await openEngine().api.listNotices({})).toMatchObject([{ code: 'ledger/corrupt' }]);
  });

  it('leaves the log that was there when it was met as it is, also when the ledger is closed', () => {
    const ledger = openLedger({ stateDir });
    insert(ledger, 'one');
    const before = contents(stateDir).filter(([name]) => !name.endsWith('-shm'));
    expect(before.map(([name]) => name)).toContain('ledger.sqlite-wal');
    ledger.condemn('a page is damaged');
    const read = () => ledger.read((database) => database.pragma('user_version'));
    expect(read).toThrow(expect.objectContaining({ code: 'ledger/corrupt' }) as Error);
    expect(() => insert(ledger, 'two')).toThrow('a page is damaged');
    ledger.close();
    expect(contents(stateDir).filter(([name]) => !name.endsWith('-shm'))).toEqual(before);
  });

  it('and is not there when looked at again leaves the ledger in use, and a notice', async () => {
    makeLedger();
    writeFileSync(path.join(stateDir, 'ledger.damaged'), 'SQLITE_CORRUPT');
    const { api } = openEngine();
    expect(await api.listJobs({})).toHaveLength(1);
    const [notice] = await api.listNotices({});
    expect(notice?.text).toContain('memory of this computer tested');
    await engine?.close();
    expect(await openEngine().api.listNotices({})).toHaveLength(1);
  });
});

/** Every file of a folder that is not empty, with a digest of it; folders are left out. */
function contents(folder: string): [string, string][] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((each) => each.isFile() && statSync(path.join(folder, each.name)).size > 0)
    .map(({ name }) => [
      name,
      createHash('sha256')
        .update(readFileSync(path.join(folder, name)))
        .digest('hex'),
    ]);
}
