import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Reader, ReadingSpec } from './reader.ts';
import { startReader } from './start-reader.ts';
import { mappingAnswers } from '../../contract/request-shapes.ts';
import { wholeSeries } from '../../../test/suites/whole-series.ts';

let folder: string;
let reader: Reader;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-rows-'));
  reader = startReader({ spoolParent: folder });
});
afterAll(async () => {
  await reader.close();
  await rm(folder, { recursive: true });
});

/** Hours of one meter; the second line of data repeats the first and the third has no value. */
const lines = [
  'time,meter,value',
  '2025-01-15T08:00:00Z,M1,1.5',
  '2025-01-15T08:00:00Z,M1,1.5',
  '2025-01-15T09:00:00Z,M1,',
  ...Array.from({ length: 12 }, (_, hour) => `2025-01-15T${10 + hour}:00:00Z,M1,${hour}.25`),
];

async function specOf(name: string, changes: object = {}): Promise<ReadingSpec> {
  const file = path.join(folder, name);
  await writeFile(file, lines.join('\n'));
  const answers = { unit: 'kWh', kind: 'interval', label: 'start', values: ['value'], ...changes };
  const { proposal } = await reader.propose(file, {
    ...mappingAnswers.parse(answers),
    timeZone: 'UTC',
    intervalMs: null,
  });
  return {
    ...wholeSeries,
    path: file,
    mapping: proposal.mapping,
    dataset: 'M1',
  };
}

it('an interval of a mapped file names its row as an editor shows it', async () => {
  const spec = await specOf('plain.csv');
  expect(await reader.rowsOf(spec, [0, 1, 12, 99])).toEqual([2, 5, 16, null]);
  expect(await reader.rowsOf({ ...spec, fromMs: Date.UTC(2025, 0, 15, 12) }, [0])).toEqual([7]);
});

it('an interval that several rows make has no row of its own', async () => {
  const resampled = await specOf('resampled.csv', { resampleMs: 2 * 3_600_000 });
  expect(await reader.rowsOf(resampled, [0, 1])).toEqual([null, null]);
  const register = await specOf('register.csv', { kind: 'register' });
  expect(await reader.rowsOf(register, [0])).toEqual([null]);
});

it('the interval that meets a span of time is found, and none where there is a hole', async () => {
  const spec = await specOf('found.csv');
  const at = (hour: number): number => Date.UTC(2025, 0, 15, hour);
  const starts = [at(8), at(9), at(9.5), at(6), at(22)];
  const ends = [at(9), at(10), at(10) + 1, at(8), at(23)];
  expect(await reader.overlapping(spec, starts, ends)).toEqual([0, -1, 1, -1, -1]);
});
