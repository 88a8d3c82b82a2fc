import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineInput } from '../../contract/engine-api.ts';
import type { JobDetail } from '../../contract/job-shapes.ts';
import { expectedStore, startRehearsal, storeOf } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import type { SampleSite } from '../sample-site/make-sample-site.ts';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';

type JobInput = EngineInput<'planJob'>;

const hourMs = 3_600_000;
const firstStartMs = Date.UTC(2025, 0, 28);
const rows = 150;

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await startRehearsal({ vens: 2, resources: 2, loadsPerResource: 2, rows, firstStartMs });
});
afterAll(() => rehearsal.close());

async function send(changes: Partial<JobInput>): Promise<{ job: JobDetail; vtn: PracticeVtn }> {
  const vtn = await rehearsal.startVtn();
  const { jobId } = await rehearsal.plan(vtn.baseUrl, changes);
  return { job: await rehearsal.run(jobId), vtn };
}

describe('a selection', () => {
  it('of a time range sends the intervals that start in it, the end left out', async () => {
    const [fromMs, toMs] = [firstStartMs + 10 * hourMs, firstStartMs + 60 * hourMs];
    const { job, vtn } = await send({ selection: { fromMs, toMs } });
    expect(job).toMatchObject({ state: 'completed', points: { planned: 200, confirmed: 200 } });
    expect(storeOf(vtn)).toEqual(
      expectedStore(rehearsal.site, ({ startMs }) => startMs >= fromMs && startMs < toMs),
    );
  });

  it.each([
    ['the first loads', () => ({ limitLoads: 3 }), [0, 1, 2]],
    [
      'loads by their id',
      (site: SampleSite) => ({ loads: [3, 1].map((nth) => site.loads[nth]!.loadId) }),
      [1, 3],
    ],
    ['a VEN', (site: SampleSite) => ({ vens: [site.vens[1]!] }), [2, 3]],
  ] as const)('of %s sends those and no others', async (_name, select, wanted) => {
    const { loads } = rehearsal.site;
    const { job, vtn } = await send({ selection: select(rehearsal.site) });
    expect(job).toMatchObject({ state: 'completed', loads: { total: wanted.length } });
    expect(vtn.storedResources()).toEqual(wanted.map((nth) => loads[nth]?.vtnResourceId).sort());
  });

  it.each([{ vens: ['Atlantis'] }, { loads: ['no-such-load'] }])(
    'of what is not there is refused with what there is: %o',
    async (selection) => {
      const vtn = await rehearsal.startVtn();
      await expect(rehearsal.plan(vtn.baseUrl, { selection })).rejects.toMatchObject({
        code: 'usage/invalid',
        message: expect.stringMatching(/Atlantis|no-such-load/) as string,
      });
    },
  );

  it('of a range without readings skips every load with the reason, and sends nothing', async () => {
    const { job, vtn } = await send({ selection: { fromMs: 0, toMs: 1 } });
    expect(job).toMatchObject({
      state: 'incomplete',
      loads: { total: 4, skipped: 4 },
      points: { planned: 0 },
    });
    expect(vtn.observations().requests).toBe(0);
  });
});

describe('quality', () => {
  it('of readings of exactly zero is the one asked for, the others keep theirs', async () => {
    const site = await rehearsal.makeSite({ resources: 1, loadsPerResource: 4, rows: 48 });
    const { job, vtn } = await send({
      files: [site.databasePath, site.meterFilePath],
      mapping: { quality: 'HISTORICAL', zeroQuality: 'ESTIMATED' },
    });
    expect(job.state).toBe('completed');
    const intervals = [...storeOf(vtn).values()].flat();
    expect(new Set(intervals.map(({ quality }) => quality))).toEqual(new Set(['HISTORICAL', 'ESTIMATED']));
    for (const { value, quality } of intervals) {
      expect(quality).toBe(value === 0 ? 'ESTIMATED' : 'HISTORICAL');
    }
  });
});

describe('pace', () => {
  it('of a low limit makes small requests, and the plan tells the time that all limits together take', async () => {
    const { databasePath, meterFilePath } = rehearsal.site;
    const check = (pace: JobInput['pace']) =>
      rehearsal.engine.api.checkJob({ files: [databasePath, meterFilePath], destination: null, pace });
    expect(await check({ maxPointsPerSecond: 100 })).toMatchObject({ requests: 9, estimatedSeconds: 6 });
    const both = { maxPointsPerSecond: 100, maxRequestsPerSecond: 0.1 };
    expect(await check(both)).toMatchObject({ requests: 9, estimatedSeconds: 90 });
    const { bytes } = await check({});
    expect(await check({ maxBytesPerSecond: 10 })).toMatchObject({
      bytes,
      requests: 601,
      estimatedSeconds: bytes / 10,
    });
    const hours = { window: { from: '22:00', to: '22:01' }, maxPointsPerSecond: 5 };
    expect((await check(hours)).estimatedSeconds).toBe(86_400 + 60);
  });

  it('by month lets no request reach across a month of the zone', async () => {
    const pace = { canaryPoints: 0, chunkBy: 'month' as const };
    const { job, vtn } = await send({ mapping: { timeZone: 'Europe/Copenhagen' }, pace });
    expect(job).toMatchObject({ state: 'completed', requests: 8 });
    expect(storeOf(vtn)).toEqual(expectedStore(rehearsal.site));
  });

  it('of so many points a second takes as long as that takes', async () => {
    const startedAtMs = rehearsal.clock.now();
    const { job } = await send({ pace: { maxPointsPerSecond: 10 } });
    expect(job.state).toBe('completed');
    const seconds = (rehearsal.clock.now() - startedAtMs) / 1000;
    expect(seconds).toBeGreaterThanOrEqual((4 * rows - 100) / 10);
    expect(seconds).toBeLessThanOrEqual((4 * rows) / 10 + 1);
  });

  it('in a window of hours waits until the window opens', async () => {
    const hour = new Date(rehearsal.clock.now()).getUTCHours();
    const opens = (hour + 3) % 24;
    const window = {
      from: `${String(opens).padStart(2, '0')}:00`,
      to: `${String((opens + 2) % 24).padStart(2, '0')}:00`,
    };
    const { job } = await send({ mapping: { timeZone: 'UTC' }, pace: { window } });
    expect(job).toMatchObject({ state: 'completed', wait: null });
    expect(new Date(rehearsal.clock.now()).getUTCHours()).toBe(opens);
  });
});

