import { writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { ExpectedSeries, Refusal, Said, Shape } from './shape.ts';
import { zoneAsked, unitAsked } from './shape.ts';
import { autumnDays, copenhagen, makeTruth, plainDays, render } from './truth.ts';
import type { TrueInterval } from './truth.ts';

const truth = makeTruth(plainDays, 60, { seed: 141 });
const second = makeTruth(plainDays, 60, { seed: 142, level: 0.4 });
const autumn = makeTruth(autumnDays, 60, { seed: 143 });

type Cell = string | number | bigint | null;

interface Table {
  readonly name?: string;
  /** Names with their types. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** SQL that is run behind the rows. */
  readonly after?: string;
}

interface SqliteShape {
  readonly said?: Said;
  readonly questions?: readonly string[];
  readonly expected?: readonly ExpectedSeries[] | Refusal;
  readonly fileName?: string;
  readonly wal?: boolean;
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function fill(database: Database.Database, { name = 'readings', columns, rows, after }: Table): void {
  database.exec(`CREATE TABLE ${quote(name)} (${columns.join(', ')})`);
  const insert = database.prepare(`INSERT INTO ${quote(name)} VALUES (${columns.map(() => '?').join(', ')})`);
  database.transaction(() => {
    for (const row of rows) insert.run(...row);
  })();
  if (after !== undefined) database.exec(after);
}

/** Connections of databases that are left open, so that their last rows stay in the log; closed by the exit. */
const kept: Database.Database[] = [];

function sqlite(name: string, table: Table, shape: SqliteShape = {}): Shape {
  const { said = {}, questions = [], fileName = 'readings.db', wal = false } = shape;
  const { expected = [{ name: null, intervals: truth }] } = shape;
  return {
    name,
    axis: 'SQLite',
    write: (folder) => {
      const file = path.join(folder, fileName);
      const database = new Database(file);
      if (wal) database.pragma('journal_mode = WAL');
      fill(database, table);
      if (wal) kept.push(database);
      else database.close();
      return [file];
    },
    said,
    questions,
    expected: 'code' in expected ? expected : { series: expected },
    inspected: { kind: 'sqlite' },
  };
}

const stamped = (some: readonly TrueInterval[], stamp: (ms: number) => Cell): Cell[][] =>
  some.map(({ startMs, value }) => [stamp(startMs), value]);
const columns = ['ts INTEGER', 'energy_kwh REAL'];
const textColumns = ['time TEXT', 'energy_kwh REAL'];
const seconds = (ms: number): number => ms / 1000;
const local = { said: { timeZone: copenhagen }, questions: [zoneAsked] };

const epochs: readonly Shape[] = [
  sqlite('epoch seconds', { columns, rows: stamped(truth, seconds) }),
  sqlite('epoch milliseconds', { columns, rows: stamped(truth, (ms) => ms) }),
  sqlite('epoch microseconds', { columns, rows: stamped(truth, (ms) => BigInt(ms) * 1000n) }),
  sqlite('epoch seconds as real numbers', {
    columns: ['ts REAL', 'energy_kwh REAL'],
    rows: stamped(truth, seconds),
  }),
  sqlite('epoch seconds in a column of the type datetime', {
    columns: ['datetime DATETIME', 'energy_kwh REAL'],
    rows: stamped(truth, seconds),
  }),
];

const texts: readonly Shape[] = [
  sqlite(
    'naive local texts',
    { columns: textColumns, rows: stamped(truth, (ms) => render(ms, copenhagen, 'YYYY-MM-DD HH:mm:ss')) },
    local,
  ),
  sqlite(
    'naive local texts around the autumn change',
    { columns: textColumns, rows: stamped(autumn, (ms) => render(ms, copenhagen, 'YYYY-MM-DD HH:mm:ss')) },
    { ...local, expected: [{ name: null, intervals: autumn }] },
  ),
  sqlite(
    'ISO texts with Z',
    { columns: textColumns, rows: stamped(autumn, (ms) => new Date(ms).toISOString()) },
    { expected: [{ name: null, intervals: autumn }] },
  ),
  sqlite(
    'ISO texts with mixed offsets',
    {
      columns: textColumns,
      rows: stamped(autumn, (ms) =>
        render(ms, ms % (3 * 3_600_000) === 0 ? 'UTC' : copenhagen, "YYYY-MM-DD'T'HH:mm:ssZ"),
      ),
    },
    { expected: [{ name: null, intervals: autumn }] },
  ),
  sqlite(
    'date and time in two columns',
    {
      columns: ['date TEXT', 'time TEXT', 'energy_kwh REAL'],
      rows: truth.map(({ startMs, value }) => [
        render(startMs, copenhagen, 'YYYY-MM-DD'),
        render(startMs, copenhagen, 'HH:mm'),
        value,
      ]),
    },
    local,
  ),
];

const long = (names: readonly [string, string]): Cell[][] =>
  truth.flatMap(({ startMs, value }, row) => [
    [names[0], seconds(startMs), value],
    [names[1], seconds(startMs), second[row]?.value ?? 0],
  ]);
const meters = ['0001', '0002'] as const;
const two = (first: string, other: string): ExpectedSeries[] => [
  { name: first, intervals: truth },
  { name: other, intervals: second },
];

const layouts: readonly Shape[] = [
  sqlite(
    'a meter column',
    { columns: ['meter_id TEXT', ...columns], rows: long(meters) },
    { expected: two('0001', '0002') },
  ),
  sqlite(
    'a column a meter',
    {
      columns: ['ts INTEGER', 'house_kwh REAL', 'barn_kwh REAL'],
      rows: truth.map(({ startMs, value }, row) => [seconds(startMs), value, second[row]?.value ?? 0]),
    },
    { expected: two('house_kwh', 'barn_kwh') },
  ),
  sqlite(
    'entity, attribute and value',
    {
      columns: ['entity TEXT', 'attribute TEXT', 'ts INTEGER', 'value REAL'],
      rows: long(['house', 'barn']).map(([entity = null, ...rest]) => [entity, 'energy', ...rest]),
    },
    {
      said: { unit: 'kWh', kind: 'interval' },
      questions: [unitAsked],
      expected: two('house', 'barn'),
    },
  ),
  sqlite('a counter stands first', {
    columns: ['id INTEGER PRIMARY KEY', ...columns],
    rows: stamped(truth, seconds).map((cells, row) => [row + 1, ...cells]),
  }),
  sqlite('a column that is NULL in every row', {
    columns: [...columns, 'clouds REAL'],
    rows: stamped(truth, seconds).map((cells) => [...cells, null]),
  }),
  sqlite(
    'NULL is a gap',
    {
      columns,
      rows: stamped(truth, seconds).map(([stamp = null, value = null], row) => [
        stamp,
        row === 4 ? null : value,
      ]),
    },
    {
      expected: [{ name: null, intervals: truth.filter((_, row) => row !== 4), emptyValues: 1 }],
    },
  ),
  sqlite('rows are stored newest first', { columns, rows: stamped(truth, seconds).reverse() }),
  sqlite('a name with blanks and quotes', {
    name: 'meter "A", hourly',
    columns,
    rows: stamped(truth, seconds),
  }),
  sqlite(
    'a view joins meters and readings',
    {
      name: 'raw',
      columns: ['m INTEGER', 'ts INTEGER', 'v REAL'],
      rows: long(meters).map(([meter, ...rest]) => [meter === '0001' ? 1 : 2, ...rest]),
      after:
        "CREATE TABLE meters (id INTEGER, name TEXT); INSERT INTO meters VALUES (1, '0001'), (2, '0002'); CREATE VIEW hourly AS SELECT name AS meter, ts AS time, v AS energy_kwh FROM raw JOIN meters ON id = m",
    },
    { said: { dataset: 'hourly' }, expected: two('0001', '0002') },
  ),
  sqlite('a table of settings stands beside', {
    columns,
    rows: stamped(truth, seconds),
    after: "CREATE TABLE settings (key TEXT, value TEXT); INSERT INTO settings VALUES ('zone', 'x')",
  }),
];

const perTable = two('house', 'barn').map(({ name, intervals }) => ({ name: name ?? '', intervals }));
const manyTables: readonly Shape[] = [
  {
    name: 'a table a meter',
    axis: 'SQLite',
    write: (folder) => {
      const file = path.join(folder, 'readings.db');
      const database = new Database(file);
      for (const { name, intervals } of perTable)
        fill(database, { name, columns, rows: stamped(intervals, seconds) });
      database.close();
      return [file];
    },
    said: {},
    questions: [],
    expected: { series: perTable },
  },
  sqlite('epoch milliseconds as text', { columns: textColumns, rows: stamped(truth, String) }),
  sqlite('epoch milliseconds as real numbers', {
    columns: ['ts REAL', 'energy_kwh REAL'],
    rows: stamped(truth, (ms) => ms),
  }),
];

const dump = `BEGIN TRANSACTION;\nCREATE TABLE readings (ts INTEGER, energy_kwh REAL);\n${stamped(
  truth,
  seconds,
)
  .map((cells) => `INSERT INTO readings VALUES (${cells.join(', ')});\n`)
  .join('')}COMMIT;\n`;

const disguises: readonly Shape[] = [
  sqlite('the last rows are still in the log', { columns, rows: stamped(truth, seconds) }, { wal: true }),
  sqlite('a database named .csv', { columns, rows: stamped(truth, seconds) }, { fileName: 'readings.csv' }),
  sqlite('a database named .sql', { columns, rows: stamped(truth, seconds) }, { fileName: 'readings.sql' }),
  {
    name: 'a text dump named .db is refused',
    axis: 'SQLite',
    write: (folder) => {
      const file = path.join(folder, 'readings.db');
      writeFileSync(file, dump);
      return [file];
    },
    said: {},
    questions: [],
    expected: { code: /^source\//, mention: /dump|SQL/ },
  },
  sqlite(
    'a database without tables holds nothing to send',
    { name: 'gone', columns, rows: [], after: 'DROP TABLE gone' },
    { expected: { code: /^source\//, mention: /nothing|no /i } },
  ),
];

/** Closes the databases that were left open for their logs. */
export function closeKept(): void {
  for (const database of kept.splice(0)) database.close();
}

export const sqliteShapes: readonly Shape[] = [...epochs, ...texts, ...layouts, ...manyTables, ...disguises];
