import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms } from '../../bench/build-programs.ts';
import type { BuiltPrograms } from '../../bench/build-programs.ts';
import { judgeSoak } from './judge-soak.ts';
import type { SoakJudgement, Trend } from './judge-soak.ts';
import { recordSite } from './recorded-site.ts';
import { runSoak } from './run-soak.ts';
import type { SoakRecord } from './soak-record.ts';
import { longSoak, shortSoak } from './soak-lengths.ts';
import { writeSoakFigures } from './write-soak-figures.ts';

/**
 * METERHAUL_SOAK_MINUTES=60 soaks so long and writes the figures into bench/results.md; METERHAUL_SOAK_SPEED is what
 * the VTN takes when it is well, in points/s; METERHAUL_SEED replays a script.
 */
const minutes = Number(process.env['METERHAUL_SOAK_MINUTES'] ?? 0);
const speed = Number(process.env['METERHAUL_SOAK_SPEED'] ?? 50_000);
const isLong = minutes > 0;
const seed = Number(process.env['METERHAUL_SEED'] ?? 1);
const length = isLong ? longSoak(minutes, speed) : shortSoak;

describe(`an upload while the VTN is restarted, slowed and refusing in turns (METERHAUL_SEED=${seed})`, () => {
  let folder = '';
  let programs: BuiltPrograms | null = null;
  let record: SoakRecord;
  let judgement: SoakJudgement;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-soak-'));
    programs = await buildPrograms({ 'engine/soak': 'test/soak/soak-process.ts' });
    const sites = await Promise.all(
      [1, 2].map((number) =>
        recordSite(path.join(folder, `site-${number}`), { ...length.site, seed: number }),
      ),
    );
    record = await runSoak({
      program: programs.pathOf('engine/soak'),
      stateDir: path.join(folder, 'state'),
      sites,
      pace: {},
      script: { ...length.script, seed },
      durationMs: length.durationMs,
      sampleEveryMs: length.sampleEveryMs,
      patienceMs: length.patienceMs,
      endWithinMs: 120_000,
    });
    judgement = judgeSoak(record, length.judged);
    if (isLong) await writeSoakFigures({ record, judgement, minutes, seed });
  }, length.durationMs + 300_000);
  afterAll(async () => {
    await programs?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  it('loses nothing and doubles nothing, job after job', () => {
    expect(record.problems).toEqual([]);
    expect(record).toMatchObject({ lost: 0, doubled: 0, mostAtOnce: 1 });
    expect(record.jobs.length).toBeGreaterThan(0);
  });

  it('is back at its pace soon after each recovery of the VTN', () => {
    expect(judgement.recoveries).not.toEqual([]);
    const late = judgement.recoveries.filter(({ tookMs }) => tookMs === null || tookMs > length.backWithinMs);
    expect(late).toEqual([]);
  });

  it('takes no more memory and holds no more handles than before', () => {
    expect(growth(judgement.rss)).toBeLessThan(length.allowedGrowth.bytes);
    expect(growth(judgement.heap)).toBeLessThan(length.allowedGrowth.bytes);
    if (judgement.handles !== null)
      expect(growth(judgement.handles)).toBeLessThanOrEqual(length.allowedGrowth.handles);
  });
});

/** From the second quarter of the run to the last. */
function growth({ quarters }: Trend): number {
  return (quarters[3] ?? 0) - (quarters[1] ?? 0);
}
