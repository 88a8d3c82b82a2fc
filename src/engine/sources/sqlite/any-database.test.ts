import { mkdtempSync, openSync, rmSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AppError } from '../../../contract/app-error.ts';
import { openSqliteSource } from './sqlite-source.ts';
import type { SqliteSource } from './sqlite-source.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meterhaul-any-'));
  path = join(folder, 'site.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (sql: string): void => {
  const database = new Database(path);
  database.pragma('synchronous = OFF');
  database.exec(sql);
  database.close();
};
const using = <T>(look: (source: SqliteSource) => T): T => {
  const source = openSqliteSource(path);
  try {
    return look(source);
  } finally {
    source.close();
  }
};
const columnIn = (
  source: SqliteSource,
  dataset: string,
  column: string,
  from = 0,
  to = Infinity,
): unknown[] =>
  [...source.read({ dataset, columns: [column], from, to })].flatMap((batch) =>
    Array.from(batch.columns[0] ?? []),
  );
const failure = (work: () => unknown): AppError => {
  try {
    work();
  } catch (thrown) {
    return thrown as AppError;
  }
  throw new Error('it could be read');
};
/** Numbers 1 to `count` as a table that SQLite makes up. */
const series = (count: number) =>
  `WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s LIMIT ${count})`;

describe('the rows of any table', () => {
  test('come in the same order whichever columns are read, also where an index has them all', () => {
    write(`CREATE TABLE readings (stamp INTEGER, watts INTEGER);
      INSERT INTO readings VALUES (1, 30), (2, 10), (3, 20);
      CREATE INDEX by_watts ON readings(watts)`);
    using((source) => {
      expect(columnIn(source, 'readings', 'watts')).toEqual([30, 10, 20]);
      expect(columnIn(source, 'readings', 'stamp')).toEqual([1, 2, 3]);
    });
  });

  test('are found by their place however wide the gaps between their ids are', () => {
    write(`CREATE TABLE readings (id INTEGER PRIMARY KEY, watts INTEGER);
      ${series(1000)} INSERT INTO readings SELECT n * 9000000000000, n FROM s;
      INSERT INTO readings VALUES (-5, 0)`);
    using((source) => {
      expect(source.describe('readings').rows).toBe(1001);
      expect(columnIn(source, 'readings', 'watts', 0, 2)).toEqual([0, 1]);
      expect(columnIn(source, 'readings', 'watts', 999, 5000)).toEqual([999, 1000]);
    });
  });

  test('of a table WITHOUT ROWID come in the order of its key', () => {
    write(`CREATE TABLE readings (meter TEXT, stamp INTEGER, watts REAL, PRIMARY KEY (meter, stamp)) WITHOUT ROWID;
      INSERT INTO readings VALUES ('b', 1, 3), ('a', 2, 2), ('a', 1, 1);
      CREATE INDEX by_watts ON readings(watts DESC)`);
    using((source) => {
      expect(source.describe('readings')).toMatchObject({ rows: 3 });
      expect(columnIn(source, 'readings', 'watts')).toEqual([1, 2, 3]);
      expect(columnIn(source, 'readings', 'meter', 1, 3)).toEqual(['a', 'b']);
    });
  });

  test('of a table WITHOUT ROWID keep the directions of its key', () => {
    write(`CREATE TABLE readings (meter TEXT, stamp INTEGER, watts INTEGER,
      PRIMARY KEY (meter COLLATE NOCASE, stamp DESC)) WITHOUT ROWID;
      INSERT INTO readings VALUES ('B', 1, 4), ('a', 1, 2), ('a', 2, 1), ('B', 2, 3);
      CREATE INDEX by_watts ON readings(watts DESC)`);
    using((source) => expect(columnIn(source, 'readings', 'watts')).toEqual([1, 2, 3, 4]));
  });

  test('of a view are the same rows for each of its columns', () => {
    write(`CREATE TABLE readings (meter TEXT, stamp INTEGER, watts INTEGER);
      INSERT INTO readings VALUES ('a', 1, 30), ('a', 2, 10), ('b', 1, 20);
      CREATE INDEX by_watts ON readings(watts);
      CREATE VIEW hourly AS SELECT stamp, watts / 10 AS kilowatts, meter FROM readings WHERE meter = 'a'`);
    using((source) => {
      expect(source.describe('hourly')).toMatchObject({ rows: 2, columns: [{ name: 'stamp' }, {}, {}] });
      expect(columnIn(source, 'hourly', 'kilowatts')).toEqual([3, 1]);
      expect(columnIn(source, 'hourly', 'stamp', 1, 2)).toEqual([2]);
    });
  });

  test('with columns called like the row id are read all the same', () => {
    write(
      `CREATE TABLE odd (rowid TEXT, _rowid_ TEXT, oid TEXT); INSERT INTO odd VALUES ('b', 'x', 'y'), ('a', 'x', 'y')`,
    );
    using((source) => expect(columnIn(source, 'odd', 'rowid')).toEqual(['b', 'a']));
  });

  test('keep what is no number as it is, and the type that the column was declared with', () => {
    write(`CREATE TABLE readings (stamp DATETIME, note TEXT, value REAL, twice GENERATED ALWAYS AS (value * 2));
      INSERT INTO readings VALUES (1736928000, '2025-01-15T08:00:00+01:00', 1.5), (NULL, x'0102', NULL)`);
    using((source) => {
      expect(source.describe('readings').columns.map(({ name, type }) => [name, type])).toEqual([
        ['stamp', 'DATETIME'],
        ['note', 'TEXT'],
        ['value', 'REAL'],
        ['twice', 'ANY'],
      ]);
      expect(columnIn(source, 'readings', 'stamp')).toEqual([1736928000, null]);
      expect(columnIn(source, 'readings', 'note')).toEqual(['2025-01-15T08:00:00+01:00', '2 bytes']);
      expect(columnIn(source, 'readings', 'twice')).toEqual([3, null]);
    });
  });
});