describe('loads that cannot be sent', () => {
  it('are skipped each with its reason, the others are sent, and the job is incomplete', async () => {
    const quirks = [
      { load: 0, kind: 'missing-meter' },
      { load: 2, kind: 'no-vtn-id' },
      { load: 3, kind: 'invalid-vtn-id' },
      { load: 4, kind: 'suspended' },
      { load: 6, kind: 'disabled' },
      { load: 9, kind: 'shared-conflicting' },
      { load: 11, kind: 'shared-equal' },
      { load: 13, kind: 'missing-component' },
    ] as const;
    const site = await rehearsal.makeSite({ resources: 7, loadsPerResource: 2, rows: 20, quirks });
    const { job, vtn } = await send({ files: [site.databasePath, site.meterFilePath] });
    expect(
      job.skipped.map(({ load, code }) => [site.loads.findIndex((each) => each.loadId === load), code]),
    ).toEqual([
      [0, 'source/meter-missing'],
      [2, 'mapping/resource-unregistered'],
      [3, 'mapping/resource-invalid'],
      [4, 'mapping/load-suspended'],
      [6, 'mapping/load-disabled'],
      [7, 'mapping/load-disabled'],
      [8, 'mapping/resource-shared'],
      [9, 'mapping/resource-shared'],
      [13, 'source/component-missing'],
    ]);
    expect(job).toMatchObject({
      state: 'incomplete',
      loads: { total: 14, skipped: 9, failed: 0, confirmed: 5 },
    });
    expect(storeOf(vtn)).toEqual(expectedStore(site));
    expect(vtn.observations().rewrites).toBe(0);
  });

  it('because they are switched off or suspended are sent when they are asked for', async () => {
    const quirks = [
      { load: 0, kind: 'suspended' },
      { load: 2, kind: 'disabled' },
    ] as const;
    const site = await rehearsal.makeSite({ resources: 2, loadsPerResource: 2, rows: 20, quirks });
    const files = [site.databasePath, site.meterFilePath];
    const { job } = await send({ files, selection: { includeDisabled: true } });
    expect(job).toMatchObject({ state: 'completed', loads: { total: 4, skipped: 0, confirmed: 4 } });
  });

  it('for two equal loads of one resource are sent once, and the plan says so', async () => {
    const quirks = [{ load: 1, kind: 'shared-equal' }] as const;
    const site = await rehearsal.makeSite({ resources: 1, loadsPerResource: 2, rows: 20, quirks });
    const { job, vtn } = await send({ files: [site.databasePath, site.meterFilePath] });
    expect(job).toMatchObject({
      state: 'completed',
      loads: { total: 2, confirmed: 2 },
      points: { planned: 20, confirmed: 20, duplicate: 20 },
      problems: [{ code: 'mapping/resource-shared' }],
    });
    expect(vtn.observations()).toMatchObject({ pointsReceived: 20, rewrites: 0 });
  });
});

describe('rows that are not as they should be', () => {
  const quirks = [
    { load: 0, kind: 'nan-rows' },
    { load: 1, kind: 'duplicate-rows' },
    { load: 2, kind: 'shuffled-rows' },
    { load: 3, kind: 'missing-rows' },
  ] as const;

  it('are counted by what they are, and everything else is sent', async () => {
    const site = await rehearsal.makeSite({ resources: 1, loadsPerResource: 4, rows: 40, quirks });
    const { job, vtn } = await send({ files: [site.databasePath, site.meterFilePath] });
    expect(job).toMatchObject({
      state: 'completed',
      points: { planned: 154, confirmed: 154, gap: 3, duplicate: 3 },
    });
    expect(storeOf(vtn)).toEqual(expectedStore(site));
  });

  it.each([
    ['reject', 'incomplete', 37, 0],
    ['first', 'completed', 40, 0],
    ['last', 'completed', 40, 1],
  ] as const)(
    'and contradict each other are settled by the policy: %s',
    async (onConflict, state, count, more) => {
      const site = await rehearsal.makeSite({
        resources: 1,
        loadsPerResource: 1,
        rows: 40,
        quirks: [{ load: 0, kind: 'conflicting-rows' }],
      });
      const { job, vtn } = await send({
        files: [site.databasePath, site.meterFilePath],
        mapping: { onConflict },
      });
      expect(job).toMatchObject({ state, points: { planned: count, confirmed: count } });
      const clean = await rehearsal.makeSite({ resources: 1, loadsPerResource: 1, rows: 40 });
      const [wanted = []] = clean.expected().values();
      const [stored = []] = storeOf(vtn).values();
      const sent = new Map(stored.map(({ startMs, value }) => [startMs, value]));
      const differences = wanted.flatMap(({ startMs, value }) => {
        const found = sent.get(startMs);
        return found === undefined || found === value ? [] : [Math.round(found - value)];
      });
      expect(differences).toEqual(more === 0 ? [] : [more, more, more]);
    },
  );
});
