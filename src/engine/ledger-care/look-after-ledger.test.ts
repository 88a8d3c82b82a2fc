import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../contract/engine-events.ts';
import { settings as settingsShape } from '../../contract/settings-shapes.ts';
import { createTestClock } from '../../../test/faults/test-clock.ts';
import type { TestClock } from '../../../test/faults/test-clock.ts';
import { samplePlan, sampleRequest } from '../../../test/suites/sample-plan.ts';
import { readJobTimes } from '../ledger/detail-reads.ts';
import { insertJob } from '../ledger/insert-job.ts';
import { listJobFigures } from '../ledger/job-reads.ts';
import { setJobState } from '../ledger/job-writes.ts';
import { openLedger } from '../ledger/ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { openLedgerDatabase } from '../ledger/open-ledger-database.ts';
import { allMigrations } from '../ledger/migrations/all-migrations.ts';
import { findSummableAttempts, sumUpAttempts } from '../ledger/shrink-ledger.ts';
import { silentLog } from '../ports/log.ts';
import { pruneBackups } from './backup-files.ts';
import { doBeside } from './beside.ts';
import { copyDaily, forgetOldJobs, shrink } from './look-after-ledger.ts';

const dayMs = 24 * 3_600_000;

let stateDir: string;
let ledger: Ledger;
let clock: TestClock;
let events: EngineEvent[];
beforeEach(() => {
  stateDir = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-upkeep-'));
  ledger = openLedger({ stateDir });
  clock = createTestClock();
  events = [];
});
afterEach(() => {
  ledger.close();
  rmSync(stateDir, { recursive: true });
});

const never = new AbortController().signal;

function insert(id: string, series = 1): void {
  const plan = samplePlan(Array<number>(series).fill(100), id);
  const job = { id, createdAtMs: clock.now(), request: sampleRequest(), plan };
  ledger.write('plan', (database) => insertJob(database, job));
}

function end(id: string, state: 'completed' | 'incomplete' | 'cancelled', daysAgo: number): void {
  const atMs = clock.now() - daysAgo * dayMs;
  ledger.write('end', (database) => {
    if (state !== 'cancelled') setJobState(database, id, 'running', atMs);
    setJobState(database, id, state, atMs);
  });
}

const ids = (): string[] =>
  ledger
    .read(listJobFigures)
    .map(({ id }) => id)
    .sort();

function forget(days: number | null, active: readonly string[] = []): number {
  return forgetOldJobs({
    stateDir,
    ledger,
    clock,
    log: silentLog,
    settings: () => settingsShape.parse({ keepEndedJobsDays: days }),
    isActive: (jobId) => active.includes(jobId),
    announce: (event) => events.push(event),
  });
}

describe('old jobs', () => {
  beforeEach(() => {
    for (const id of ['planned', 'done', 'recent', 'failed', 'cancelled', 'active', 'running']) insert(id);
    end('done', 'completed', 31);
    end('recent', 'completed', 29);
    end('failed', 'incomplete', 31);
    end('cancelled', 'cancelled', 400);
    end('active', 'completed', 31);
    ledger.write('start', (database) =>
      setJobState(database, 'running', 'running', clock.now() - 99 * dayMs),
    );
  });

  it('are kept as long as nobody has set an end', () => {
    expect(forget(null)).toBe(0);
    expect(ids()).toHaveLength(7);
  });

  it('that ended so long ago are forgotten and told of; unfinished, recent and active ones stay', () => {
    expect(forget(30, ['active'])).toBe(3);
    expect(ids()).toEqual(['active', 'planned', 'recent', 'running']);
    expect(events.map((event) => (event.type === 'job-removed' ? event.jobId : ''))).toEqual([
      'cancelled',
      'done',
      'failed',
    ]);
  });

  it('take their staged copies along, and no others', () => {
    for (const id of ['done', 'planned']) {
      mkdirSync(path.join(stateDir, 'staged', id), { recursive: true });
      writeFileSync(path.join(stateDir, 'staged', id, 'part-00001.staged'), 'x');
    }
    forget(30);
    expect(readdirSync(path.join(stateDir, 'staged'))).toEqual(['planned']);
  });
});