describe('a large table', () => {
  const rows = 260_000;
  const make = (id: string) =>
    write(`CREATE TABLE readings (id INTEGER PRIMARY KEY, watts INTEGER);
      ${series(rows)} INSERT INTO readings SELECT ${id}, n FROM s;
      CREATE TABLE keyed (id INTEGER PRIMARY KEY, watts INTEGER) WITHOUT ROWID;
      INSERT INTO keyed SELECT * FROM readings`);

  test('is not counted: its row ids tell its size, and that it is estimated is said', () => {
    make('n');
    using((source) => expect(source.describe('readings')).toMatchObject({ rows, rowsAreEstimated: true }));
  });

  test('with gaps between its ids, or without ids, is estimated by the room it has, never too low', () => {
    make('n * 1000000');
    using((source) => {
      for (const dataset of ['readings', 'keyed']) {
        const { rows: estimate, rowsAreEstimated } = source.describe(dataset);
        expect(rowsAreEstimated).toBe(true);
        expect(estimate).toBeGreaterThanOrEqual(rows);
        expect(estimate).toBeLessThan(rows * 4);
      }
    });
  });

  test('is read by place from anywhere, forwards and back, also after somebody deleted rows', () => {
    make('n * 3');
    using((source) => {
      const at = (place: number) => columnIn(source, 'readings', 'watts', place, place + 1);
      for (const place of [200_000, 200_001, 120_000, 259_999, 0]) expect(at(place)).toEqual([place + 1]);
      expect(at(rows)).toEqual([]);
      const batches = [...source.read({ dataset: 'readings', columns: ['watts'], from: 100_000, to: rows })];
      expect(batches.reduce((sum, batch) => sum + batch.rows, 0)).toBe(160_000);
      expect(batches.at(-1)?.columns[0]?.at(-1)).toBe(rows);
      write('DELETE FROM readings WHERE id <= 300');
      expect(at(200_000)).toEqual([200_101]);
    });
  });
});

describe('a damaged database', () => {
  /** Overwrites a page in the middle of a table. */
  const damage = (table: string): void => {
    const database = new Database(path);
    const pages = database.prepare(
      `SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path`,
    );
    const numbers = pages.pluck().all(table) as number[];
    database.close();
    const descriptor = openSync(path, 'r+');
    writeSync(descriptor, Buffer.alloc(4096, 0xee), 0, 4096, (numbers[numbers.length >> 1]! - 1) * 4096);
    closeSync(descriptor);
  };

  test.each([
    ['with row ids', ''],
    ['without row ids', 'WITHOUT ROWID'],
  ])('gives the rows before the damage, says how many, and the other tables whole (%s)', (_, without) => {
    write(`CREATE TABLE broken (id INTEGER PRIMARY KEY, note TEXT) ${without};
      ${series(5000)} INSERT INTO broken SELECT n, 'reading ' || n FROM s;
      CREATE TABLE whole AS SELECT id, note FROM broken`);
    damage('broken');
    using((source) => {
      const read: number[] = [];
      const error = failure(() => {
        for (const batch of source.read({ dataset: 'broken', columns: ['id'], from: 0, to: 5000 }))
          read.push(...(batch.columns[0] as Float64Array));
      });
      expect(read.length).toBeGreaterThan(1000);
      expect(read).toEqual(Array.from({ length: read.length }, (_, place) => place + 1));
      expect(error).toMatchObject({ code: 'source/unreadable', context: { path, dataset: 'broken' } });
      expect(error.message).toContain(`only its first ${read.length} rows can be read`);
      expect(failure(() => source.describe('broken')).message).toBe(error.message);
      expect(source.describe('whole').rows).toBe(5000);
      expect(columnIn(source, 'whole', 'id')).toHaveLength(5000);
    });
  });

  test('whose view leads to a table that is gone names the view; its tables can be read', () => {
    write('CREATE TABLE a (b); CREATE TABLE c (d); CREATE VIEW v AS SELECT b FROM a; DROP TABLE a');
    using((source) => {
      expect(source.datasetNames()).toEqual(['c', 'v']);
      expect(failure(() => source.describe('v'))).toMatchObject({ code: 'source/dataset-unreadable' });
      expect(failure(() => source.describe('v')).message).toContain('no such table: main.a');
      expect(source.describe('c').rows).toBe(0);
    });
  });

  test('without any table is said to be that', () => {
    write('CREATE TABLE a (b); DROP TABLE a');
    using((source) => {
      expect(source.datasetNames()).toEqual([]);
      expect(source.problems()).toMatchObject([
        { at: '', reason: expect.stringContaining('without a table') },
      ]);
    });
  });

  test('with tables has no such problem', () => {
    write('CREATE TABLE a (b)');
    using((source) => expect(source.problems()).toEqual([]));
  });
});

test('the tables behind a full text index are not shown as readings', () => {
  write(`CREATE VIRTUAL TABLE notes USING fts5(body); INSERT INTO notes VALUES ('meter exchanged')`);
  using((source) => {
    expect(source.datasetNames()).toEqual(['notes']);
    expect(columnIn(source, 'notes', 'body')).toEqual(['meter exchanged']);
  });
});
