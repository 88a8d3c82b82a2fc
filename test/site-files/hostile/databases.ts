import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { HostileFile } from './hostile-file.ts';

const kind = 'SQLite databases';

function database(
  folder: string,
  name: string,
  rows = 20_000,
  mode = 'delete',
): { readonly file: string; readonly open: Database.Database } {
  const file = path.join(folder, name);
  const open = new Database(file);
  open.pragma(`journal_mode = ${mode}`);
  open.exec('CREATE TABLE readings (time TEXT, kWh REAL)');
  const insert = open.prepare('INSERT INTO readings VALUES (?, ?)');
  open.transaction(() => {
    for (let row = 0; row < rows; row++)
      insert.run(new Date(Date.UTC(2024, 0, 1) + row * 900_000).toISOString(), row % 9);
  })();
  return { file, open };
}

function spoil(file: string, from: number, to: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, Math.floor(bytes.length * from), Math.floor(bytes.length * to));
  writeFileSync(file, bytes);
}

const held: Database.Database[] = [];

/** Lets go of the databases that stand in the way of others. */
export function closeHeld(): void {
  for (const open of held.splice(0)) open.close();
}

export const databases: readonly HostileFile[] = [
  {
    kind,
    name: 'a spoiled page in the middle',
    write: (folder) => {
      const { file, open } = database(folder, 'page.db');
      open.close();
      spoil(file, 0.5, 0.52);
      return file;
    },
    says: /^source\//,
  },
  {
    kind,
    name: 'a spoiled schema',
    write: (folder) => {
      const { file, open } = database(folder, 'schema.db');
      open.close();
      const bytes = readFileSync(file);
      bytes.fill(0xa5, 100, 4096);
      writeFileSync(file, bytes);
      return file;
    },
    says: /^source\/unreadable: .*damaged/,
  },
  {
    kind,
    name: 'a database cut short',
    write: (folder) => {
      const { file, open } = database(folder, 'cut.db');
      open.close();
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.subarray(0, bytes.length * 0.6));
      return file;
    },
    says: /^source\/unreadable: .*damaged/,
  },
  {
    kind,
    name: 'a database without its write-ahead log',
    write: (folder) => {
      const { file, open } = database(folder, 'wal.db', 2000, 'wal');
      const copy = path.join(folder, 'copy.db');
      copyFileSync(file, copy);
      open.close();
      return copy;
    },
    says: /^source\/no-readings: .*without a table/,
  },
  {
    kind,
    name: 'a database that another program keeps locked',
    write: (folder) => {
      const { file, open } = database(folder, 'locked.db', 200);
      open.exec('BEGIN EXCLUSIVE');
      held.push(open);
      return file;
    },
    says: /^source\/locked: /,
  },
  {
    kind,
    name: 'a view that never ends',
    write: (folder) => {
      const { file, open } = database(folder, 'endless.db', 10);
      open.exec(
        'CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) ' +
          'SELECT 1704067200 + i AS time, i AS kWh FROM n',
      );
      open.close();
      return file;
    },
    says: /^source\/dataset-unreadable: .*may never end/,
  },
  {
    kind,
    name: 'a table whose name is SQL',
    write: (folder) => {
      const { file, open } = database(folder, 'name.db', 100);
      open.exec(`ALTER TABLE readings RENAME TO "x""; DROP TABLE y; --\u001b[2J"`);
      open.close();
      return file;
    },
    says: /^read$/,
  },
];
