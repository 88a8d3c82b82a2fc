import path from 'node:path';
import type { Interval } from '../../src/domain/interval.ts';
import { makeSampleSite } from '../../src/engine/sample-site/make-sample-site.ts';
import type { SampleSiteOptions } from '../../src/engine/sample-site/sample-site-options.ts';
import type { Fault } from '../../src/practice-vtn/fault.ts';
import type { EngineOrders } from './engine-words.ts';

/** What jobs that are to be killed have in common: a site, a VTN's faults and a pace. */
export interface CrashScene {
  readonly files: string[];
  readonly expected: ReadonlyMap<string, readonly Interval[]>;
  readonly faults: readonly Fault[];
  readonly pace: EngineOrders['pace'];
  readonly isRefused: (startMs: number) => boolean;
}

const hourMs = 3_600_000;
const refusedEveryNth = 53;

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
  return {
    ...site,
    faults: [
      { kind: 'latency', ms: 1, jitterMs: 6 },
      ...passingFaults(0.03),
      { kind: 'too-large', maxBytes: 60_000 },
      { kind: 'refuse-rows', everyNth: refusedEveryNth },
      { kind: 'short-tokens', lifetimeMs: 400 },
    ],
    pace: { retries: 1000, canaryPoints: 100, maxPointsPerSecond: 400 },
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
    ...site,
    faults: [
      { kind: 'latency', ms: 1 },
      { kind: 'gateway-timeout', times: 1 },
      { kind: 'rate-limited', times: 1, retryAfterSeconds: 0 },
      { kind: 'refuse-rows', starts: [new Date(refusedMs).toISOString()] },
      { kind: 'too-large', maxBytes: 4000 },
    ],
    pace: { canaryPoints: 20 },
    isRefused: (startMs) => startMs === refusedMs,
  };
}

async function makeSite(
  folder: string,
  options: SampleSiteOptions,
): Promise<Pick<CrashScene, 'files' | 'expected'>> {
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
