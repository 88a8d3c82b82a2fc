import { expect } from 'vitest';
import type { JobDetail } from '../../src/contract/job-shapes.ts';
import type { PracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import { createGate } from './rehearsal.ts';
import type { Rehearsal } from './rehearsal.ts';

export interface HalfSent {
  readonly vtn: PracticeVtn;
  readonly job: JobDetail;
}

/** Requests that get through before the job is paused. */
const requests = 6;

/** A job that was paused with something confirmed and something left; `plan` says what goes to the VTN. */
export async function sendHalf(
  rehearsal: Rehearsal,
  plan: (baseUrl: string) => Promise<string>,
): Promise<HalfSent> {
  const gate = createGate(requests);
  const vtn = await rehearsal.startVtn({ wait: gate.wait, faults: [{ kind: 'latency', ms: 1 }] });
  const jobId = await plan(vtn.baseUrl);
  const ended = rehearsal.run(jobId);
  await gate.held;
  const paused = rehearsal.engine.api.pauseJob({ jobId });
  gate.open();
  await paused;
  const job = await ended;
  expect(job.state).toBe('paused');
  expect(job.points.confirmed).toBeGreaterThan(0);
  expect(job.points.unsent).toBeGreaterThan(0);
  return { vtn, job };
}
