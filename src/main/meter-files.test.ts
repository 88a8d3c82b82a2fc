import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesAt, filesIn, mostFiles } from './meter-files.ts';

let parent: string;
let site: string;

beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'meterhaul-site-'));
  site = path.join(parent, 'site');
  await mkdir(path.join(site, 'b', 'deep'), { recursive: true });
  await mkdir(path.join(site, '.hidden'));
  for (const name of ['north.CSV', 'notes.pdf', '.north.csv', 'b/deep/load.h5', 'b/a.db', '.hidden/x.csv'])
    await writeFile(path.join(site, name), '');
  await writeFile(path.join(parent, 'outside.csv'), '');
});

afterEach(async () => {
  await rm(parent, { recursive: true, force: true });
});

const inSite = (...names: string[]): string[] => names.map((name) => path.join(site, name));

it('finds what may be of meters by its ending, the nearest first, and nothing hidden', async () => {
  expect(await filesIn(site)).toEqual(inSite('north.CSV', 'b/a.db', 'b/deep/load.h5'));
});

it('a link leads neither out of the folder nor round in circles', async () => {
  await symlink(path.join(parent, 'outside.csv'), path.join(site, 'link.csv'));
  await symlink(site, path.join(site, 'b', 'again'));
  await symlink(path.join(site, 'north.CSV'), path.join(site, 'within.csv'));
  await symlink(path.join(site, 'gone.csv'), path.join(site, 'broken.csv'));
  expect(await filesIn(site)).toEqual(inSite('north.CSV', 'within.csv', 'b/a.db', 'b/deep/load.h5'));
});

it('a folder that is not there has no files', async () => {
  expect(await filesIn(path.join(parent, 'gone'))).toEqual([]);
});

it('takes files as they are named, folders by what is in them, and leaves out what is not there', async () => {
  const given = [...inSite('notes.pdf', 'gone.csv'), path.join(site, 'b')];
  expect(await filesAt(given)).toEqual(inSite('notes.pdf', 'b/a.db', 'b/deep/load.h5'));
});

it('ends at 10,000 files', async () => {
  const many = Array.from({ length: mostFiles + 5 }, () => path.join(site, 'north.CSV'));
  expect(await filesAt(many)).toHaveLength(mostFiles);
});
