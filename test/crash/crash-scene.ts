import path from 'node:path';
import type { Interval } from '../../src/domain/interval.ts';
import { makeSampleSite } from '../../src/engine/sample-site/make-sample-site.ts';
import type { SampleSiteOptions } from '../../src/engine/sample-site/sample-site-options.ts';
import type { Fault } from '../../src/practice-vtn/fault.ts';
import type { PlanRequest, Step } from './engine-words.ts';
import { writeTextSite } from './text-site.ts';

/** What jobs that are to be killed have in common: a site, what is done with it, and a VTN's faults. */
export interface CrashScene {
  /** VTN resource id -> the intervals of its series in order. */
  readonly expected: ReadonlyMap<string, readonly Interval[]>;
  /** What is done with the job; `folder` is the job's own. */
  readonly steps: (folder: string) => readonly Step[];
  readonly end: CrashEnd;
  readonly faults: readonly Fault[];
  /** Whether the VTN is away for a moment, once, from its second upload on. */
  readonly goesAway: boolean;
  /** Intervals that are rejected at the end, by their start. */
  readonly isRefused: (startMs: number) => boolean;
}

/** What a job should come to: all of it sent or rejected, all of it taken back, or ended where it was. */
export type CrashEnd = 'sent' | 'undone' | 'cancelled';

/** The folder of the ledger, within the job's own, and that of the computer it may move to. */
export const homeFolder = 'state';
export const awayFolder = 'away';

const hourMs = 3_600_000;
const refusedEveryNth = 17;

/**
 * A site of 12 loads of 600 rows, with rows that are settled before they are planned, and a VTN that slows
 * down, fails, resets, cuts, miscounts and refuses. It takes a few seconds to upload, most of them backoffs.
 */
export async function makeBusyScene(folder: string): Promise<CrashScene> {
  const site = await makeSite(path.join(folder, 'busy'), {
    vens: 2,
    resources: 4,
    loadsPerResource: 3,
    rows: 600,
    quirks: [
      { load: 0, kind: 'nan-rows', count: 7 },
      { load: 1, kind: 'duplicate-rows', count: 11 },
      { load: 2, kind: 'shuffled-rows', count: 20 },
      { load: 4, kind: 'missing-rows', count: 9 },
      { load: 5, kind: 'infinite-rows', count: 5 },
      { load: 7, kind: 'shared-equal' },
    ],
  });
  return busy(site.expected, { files: site.files, pace: busyPace });
}

/**
 * The same trouble for a CSV of 12 meters of 120 quarter hours and a list that says where each one goes: little to read,
 * sent in small pieces, so that a life costs little more than the start of its process.
 */
export async function makeTextScene(folder: string): Promise<CrashScene> {
  const { request, expected } = await writeTextSite(folder, { meters: 12, rows: 120 });
  return busy(expected, { ...request, pace: { ...busyPace, chunkPoints: 12 } });
}

function planAndRun(request: PlanRequest): Step[] {
  return [{ do: 'plan', request }, { do: 'run' }];
}

const busyPace = { retries: 1000, canaryPoints: 30, maxPointsPerSecond: 400 };

function busy(expected: CrashScene['expected'], request: PlanRequest): CrashScene {
  return {
    expected,
    steps: () => planAndRun(request),
    end: 'sent',
    goesAway: false,
    faults: [
      { kind: 'latency', ms: 1, jitterMs: 6 },
      ...passingFaults(0.03),
      { kind: 'too-large', maxBytes: 60_000 },
      { kind: 'refuse-rows', everyNth: refusedEveryNth },
      { kind: 'short-tokens', lifetimeMs: 2000 },
      { kind: 'unauthorized', probability: 0.01 },
    ],
    isRefused: (startMs) => Math.floor(startMs / hourMs) % refusedEveryNth === 0,
  };
}

/** One load of 60 rows: about 30 writes of the ledger, each kind among them, and a fault of each kind of outcome. */
export async function makeSmallScene(folder: string): Promise<CrashScene> {
  const firstStartMs = Date.UTC(2025, 0, 15, 8);
  const refusedMs = firstStartMs + 30 * hourMs;
  const site = await makeSite(path.join(folder, 'small'), {
    vens: 1,
    resources: 1,
    loadsPerResource: 1,
    rows: 60,
    firstStartMs,
  });
  return {
    expected: site.expected,
    steps: () => planAndRun({ files: site.files, pace: { canaryPoints: 20 } }),
    end: 'sent',
    goesAway: false,
    faults: [
      { kind: 'latency', ms: 1 },
      { kind: 'gateway-timeout', times: 1 },
      { kind: 'rate-limited', times: 1, retryAfterSeconds: 0 },
      { kind: 'refuse-rows', starts: [new Date(refusedMs).toISOString()] },
      { kind: 'too-large', maxBytes: 4000 },
    ],
    isRefused: (startMs) => startMs === refusedMs,
  };
}

async function makeSite(
  folder: string,
  options: SampleSiteOptions,
): Promise<{ readonly files: string[]; readonly expected: CrashScene['expected'] }> {
  const site = await makeSampleSite(folder, options);
  return { files: [site.databasePath, site.meterFilePath], expected: site.expected() };
}

function passingFaults(probability: number): Fault[] {
  return [
    { kind: 'rate-limited', probability, retryAfterSeconds: 0 },
    { kind: 'unavailable', probability, retryAfterSeconds: 0 },
    { kind: 'server-error', probability },
    { kind: 'bad-gateway', probability },
    { kind: 'reset-before-write', probability },
    { kind: 'gateway-timeout', probability },
    { kind: 'reset-after-write', probability },
    { kind: 'cut-answer', probability },
    { kind: 'partial-count', probability, missing: 3, writes: 'part' },
  ];
}
