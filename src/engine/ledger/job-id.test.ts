import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { freeJobId } from './job-id.ts';

it('of jobs planned in the same minute each gets an id of its own', () => {
  const database = new Database(':memory:');
  database.exec('CREATE TABLE job (id TEXT PRIMARY KEY)');
  const endings = ['k3f9', 'k3f9', 'k3f9', 'a0b1'];
  const plan = (): string => {
    const id = freeJobId(database, Date.UTC(2026, 10, 20, 23, 5, 59), () => endings.shift() ?? '');
    database.prepare('INSERT INTO job VALUES (?)').run(id);
    return id;
  };
  expect([plan(), plan()]).toEqual(['20261120-2305-k3f9', '20261120-2305-a0b1']);
});
