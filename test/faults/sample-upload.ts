import { afterAll, beforeAll, expect } from 'vitest';
import type { EngineInput } from '../../src/contract/engine-api.ts';
import type { JobDetail } from '../../src/contract/job-shapes.ts';
import { addsUp } from '../../src/domain/point-figures.ts';
import { exitCodeOfJob } from '../../src/cli/exit-code.ts';
import type { Fault } from '../../src/practice-vtn/fault.ts';
import type { PracticeVtn, PracticeVtnOptions } from '../../src/practice-vtn/start-practice-vtn.ts';
import { expectedStore, startRehearsal, storeOf } from './rehearsal.ts';
import type { Rehearsal } from './rehearsal.ts';

export type Pace = EngineInput<'planJob'>['pace'];

export const loads = 4;
export const rows = 200;
export const planned = loads * rows;
/** Four requests a load, the first of the job being its canary. */
export const pace = { chunkPoints: 50, canaryPoints: 50, retries: 6 } as const satisfies Pace;

export let rehearsal: Rehearsal;

/** One small site and one engine for all tests of a file; each test has VTNs of its own. */
export function useRehearsal(): void {
  beforeAll(async () => {
    rehearsal = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: loads, rows });
  });
  afterAll(() => rehearsal.close());
}

export interface Rehearsed {
  readonly job: JobDetail;
  readonly vtn: PracticeVtn;
}

/** A whole job of the site to a VTN with these faults. */
export async function send(
  faults: readonly Fault[],
  changes: Pace = {},
  options: Partial<PracticeVtnOptions> & { readonly login?: 'token' | 'client' } = {},
): Promise<Rehearsed> {
  const { login, ...vtnOptions } = options;
  const vtn = await rehearsal.startVtn({ faults, ...vtnOptions }, login);
  const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace: { ...pace, ...changes } });
  return { job: await rehearsal.run(jobId), vtn };
}

/** What holds after every job, whatever happened to it. */
export function expectSound({ job, vtn }: Rehearsed): void {
  expect(addsUp(job.points)).toBe(true);
  expect(job.active).toBe(false);
  expect(vtn.observations()).toMatchObject({ changedRewrites: 0 });
  expect(vtn.observations().maxInFlightPerResource).toBeLessThanOrEqual(1);
}

/** Every interval is confirmed, and stored exactly as the site has it. */
export function expectAllConfirmed({ job, vtn }: Rehearsed): void {
  expectSound({ job, vtn });
  expect(job).toMatchObject({
    state: 'completed',
    loads: { total: loads, confirmed: loads, failed: 0, skipped: 0 },
    points: { planned, confirmed: planned, rejected: 0, uncertain: 0, unsent: 0 },
    rehearsal: true,
    lastError: null,
  });
  expect(exitCodeOfJob(job)).toBe(0);
  expect(storeOf(vtn)).toEqual(expectedStore(rehearsal.site));
}
