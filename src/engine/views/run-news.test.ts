import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sampleJob } from '../../../test/suites/sample-engine.ts';
import { openNewsDesk } from './run-news.ts';

const limiter = { code: 'points-limit', text: 'Your limit of 50 points/s' } as const;
const job = sampleJob({ id: 'one', pointsPerSecond: 48, remainingMs: 9000, currentLoad: 'HVAC', limiter });
const news = { pointsPerSecond: 48, remainingMs: 9000, currentLoad: 'HVAC', wait: null, limiter };

let stateDir = '';
beforeEach(() => {
  stateDir = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-news-'));
});
afterEach(() => rmSync(stateDir, { recursive: true }));

it('another process reads what the one that runs the job told last', () => {
  openNewsDesk(stateDir).tell(sampleJob({ id: 'one' }), 3);
  openNewsDesk(stateDir).tell(job, 3);
  expect(openNewsDesk(stateDir).of('one', 3)).toEqual(news);
});

it('news of an earlier run, of another job, damaged or forgotten ones are none', () => {
  const desk = openNewsDesk(stateDir);
  desk.tell(job, 3);
  expect([desk.of('one', 4), desk.of('two', 3)]).toEqual([null, null]);
  writeFileSync(path.join(stateDir, 'running', 'one.json'), '{"epoch":3,');
  expect(desk.of('one', 3)).toBeNull();
  desk.tell(job, 3);
  desk.forget('one');
  expect(desk.of('one', 3)).toBeNull();
});

it('what runs left that ended without a word is swept away, what is run stays', () => {
  const desk = openNewsDesk(stateDir);
  desk.tell(job, 3);
  desk.tell({ ...job, id: 'two' }, 1);
  writeFileSync(path.join(stateDir, 'running', 'one.json.part'), '');
  desk.sweep((jobId) => jobId === 'two');
  expect(readdirSync(path.join(stateDir, 'running'))).toEqual(['two.json']);
});

it('a folder that cannot be written or read disturbs nobody', () => {
  writeFileSync(path.join(stateDir, 'running'), 'a file in its place');
  const desk = openNewsDesk(stateDir);
  desk.tell(job, 3);
  desk.sweep(() => false);
  expect(desk.of('one', 3)).toBeNull();
});
