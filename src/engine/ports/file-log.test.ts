import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openFileLog } from './file-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('the log is for its owner only, and grows from run to run', () => {
  for (const run of ['first', 'second']) {
    const log = openFileLog(path.join(folder, 'state'), 'info');
    log.info(run, { jobId: 'j' });
    log.debug('not shown at this level');
    log.close();
  }
  const logPath = path.join(folder, 'state', 'logs', 'meterhaul.log');
  const modes = [path.dirname(path.dirname(logPath)), path.dirname(logPath), logPath];
  expect(modes.map((each) => (statSync(each).mode & 0o777).toString(8))).toEqual(['700', '700', '600']);
  const lines = readFileSync(logPath, 'utf8').trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['first', 'second']);
});

it('secrets under their usual names never reach the log, whoever passes them', () => {
  const log = openFileLog(folder, 'debug');
  log.debug('x', {
    token: 's3cret',
    headers: { authorization: 'Bearer s3cret' },
    client: { clientSecret: 's3cret' },
  });
  log.close();
  expect(readFileSync(log.path, 'utf8')).not.toContain('s3cret');
});

it('a folder that cannot be made is told as ledger/unwritable with its path', () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  expect(() => openFileLog(file, 'info')).toThrow(
    expect.objectContaining({
      code: 'ledger/unwritable',
      message: expect.stringContaining(file) as string,
    }) as Error,
  );
});

it('a long log is set aside, and the next run begins a new one', () => {
  const logPath = path.join(folder, 'logs', 'meterhaul.log');
  mkdirSync(path.dirname(logPath));
  writeFileSync(logPath, Buffer.alloc(11 * 1024 * 1024, 'x'));
  const log = openFileLog(folder, 'info');
  log.info('new');
  log.close();
  expect(statSync(path.join(folder, 'logs', 'meterhaul.previous.log')).size).toBe(11 * 1024 * 1024);
  expect(readFileSync(logPath, 'utf8')).toContain('"new"');
});

it('a line that cannot be written any more disturbs nobody', () => {
  const log = openFileLog(folder, 'info');
  log.close();
  expect(() => log.info('after the end')).not.toThrow();
});
