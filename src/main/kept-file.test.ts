import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { keptFile } from './kept-file.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'meterhaul-kept-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('gives back what was kept, to this user only, until it is removed', async () => {
  const file = path.join(folder, 'recent.json');
  const kept = keptFile(file, z.array(z.string()));
  expect(kept.read()).toBeNull();
  kept.write(['a.csv']);
  expect(kept.read()).toEqual(['a.csv']);
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  kept.write(null);
  expect(await readdir(folder)).toEqual([]);
});

it('a damaged file, or one of another shape, counts as none; a folder that is gone is no trouble', async () => {
  const file = path.join(folder, 'recent.json');
  const kept = keptFile(file, z.array(z.string()));
  for (const text of ['{', '{"a":1}', '[1]', '']) {
    await writeFile(file, text);
    expect(kept.read()).toBeNull();
  }
  expect(() => keptFile(path.join(folder, 'gone', 'x.json'), z.string()).write('a')).not.toThrow();
});
