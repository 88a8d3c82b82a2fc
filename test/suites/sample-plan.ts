import { jobRequest } from '../../src/contract/request-shapes.ts';
import type { JobRequest } from '../../src/contract/request-shapes.ts';
import type { Plan } from '../../src/engine/jobs/plan.ts';
import type { ProcessIdentity, ProcessTable } from '../../src/engine/ports/process-identity.ts';
import type { ReadingScan } from '../../src/engine/workers/reader.ts';

const vtnUrl = 'http://127.0.0.1:8444/openadr3';

/** A process of its own name; `isAlive` is what it finds out about others. */
export function processTable(
  name: string,
  isAlive: (identity: ProcessIdentity) => boolean | null = () => true,
): ProcessTable {
  return { self: { bootId: 'boot', pid: name.charCodeAt(0), startedAt: name }, isAlive };
}

export function sampleRequest(): JobRequest {
  return jobRequest.parse({
    files: ['/site/resources.db', '/site/load_data.h5'],
    destination: { baseUrl: vtnUrl },
  });
}

/** A plan of loads with so many intervals; `mark` tells the resources of one plan from those of another. */
export function samplePlan(intervals: readonly number[], mark = '0'): Plan {
  const planned = intervals.reduce((sum, count) => sum + count, 0);
  const fingerprint = { sizeBytes: 1, mtimeMs: 1, contentHash: 'hash' };
  const rejects = { rows: [], rejected: 0, ignored: 0 };
  const total = { total: intervals.length, confirmed: 0, failed: 0, skipped: 0 };
  const none = { confirmed: 0, rejected: 0, uncertain: 0, duplicate: 0, conflict: 0, gap: 0 };
  return {
    sources: [
      { role: 'resource-database', path: '/site/resources.db', fingerprint, mapping: null, rejects },
      { role: 'meter-file', path: '/site/load_data.h5', fingerprint, mapping: null, rejects },
    ],
    datasets: intervals.map((count, nth) => ({
      source: 1,
      path: `meters/m/${nth}`,
      minus: [],
      scan: sampleScan(count),
    })),
    series: intervals.map((count, nth) => ({
      loadId: `load-${nth}`,
      ven: 'Ven',
      name: `Ven / ${nth}`,
      resourceId: `resource-${mark}-${nth}`,
      reportId: null,
      dataset: nth,
      planned: count,
      meter: null,
      unreadable: 0,
      skip: null,
    })),
    problems: [{ load: null, code: 'source/gap', text: 'a note' }],
    questions: [],
    isComplete: true,
    summary: {
      files: ['/site/resources.db', '/site/load_data.h5'],
      preset: 'ven-client',
      loads: total,
      points: { planned, unsent: planned, ...none },
      rowsRejected: 0,
      requests: 1,
      bytes: 1,
      estimatedSeconds: 1,
      intervalLengths: [],
      firstStart: null,
      lastStart: null,
      skipped: [],
      problems: [],
    },
  };
}

function sampleScan(intervals: number): ReadingScan {
  return {
    rows: intervals,
    intervals,
    duplicates: 0,
    conflicts: 0,
    gaps: 0,
    rejected: 0,
    outside: 0,
    merged: 0,
    closing: 0,
    missing: 0,
    intervalMs: 3_600_000,
    resolutions: [],
    unit: 'W',
    findings: [],
    regularity: 1,
    epochUnit: 's',
    firstStartMs: 0,
    lastStartMs: (intervals - 1) * 3_600_000,
    sum: 0,
    min: 0,
    max: 0,
    encodedBytes: intervals * 118,
    digest: 'digest',
    setAside: [{ row: 1, outcome: 'rejected', field: 'time', text: 'x', reason: 'why' }],
    notes: [],
  };
}
