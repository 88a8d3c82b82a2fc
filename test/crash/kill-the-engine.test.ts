import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms } from '../../bench/build-programs.ts';
import type { BuiltPrograms } from '../../bench/build-programs.ts';
import { noFigures } from './crash-figures.ts';
import { makeBusyScene, makeSmallScene, makeTextScene } from './crash-scene.ts';
import { startEnginePool } from './engine-pool.ts';
import type { EnginePool } from './engine-pool.ts';
import { killAtRandom } from './random-kills.ts';
import { writeCrashFigures } from './write-crash-figures.ts';
import { everyWrite, killAtWrites, listWrites, oneSideOfEach } from './write-kills.ts';

/** METERHAUL_KILLS=1000 kills so often and writes the figures into bench/results.md; METERHAUL_SEED replays a run. */
const wantedKills = Number(process.env['METERHAUL_KILLS'] ?? 0);
const isLong = wantedKills > 0;
const seed = Number(process.env['METERHAUL_SEED'] ?? 1);

const secondsPerKill = 2;
/** The processes keep two cores busy; more lanes than that, since each waits at times. */
const lanes = 4;
const timeoutMs = isLong ? wantedKills * secondsPerKill * 1000 + 600_000 : 600_000;

const buildTimeoutMs = 120_000;

describe(`an upload whose program is killed (METERHAUL_SEED=${seed})`, () => {
  const startedAtMs = performance.now();
  let folder = '';
  let programs: BuiltPrograms | null = null;
  let engines: EnginePool | null = null;
  const atWrites = noFigures();
  const atRandom = noFigures();

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-crash-'));
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
    if (!isLong) return;
    await writeCrashFigures({ atWrites, atRandom, seed, seconds: (performance.now() - startedAtMs) / 1000 });
  });

  it(
    `at each write of the ledger, ${isLong ? 'before and after' : 'before or after'}, leaves every interval at the VTN once`,
    async () => {
      if (engines === null) throw new Error('There are no engines.');
      const options = { engines, scene: await makeSmallScene(folder), folder, seed, lanes };
      const writes = await listWrites(options, atWrites);
      await killAtWrites(options, isLong ? everyWrite(writes) : oneSideOfEach(writes, seed), atWrites);
      expect(atWrites).toMatchObject({ lost: 0, doubled: 0, unanswered: 0 });
      // Writes that happen to share a transaction make a life shorter than the first: its last moments never come.
      expect(atWrites.kills).toBeGreaterThanOrEqual(isLong ? 40 : 20);
    },
    timeoutMs,
  );

  it(
    'at random moments, while the VTN fails too, leaves every interval at the VTN once',
    async () => {
      const kills = isLong ? Math.max(20, wantedKills - atWrites.kills) : 20;
      if (engines === null) throw new Error('There are no engines.');
      // Text first: to load the HDF5 library takes a life as long as the rest of its start.
      const text = await makeTextScene(folder);
      const scenes = [text, await makeBusyScene(folder), text, text];
      await killAtRandom({ engines, scenes, folder, kills, seed, lanes }, atRandom);
      expect(atRandom).toMatchObject({ kills, lost: 0, doubled: 0, unanswered: 0 });
    },
    timeoutMs,
  );
});
