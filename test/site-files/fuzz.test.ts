import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError } from '../../src/contract/app-error.ts';
import { seededRandom } from '../../src/domain/seeded-random.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/create-engine.ts';
import { goodFiles } from './hostile/fuzz-files.ts';
import type { GoodFile } from './hostile/fuzz-files.ts';
import { spoil } from './hostile/spoil-file.ts';
import { startWatch } from '../../bench/watch-cpu.ts';

const times = Number(process.env['METERHAUL_FUZZ'] ?? 300);
const firstSeed = Number(process.env['METERHAUL_SEED'] ?? 1);
/** Of the processors' time, however busy the machine. These are small files: one that takes more hangs. */
const mostCpuMs = 10_000;

let folder = '';
let engine: Engine;
let files: readonly GoodFile[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-fuzz-'));
  files = await goodFiles(folder);
  engine = createEngine({
    stateDir: path.join(folder, 'state'),
    version: '0.0.0-test',
    secrets: { credentialsFor: () => Promise.resolve(null) },
  });
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

/** `previewed`, or the code of the error; what else may happen is a fault. */
async function look(file: string): Promise<string> {
  try {
    const inspection = await engine.api.inspectFiles({ paths: [file] });
    expect(inspection.files[0]?.problems.map(({ code }) => code)).not.toContain('engine/bug');
    const { totals } = await engine.api.previewFiles({ files: [file], limit: 100 });
    const { rows, ...outcomes } = totals;
    expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(rows);
    return 'previewed';
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    expect(thrown.code, thrown.stack).toMatch(/^(source|mapping)\//);
    expect(thrown.code, thrown.message).not.toBe('source/reader-crashed');
    expect(thrown.message.length).toBeGreaterThan(15);
    return thrown.code;
  }
}

it('reads every good file', async () => {
  for (const { name, bytes } of files) {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    expect(await look(file), name).toBe('previewed');
    unlinkSync(file);
  }
});

it(
  'ends every spoiled file in a preview that adds up or in a sentence',
  async () => {
    const ends = new Map<string, number>();
    const faults: string[] = [];
    for (let seed = firstSeed; seed < firstSeed + times; seed++) {
      const random = seededRandom(seed);
      const { name, bytes } = files[Math.floor(random() * files.length)] as GoodFile;
      const file = path.join(folder, `${seed}-${name}`);
      writeFileSync(file, spoil(bytes, random));
      const watch = startWatch();
      const end = await look(file).catch((fault: unknown) => `fault: ${String(fault).slice(0, 600)}`);
      const tookMs = watch().cpuSeconds * 1000;
      if (end.startsWith('fault')) faults.push(`seed ${seed}, ${name}: ${end}`);
      if (tookMs > mostCpuMs)
        faults.push(`seed ${seed}, ${name}: it took ${Math.round(tookMs)} ms of CPU time`);
      ends.set(end, (ends.get(end) ?? 0) + 1);
      unlinkSync(file);
    }
    if (process.env['METERHAUL_FUZZ'] !== undefined) process.stderr.write(`${JSON.stringify([...ends])}\n`);
    expect(faults).toEqual([]);
    expect(ends.get('previewed')).toBeGreaterThan(times / 3);
  },
  Math.max(300_000, times * 1000),
);
