import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { samplePlan, sampleRequest } from '../../../test/suites/sample-plan.ts';
import { insertJob } from './insert-job.ts';
import { listJobFigures, readJobRecord } from './job-reads.ts';
import { openLedger } from './ledger.ts';
import { openLedgerDatabase } from './open-ledger-database.ts';
import { allMigrations } from './migrations/all-migrations.ts';

let folder: string;
let stateDir: string;
let ledgerPath: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-open-'));
  stateDir = path.join(folder, 'deep', 'state');
  ledgerPath = path.join(stateDir, 'ledger.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);
const hasCode = (code: string): Error => expect.objectContaining({ code }) as Error;

/** A ledger with one job, closed again. */
function makeLedger(): void {
  const ledger = openLedger({ stateDir });
  const job = { id: 'one', createdAtMs: 1, request: sampleRequest(), plan: samplePlan([10, 10]) };
  ledger.write('plan', (database) => insertJob(database, job));
  ledger.close();
}

function jobIds(): string[] {
  const ledger = openLedger({ stateDir });
  const ids = ledger.read(listJobFigures).map(({ id }) => id);
  ledger.close();
  return ids;
}

describe('a new ledger', () => {
  it('is for its owner only: folder 0700, every file 0600', () => {
    const ledger = openLedger({ stateDir });
    const job = { id: 'one', createdAtMs: 1, request: sampleRequest(), plan: samplePlan([10]) };
    ledger.write('plan', (database) => insertJob(database, job));
    expect(modeOf(stateDir)).toBe('700');
    const modes = readdirSync(stateDir).map((name) => [name, modeOf(path.join(stateDir, name))]);
    expect(modes).toEqual([
      ['ledger.sqlite', '600'],
      ['ledger.sqlite-shm', '600'],
      ['ledger.sqlite-wal', '600'],
    ]);
    ledger.close();
  });

  it('waits for the disk at every write and keeps references whole', () => {
    const database = openLedgerDatabase({ stateDir });
    const settings = ['journal_mode', 'synchronous', 'foreign_keys'].map((name) =>
      database.pragma(name, { simple: true }),
    );
    expect(settings).toEqual(['wal', 2, 1]);
    database.close();
  });

  it('has the schema that is written down in schema.sql; renew that with: vitest run -u', async () => {
    const database = openLedgerDatabase({ stateDir });
    const statements = database
      .prepare<[], string>('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name')
      .pluck()
      .all();
    database.close();
    await expect(`${statements.join(';\n\n')};\n`).toMatchFileSnapshot('./schema.sql');
  });

  it('opened by four programs at once is made once, and all can use it', async () => {
    const module = new URL('./open-ledger-database.ts', import.meta.url).href;
    const script = `const { openLedgerDatabase } = await import(${JSON.stringify(module)});
      openLedgerDatabase({ stateDir: ${JSON.stringify(stateDir)} }).close();`;
    const programs = [1, 2, 3, 4].map(() =>
      spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'pipe'] }),
    );
    const ends = programs.map(async (program) => {
      const words = program.stderr.toArray();
      const [code] = (await once(program, 'close')) as [number];
      return [code, (await words).join('')];
    });
    expect(await Promise.all(ends)).toEqual(Array(4).fill([0, '']));
    expect(jobIds()).toEqual([]);
  });
});

