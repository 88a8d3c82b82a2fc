import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeSource } from '../../../../test/suites/source-suite.ts';
import { openSqliteSource } from './sqlite-source.ts';

const rows = Array.from({ length: 12 }, (_, index): [number, number] => [
  1_736_928_000 + index * 3600,
  index / 4,
]);

function writeReadings(path: string, journal: 'delete' | 'wal' = 'delete'): Database.Database {
  const database = new Database(path);
  database.pragma(`journal_mode = ${journal}`);
  database.exec('CREATE TABLE "meter, ""A""" (stamp INTEGER, watts REAL, note TEXT)');
  const insert = database.prepare('INSERT INTO "meter, ""A""" VALUES (?, ?, ?)');
  for (const [stamp, watts] of rows) insert.run(stamp, watts, 'Ærø');
  return database;
}

describeSource(
  'a SQLite file',
  (folder) => {
    const path = join(folder, 'readings');
    writeReadings(path).close();
    return Promise.resolve({ path, dataset: 'meter, "A"', columns: ['stamp', 'watts'], rows });
  },
  (path) => Promise.resolve(openSqliteSource(path)),
);

describe('a SQLite file that somebody else uses', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'meterhaul-sqlite-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const countIn = (path: string): number => {
    const source = openSqliteSource(path, { busyTimeoutMs: 0 });
    try {
      return source.describe('meter, "A"').rows;
    } finally {
      source.close();
    }
  };

  test('rows that are still in its WAL log are seen', () => {
    const path = join(folder, 'live.db');
    const writer = writeReadings(path, 'wal');
    expect(countIn(path)).toBe(12);
    writer.exec('INSERT INTO "meter, ""A""" VALUES (1, 2, NULL)');
    expect(countIn(path)).toBe(13);
    writer.close();
  });

  test('a WAL database that nobody has open is read without leaving files beside it', () => {
    const path = join(folder, 'closed.db');
    writeReadings(path, 'wal').close();
    expect(countIn(path)).toBe(12);
    expect(readdirSync(folder)).toEqual(['closed.db']);
  });

  test('where no -shm file can be made the rows of the log are read all the same', () => {
    const path = join(folder, 'live.db');
    const writer = writeReadings(path, 'wal');
    const still = join(folder, 'still.db');
    copyFileSync(path, still);
    copyFileSync(`${path}-wal`, `${still}-wal`);
    writer.close();
    mkdirSync(`${still}-shm`);
    expect(countIn(still)).toBe(12);
    expect(existsSync(`${still}-wal`)).toBe(true);
  });

  test('a locked file is said to be locked, not damaged', () => {
    const path = join(folder, 'locked.db');
    const writer = writeReadings(path);
    writer.exec('BEGIN EXCLUSIVE');
    expect(() => countIn(path)).toThrow(
      expect.objectContaining({
        code: 'source/locked',
        context: expect.objectContaining({ path }) as object,
      }),
    );
    writer.exec('ROLLBACK');
    writer.close();
    expect(countIn(path)).toBe(12);
  });

  test('passwords cannot be read, not even through a view', () => {
    const path = join(folder, 'secrets.db');
    const database = new Database(path);
    database.exec(`CREATE TABLE connections (id INTEGER, username TEXT, password TEXT);
      INSERT INTO connections VALUES (1, 'reader', 'not-for-your-eyes');
      CREATE VIEW harmless AS SELECT id, password AS note FROM connections`);
    database.close();
    const source = openSqliteSource(path);
    expect(source.describe('connections').columns.map((column) => [column.name, column.secret])).toEqual([
      ['id', false],
      ['username', true],
      ['password', true],
    ]);
    const read = (dataset: string, column: string) => [
      ...source.read({ dataset, columns: [column], from: 0, to: 1 }),
    ];
    expect(() => read('connections', 'password')).toThrow('may hold secrets');
    expect(() => read('harmless', 'note')).toThrow('may hold secrets');
    expect(() => read('connections', 'id')).not.toThrow();
    source.close();
  });

  test('numbers beyond 2^53 and blobs are shown as text, never as another number', () => {
    const path = join(folder, 'odd.db');
    const database = new Database(path);
    database.exec(
      "CREATE TABLE odd (a); INSERT INTO odd VALUES (9007199254740993), (x'0102'), (NULL), (1.5)",
    );
    database.close();
    const source = openSqliteSource(path);
    const [batch] = [...source.read({ dataset: 'odd', columns: ['a'], from: 0, to: 9 })];
    expect(batch?.columns[0]).toEqual(['9007199254740993', '2 bytes', null, 1.5]);
    source.close();
  });
});