describe('requests', () => {
  /** So many requests of each series, the first of the job at 1000 ms. */
  function send(seriesCount: number, each: number): void {
    ledger.write('send', (database) => {
      const statement = database.prepare(
        `INSERT INTO attempt (series_id, ranges, points, bytes, started_at_ms, ended_at_ms, outcome, status)
         VALUES (?, '[0,10]', 10, 1000, ?, ?, ?, 201)`,
      );
      for (let nth = 0; nth < seriesCount * each; nth++) {
        const outcome = nth % each === 0 ? 'uncertain' : 'confirmed';
        statement.run(1 + (nth % seriesCount), 1000 + nth, 1001 + nth, outcome);
      }
    });
  }

  const sums = (): unknown[] =>
    ledger.read((database) => database.prepare('SELECT * FROM attempt_sum ORDER BY series_id').raw().all());
  const oneByOne = (): unknown =>
    ledger.read((database) => database.prepare('SELECT count(*) FROM attempt').pluck().get());
  const sumUp = (bound: number): void => {
    const found = ledger.read((database) => findSummableAttempts(database, bound));
    if (found !== null) ledger.write('sum-up', (database) => sumUpAttempts(database, found));
  };

  it('of loads that are done are summed up, one row a load, and nothing that pages show is lost', () => {
    insert('one', 3);
    send(3, 10);
    const times = ledger.read((database) => readJobTimes(database, 'one'));
    ledger.write('done', (database) => database.exec("UPDATE series SET state = 'confirmed' WHERE id <> 3"));
    sumUp(5);
    expect(sums()).toMatchObject([
      [1, 9, 1, 90, 9000, 1000, 1025],
      [2, 8, 1, 80, 8000, 1001, 1023],
    ]);
    expect(oneByOne()).toBe(13);
    expect(ledger.read((database) => readJobTimes(database, 'one'))).toEqual(times);
    sumUp(5);
    expect(sums()).toHaveLength(2);
  });

  it('are summed up again on top of what was summed up before, and those under way are left alone', () => {
    insert('one', 1);
    send(1, 10);
    ledger.write('done', (database) =>
      database.exec(
        "UPDATE series SET state = 'confirmed'; UPDATE attempt SET outcome = 'sending' WHERE id = 2",
      ),
    );
    sumUp(3);
    send(1, 10);
    sumUp(3);
    const [row] = sums() as number[][];
    expect(row?.[1]).toBe(16);
    expect(
      ledger.read((database) => database.prepare('SELECT id FROM attempt WHERE id < 10').pluck().all()),
    ).toEqual([2]);
  });

  it('keep the ledger small: a hundred thousand of them leave little, and the file gives its room back', async () => {
    insert('one', 50);
    send(50, 2000);
    ledger.read((database) => database.pragma('wal_checkpoint(TRUNCATE)'));
    const before = statSync(ledger.path).size;
    ledger.write('done', (database) => database.exec("UPDATE series SET state = 'confirmed'"));
    await shrink({ ledger, signal: never });
    ledger.read((database) => database.pragma('wal_checkpoint(TRUNCATE)'));
    expect(oneByOne()).toBeLessThanOrEqual(1001);
    expect(before).toBeGreaterThan(5_000_000);
    expect(statSync(ledger.path).size).toBeLessThan(before / 2);
    expect(ledger.read((database) => database.pragma('integrity_check', { simple: true }))).toBe('ok');
  });
});

describe('a look at a large ledger beside the work', () => {
  it('finds nothing wrong with a sound one, and names what is wrong with a damaged one', async () => {
    for (const id of ['one', 'two', 'three']) insert(id, 200);
    ledger.read((database) => database.pragma('wal_checkpoint(TRUNCATE)'));
    const check = () => doBeside({ kind: 'check', ledgerPath: ledger.path }, never);
    expect(await check()).toBeNull();
    const file = openSync(ledger.path, 'r+');
    writeSync(file, Buffer.alloc(4096 * 4, 0xa5), 0, 4096 * 4, 4096 * 20);
    closeSync(file);
    expect(await check()).toEqual(expect.any(String));
  });

  it('is given up at once when the engine closes', async () => {
    const closing = new AbortController();
    const looking = doBeside({ kind: 'check', ledgerPath: ledger.path }, closing.signal);
    closing.abort(new Error('closing'));
    await expect(looking).rejects.toThrow();
  });
});

describe('copies', () => {
  const copies = (): string[] => readdirSync(path.join(stateDir, 'backups')).sort();
  const copy = (): Promise<void> => copyDaily({ ledger, stateDir, clock, log: silentLog, signal: never });
  /** As if everything had been written a day and a half ago. */
  const age = (): void => {
    const then = new Date(Date.now() - 1.5 * dayMs);
    for (const name of copies()) utimesSync(path.join(stateDir, 'backups', name), then, then);
    clock.advance(dayMs);
  };

  it('are whole, for their owner only, made once a day, and the newest two are kept', async () => {
    insert('one');
    await copy();
    expect(copies()).toEqual(['ledger-20261120T120000Z.sqlite']);
    const file = path.join(stateDir, 'backups', copies()[0] ?? '');
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    const database = new Database(file, { readonly: true });
    expect(database.prepare('SELECT id FROM job').pluck().all()).toEqual(['one']);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
    await copy();
    expect(copies()).toHaveLength(1);
    for (const id of ['two', 'three', 'four']) {
      age();
      insert(id);
      await copy();
    }
    expect(copies()).toEqual(['ledger-20261122T120000Z.sqlite', 'ledger-20261123T120000Z.sqlite']);
  });

  it('are not made of a ledger that has not changed', async () => {
    insert('one');
    await copy();
    const later = new Date(Date.now() - 1.5 * dayMs + 1000);
    age();
    const earlier = new Date(later.getTime() - 3_600_000);
    for (const name of ['ledger.sqlite', 'ledger.sqlite-wal'])
      utimesSync(path.join(stateDir, name), earlier, earlier);
    await copy();
    expect(copies()).toHaveLength(1);
  });

  it('from before migrations are pruned to the newest two, and half copies of yesterday go', () => {
    const name = (version: number): string => path.join(stateDir, `ledger.sqlite.version-${version}.backup`);
    for (const version of [1, 2, 3]) {
      writeFileSync(name(version), 'x');
      utimesSync(name(version), version, version);
    }
    const part = `${name(4)}.77.part`;
    writeFileSync(part, 'x');
    utimesSync(part, 1, 1);
    pruneBackups(stateDir);
    expect(readdirSync(stateDir).filter((each) => each.includes('version'))).toEqual([
      'ledger.sqlite.version-2.backup',
      'ledger.sqlite.version-3.backup',
    ]);
  });
});

it('a ledger of a version that could only grow learns to shrink with its migration', () => {
  const older = path.join(stateDir, 'older');
  mkdirSync(older);
  const file = path.join(older, 'ledger.sqlite');
  const old = new Database(file);
  for (const [nth, migration] of allMigrations.slice(0, 3).entries()) {
    old.exec(migration);
    old.pragma(`user_version = ${nth + 1}`);
  }
  expect(old.pragma('auto_vacuum', { simple: true })).toBe(0);
  old.close();
  const database = openLedgerDatabase({ stateDir: older });
  expect(database.pragma('auto_vacuum', { simple: true })).toBe(2);
  database.close();
});