describe('a ledger that cannot be used', () => {
  it('is refused and left as it is, byte for byte, when a newer Meterhaul wrote it', () => {
    makeLedger();
    const newer = new Database(ledgerPath);
    newer.pragma('user_version = 99');
    newer.close();
    const [bytes, files] = [readFileSync(ledgerPath), readdirSync(stateDir)];
    expect(() => openLedger({ stateDir })).toThrow(hasCode('ledger/newer-schema'));
    expect(readFileSync(ledgerPath).equals(bytes)).toBe(true);
    expect(readdirSync(stateDir)).toEqual(files);
  });

  it('is refused and left as it is when it is no database at all', () => {
    makeLedger();
    const garbage = Buffer.from('This is not a ledger. '.repeat(400));
    writeFileSync(ledgerPath, garbage);
    expect(() => openLedger({ stateDir })).toThrow(hasCode('ledger/corrupt'));
    expect(readFileSync(ledgerPath).equals(garbage)).toBe(true);
  });

  it('is told as ledger/corrupt when its pages are damaged', () => {
    makeLedger();
    const file = openSync(ledgerPath, 'r+');
    writeSync(file, Buffer.alloc(statSync(ledgerPath).size - 4096, 0xa5), 0, undefined, 4096);
    closeSync(file);
    expect(jobIds).toThrow(hasCode('ledger/corrupt'));
  });

  it('is told as ledger/unwritable when a file stands where its folder should be', () => {
    writeFileSync(path.join(folder, 'deep'), '');
    expect(() => openLedger({ stateDir })).toThrow(hasCode('ledger/unwritable'));
  });

  it.skipIf(process.getuid?.() === 0)('is told as ledger/unwritable when its folder is read-only', () => {
    makeLedger();
    chmodSync(stateDir, 0o500);
    expect(() => openLedger({ stateDir: path.join(stateDir, 'below') })).toThrow(
      hasCode('ledger/unwritable'),
    );
    chmodSync(stateDir, 0o700);
  });

  it('is told as ledger/locked when another program makes it at this moment and does not end', () => {
    openLedger({ stateDir }).close();
    rmSync(ledgerPath);
    const other = new Database(ledgerPath);
    other.exec('BEGIN EXCLUSIVE');
    expect(() => openLedger({ stateDir, busyTimeoutMs: 20 })).toThrow(hasCode('ledger/locked'));
    other.exec('COMMIT');
    other.close();
    openLedger({ stateDir }).close();
  });
});

describe('a ledger of an older version', () => {
  const next = 'ALTER TABLE job ADD COLUMN note TEXT; UPDATE job SET note = id;';
  const backupPath = (): string => `${ledgerPath}.version-${allMigrations.length}.backup`;

  it('is brought up to date after a copy of it was put aside', () => {
    makeLedger();
    openLedger({ stateDir, migrations: [...allMigrations, next] }).close();
    const migrated = new Database(ledgerPath, { readonly: true });
    expect(migrated.pragma('user_version', { simple: true })).toBe(allMigrations.length + 1);
    expect(migrated.prepare('SELECT note FROM job').pluck().all()).toEqual(['one']);
    migrated.close();
    expect(modeOf(backupPath())).toBe('600');
    const backup = new Database(backupPath(), { readonly: true });
    expect(backup.pragma('user_version', { simple: true })).toBe(allMigrations.length);
    expect(backup.prepare('SELECT id FROM job').pluck().all()).toEqual(['one']);
    backup.close();
  });

  it('of any earlier version keeps its jobs with what was asked for', () => {
    const old = openLedgerDatabase({ stateDir, migrations: allMigrations.slice(0, 2) });
    const { skipped: _skipped, problems: _problems, ...plan } = samplePlan([10]).summary;
    old
      .prepare(
        "INSERT INTO job (id, state, created_at_ms, base_url, request, plan, planned) VALUES (?, 'paused', 1, ?, ?, ?, 10)",
      )
      .run('old', 'http://127.0.0.1/', JSON.stringify(sampleRequest()), JSON.stringify(plan));
    old.close();
    const ledger = openLedger({ stateDir });
    expect(ledger.read((database) => readJobRecord(database, 'old'))).toMatchObject({
      state: 'paused',
      planned: 10,
      request: sampleRequest(),
    });
    ledger.close();
  });

  it('stays as it was when a migration fails halfway, and still opens with the old program', () => {
    makeLedger();
    const failing = [...allMigrations, `${next} SELECT no_such_function();`];
    expect(() => openLedger({ stateDir, migrations: failing })).toThrow('no_such_function');
    expect(jobIds()).toEqual(['one']);
    const database = new Database(ledgerPath, { readonly: true });
    expect(database.pragma('user_version', { simple: true })).toBe(allMigrations.length);
    database.close();
  });

  it('is not touched when the copy cannot be made, and no half copy is left to be taken for one', () => {
    makeLedger();
    mkdirSync(`${backupPath()}.${process.pid}.part`);
    expect(() => openLedger({ stateDir, migrations: [...allMigrations, next] })).toThrow();
    rmdirSync(`${backupPath()}.${process.pid}.part`);
    expect(readdirSync(stateDir)).toEqual(['ledger.sqlite']);
    expect(jobIds()).toEqual(['one']);
  });
});
