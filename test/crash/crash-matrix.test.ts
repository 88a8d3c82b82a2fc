import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms } from '../../bench/build-programs.ts';
import type { BuiltPrograms } from '../../bench/build-programs.ts';
import { findCells, tryCells } from './crash-matrix.ts';
import type { CellResult, MatrixOptions } from './crash-matrix.ts';
import { startEnginePool } from './engine-pool.ts';
import type { EnginePool } from './engine-pool.ts';
import { journeyNames, journeys } from './journeys.ts';
import { sampleCells } from './sample-cells.ts';
import { writeMatrix } from './write-matrix.ts';

/** METERHAUL_CRASH_MATRIX=all tries every cell and writes the table into bench/results.md; METERHAUL_SEED replays. */
const isWhole = process.env['METERHAUL_CRASH_MATRIX'] === 'all';
const seed = Number(process.env['METERHAUL_SEED'] ?? 1);
const timeoutMs = isWhole ? 3 * 3_600_000 : 600_000;
const lanes = 4;

const buildTimeoutMs = 120_000;

describe(`a job that is killed at a named moment, under each fault of the VTN (METERHAUL_SEED=${seed})`, () => {
  let folder = '';
  let programs: BuiltPrograms | null = null;
  let engines: EnginePool | null = null;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-matrix-'));
    programs = await buildPrograms({ 'engine/process': 'test/crash/engine-process.ts' });
    engines = startEnginePool({
      program: programs.pathOf('engine/process'),
      spare: 2,
      cacheFolder: path.join(folder, 'compiled'),
    });
  }, buildTimeoutMs);
  afterAll(async () => {
    await engines?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
    await programs?.[Symbol.asyncDispose]();
  });

  it(
    isWhole ? 'comes to its end each time' : 'comes to its end each time, in a sample that has every point',
    async () => {
      if (engines === null) throw new Error('There are no engines.');
      const startedAtMs = performance.now();
      const options: MatrixOptions = { engines, folder, seed, lanes };
      const ways = journeyNames.flatMap((journey) => {
        const faults = isWhole ? journeys[journey].faults : (['none'] as const);
        return faults.map((fault) => ({ journey, fault }));
      });
      const found = await findCells(options, ways);
      const cells = isWhole ? found : sampleCells(found, seed);
      const results = await tryCells(options, cells);
      if (isWhole) await writeMatrix(results, seed, (performance.now() - startedAtMs) / 1000);
      expect(brokenOf(results)).toEqual([]);
      expect(results.filter(({ outcome }) => outcome === 'held').length).toBeGreaterThan(cells.length / 2);
    },
    timeoutMs,
  );
});

function brokenOf(results: readonly CellResult[]): string[] {
  return results.filter(({ outcome }) => outcome === 'broken').map(({ text }) => text);
}
