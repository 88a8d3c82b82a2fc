import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Inspection, Preview } from '../../src/contract/inspection-shapes.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/create-engine.ts';
import { hostileFiles } from './hostile/hostile-files.ts';
import type { HostileFile } from './hostile/hostile-files.ts';
import { closeHeld } from './hostile/databases.ts';
import { startWatch } from '../../bench/watch-cpu.ts';

/** A hostile file is judged, or read, in so much of the processors' time, however busy the machine; most take far less. */
const mostCpuMs = 20_000;

let folder = '';
let stateDir = '';
let goodFile = '';
let engine: Engine;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-hostile-'));
  stateDir = path.join(folder, 'state');
  goodFile = path.join(folder, 'good.csv');
  writeFileSync(goodFile, goodText(96));
  engine = openEngine();
});

afterAll(async () => {
  closeHeld();
  await engine.close();
  rmSync(folder, { recursive: true });
});

function openEngine(): Engine {
  return createEngine({
    stateDir,
    version: '0.0.0-test',
    secrets: { credentialsFor: () => Promise.resolve(null) },
  });
}

function goodText(rows: number): string {
  const line = (row: number): string =>
    `${new Date(Date.UTC(2024, 0, 1) + row * 900_000).toISOString()},${row % 7}\n`;
  return `time,kWh\n${Array.from({ length: rows }, (_, row) => line(row)).join('')}`;
}

const preview = (file: string): Promise<Preview> => engine.api.previewFiles({ files: [file], limit: 5 });

/** What a file came to: what was found, or the error's code and sentence. */
async function ask<T>(asked: Promise<T>): Promise<T | { readonly code: string; readonly message: string }> {
  const watch = startWatch();
  try {
    return await asked;
  } catch (thrown) {
    const { code, message } = thrown as { code: string; message: string };
    expect(code, String(thrown)).toMatch(/^(source|mapping|usage)\//);
    expect(message).toMatch(/^.{10,600}$/su);
    return { code, message };
  } finally {
    expect(watch().cpuSeconds * 1000).toBeLessThan(mostCpuMs);
  }
}

/** Every row of a preview ends in exactly one count. */
function expectSum({ totals }: Preview): void {
  const { rows, ...outcomes } = totals;
  expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(rows);
}

async function expectEngineWorks(): Promise<void> {
  const { totals } = await preview(goodFile);
  expect(totals).toMatchObject({ rows: 96, intervals: 96 });
}

function expectSentences({ files }: Inspection): void {
  for (const { problems } of files)
    for (const { code, text } of problems) {
      expect(code, text).not.toBe('engine/bug');
      expect(text.length).toBeGreaterThan(10);
      expect(text.length).toBeLessThan(1000);
    }
}

describe.each(Object.entries(Object.groupBy(hostileFiles, ({ kind }) => kind)))('%s', (_, files) => {
  it.each(files as HostileFile[])('$name', async ({ write, says }) => {
    const own = mkdtempSync(path.join(folder, 'case-'));
    const file = await write(own, goodText);
    try {
      const inspected = await ask(engine.api.inspectFiles({ paths: [file] }));
      if ('files' in inspected) expectSentences(inspected);
      const previewed = await ask(preview(file));
      if ('totals' in previewed) expectSum(previewed);
      const told = 'totals' in previewed ? 'read' : `${previewed.code}: ${previewed.message}`;
      expect(told).toMatch(says);
      await expectEngineWorks();
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  });
});

describe('files that change under the engine', () => {
  it('says that a file has gone between inspect and preview', async () => {
    const file = path.join(folder, 'gone.csv');
    writeFileSync(file, goodText(10));
    await engine.api.inspectFiles({ paths: [file] });
    unlinkSync(file);
    expect(await ask(preview(file))).toMatchObject({
      code: expect.stringMatching(/^source\/(missing|unreadable)$/) as string,
    });
    await expectEngineWorks();
  });

  it('previews what a file has become when it grew', async () => {
    const file = path.join(folder, 'grows.csv');
    writeFileSync(file, goodText(10));
    expect((await preview(file)).totals.rows).toBe(10);
    appendFileSync(file, goodText(20).split('\n').slice(11).join('\n'));
    expect((await preview(file)).totals.rows).toBe(20);
  });

  it('previews what is left of a file that was cut', async () => {
    const file = path.join(folder, 'shrinks.csv');
    writeFileSync(file, goodText(10));
    expect((await preview(file)).totals.rows).toBe(10);
    truncateSync(file, goodText(4).length);
    expect((await preview(file)).totals.rows).toBe(4);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'says that a file may not be read',
    async () => {
      const file = path.join(folder, 'secret.csv');
      writeFileSync(file, goodText(10));
      chmodSync(file, 0);
      expect(await ask(preview(file))).toMatchObject({ code: 'source/unreadable' });
    },
  );

  it.skipIf(process.platform === 'win32')('does not wait for what a pipe may bring one day', async () => {
    const pipe = path.join(folder, 'pipe.csv');
    execFileSync('mkfifo', [pipe]);
    const inspected = await ask(engine.api.inspectFiles({ paths: [pipe] }));
    expect(inspected).toMatchObject({ files: [{ kind: 'unknown' }] });
    expect(await ask(preview(pipe))).toMatchObject({ code: expect.stringMatching(/^source\//) as string });
    await expectEngineWorks();
  });

  it('says that a folder is no file', async () => {
    const directory = path.join(folder, 'folder.csv');
    mkdirSync(directory);
    expect(await ask(preview(directory))).toMatchObject({
      code: expect.stringMatching(/^source\//) as string,
    });
    await expectEngineWorks();
  });
});

it('leaves no file behind when the engine is closed', async () => {
  await engine.close();
  const spool = path.join(stateDir, 'spool');
  expect(existsSync(spool) ? readdirSync(spool) : []).toEqual([]);
  engine = openEngine();
});
