import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRehearsal, whenJob } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';

const resource = '6f1b1c3e-0000-4000-8000-00000000000a';
const hour = (nth: number): string => `2025-01-15T${String(nth).padStart(2, '0')}:00:00Z`;

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: 1, rows: 2 });
});
afterAll(() => rehearsal.close());

/** Two readings of 09:00 that contradict each other, one of 12:00 that is no number; the VTN refuses 15:00. */
const readings = [
  'time,meter,value',
  ...Array.from({ length: 20 }, (_, nth) => `${hour(nth)},M1,${nth === 12 ? 'oops' : `${nth}.25`}`),
  `${hour(9)},M1,99`,
].join('\n');

it('values that a person has corrected or added are compared as they were sent, and reported', async () => {
  const { engine, folder } = rehearsal;
  const { api } = engine;
  const file = path.join(folder, 'readings.csv');
  await writeFile(file, readings);
  const databasePath = path.join(folder, 'corrected.sqlite');
  const faults = [{ kind: 'refuse-rows', starts: [hour(15)] }] as const;
  const vtn = await rehearsal.startVtn({ databasePath, faults });
  const { jobId } = await rehearsal.plan(vtn.baseUrl, {
    files: [file],
    mapping: {
      timeZone: 'UTC',
      answers: { unit: 'kWh', kind: 'interval', label: 'start', values: ['value'] },
    },
    resources: { typed: { M1: resource } },
  });
  expect(await rehearsal.run(jobId)).toMatchObject({ points: { planned: 18, confirmed: 17, rejected: 1 } });
  vtn.setFaults([]);

  const list = path.join(folder, 'rejects.csv');
  await api.writeRejects({ jobId, path: list });
  const text = (await readFile(list, 'utf8')).replace(/^\uFEFF/, '');
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  // One of the two contradicting rows is enough; both would be one too many.
  const rows = data.filter((row, nth) => data.findIndex(({ start }) => start === row['start']) === nth);
  const corrected = rows.map((row, nth) => ({
    ...row,
    start: row['start'] === '' ? hour(12) : row['start'],
    value: `${700 + nth}.5`,
  }));
  await writeFile(list, Papa.unparse(corrected));
  const ended = whenJob(engine, jobId, ({ active }) => !active);
  await api.retryJob({ jobId, correctionsPath: list });
  await ended;

  expect(await api.verifyJob({ jobId })).toMatchObject({ intervals: 20, matching: 20, differenceCount: 0 });
  const out = path.join(folder, 'report.json');
  await api.writeReport({ jobId, format: 'json', path: out });
  const { corrections } = JSON.parse(await readFile(out, 'utf8')) as {
    corrections: { start: string; added: boolean }[];
  };
  expect(corrections.map(({ start, added }) => [start.slice(11, 13), added]).sort()).toEqual([
    ['09', true],
    ['12', true],
    ['15', false],
  ]);

  const database = new Database(databasePath);
  database.prepare('UPDATE points SET value = 0 WHERE start_ms = ?').run(Date.parse(hour(9)));
  database.prepare('DELETE FROM points WHERE start_ms = ?').run(Date.parse(hour(12)));
  database.close();
  const found = await api.verifyJob({ jobId });
  expect(found.differences.map(({ kind, start }) => [kind, start?.slice(11, 13)])).toEqual([
    ['different', '09'],
    ['missing', '12'],
  ]);
});
