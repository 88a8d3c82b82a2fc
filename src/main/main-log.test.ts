import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMainLog } from './main-log.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'meterhaul-log-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('what happened before the folder was known stands in the log too, in order', async () => {
  const log = createMainLog(() => 1000);
  log.info('started', { version: '1.2.3' });
  log.writeTo(folder);
  log.error('the engine stopped', { exitCode: 139 });
  log.writeTo(folder);
  const text = await readFile(path.join(folder, 'logs', 'desktop-app.log'), 'utf8');
  expect(
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toMatchObject([
    { level: 30, time: 1000, version: '1.2.3', msg: 'started' },
    { level: 50, exitCode: 139, msg: 'the engine stopped' },
  ]);
});

it('a log that grew long is set aside', async () => {
  const first = createMainLog();
  first.writeTo(folder);
  first.info('x'.repeat(3 * 1024 * 1024));
  const second = createMainLog();
  second.info('started again');
  second.writeTo(folder);
  expect((await readdir(path.join(folder, 'logs'))).toSorted()).toEqual([
    'desktop-app.log',
    'desktop-app.previous.log',
  ]);
});

it('a folder that cannot be written ends nothing', () => {
  const log = createMainLog();
  log.writeTo(path.join(folder, '\0'));
  expect(() => log.info('still here')).not.toThrow();
});
