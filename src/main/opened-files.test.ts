import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openedFiles, secondStart } from './opened-files.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'meterhaul-opened-'));
  await writeFile(path.join(folder, 'job.haul'), '');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('finds the files of a start by association or on a command line', () => {
  const argv = [
    '/opt/Meterhaul/meterhaul',
    '--no-sandbox',
    'job.haul',
    'gone.csv',
    path.join(folder, 'job.haul'),
  ];
  expect(openedFiles(argv, folder, false)).toEqual([
    path.join(folder, 'job.haul'),
    path.join(folder, 'job.haul'),
  ]);
});

it('understands files named by URL, as file managers of Linux do', async () => {
  const file = path.join(folder, 'nord & syd.haul');
  await writeFile(file, '');
  const argv = ['meterhaul', pathToFileURL(file).href, 'file://elsewhere/%', 'file:'];
  expect(openedFiles(argv, folder, false)).toEqual([file]);
});

it('does not take the folder of the app for a file to open', () => {
  const argv = ['electron', '--inspect=0', '.', '--user-data-dir=profile', 'job.haul'];
  expect(openedFiles(argv, folder, true)).toEqual([path.join(folder, 'job.haul')]);
  expect(openedFiles(argv.slice(0, 3), folder, true)).toEqual([]);
});

it('a second start that hands over something else is not understood', () => {
  expect(secondStart.safeParse({ files: ['/site/job.haul'] }).success).toBe(true);
  for (const handedOver of [undefined, null, {}, { files: 'a' }, { files: [1] }]) {
    expect(secondStart.safeParse(handedOver).success).toBe(false);
  }
});
