import type { Verification } from '../../src/contract/inspection-shapes.ts';
import type {
  FailureGroup,
  JobSummary,
  LoadRow,
  RejectRow,
  SpeedSample,
} from '../../src/contract/job-shapes.ts';
import { jobsInEveryState } from '../../test/e2e/served/sample-jobs.ts';

/** The job in this state, with figures of the size that real ones have. */
export function jobIn(state: JobSummary['state'], changes: Partial<JobSummary> = {}): JobSummary {
  const job = jobsInEveryState.find((each) => each.state === state);
  if (job === undefined) throw new Error(`There is no sample job in the state ${state}.`);
  return { ...job, ...changes };
}

/** Ten minutes of a job that was asked to go slower on the way, up to an instant. */
export function speedUntil(nowMs: number): SpeedSample[] {
  return Array.from({ length: 600 }, (_, second) => {
    const isSlowed = second > 240 && second < 330;
    const points =
      (isSlowed ? 14_000 : 46_000) + Math.round(6_000 * Math.sin(second / 7) * Math.cos(second / 31));
    return {
      atMs: nowMs - (600 - second) * 1000,
      points,
      requests: Math.ceil(points / 8_700),
      refused: isSlowed ? 1 : 0,
    };
  });
}

/** Loads of one large site, a page of them. */
export function loadsOf(total: number, offset: number, limit: number): LoadRow[] {
  const rows = Math.max(0, Math.min(limit, total - offset));
  return Array.from({ length: rows }, (_, row) => loadAt(offset + row));
}

const planned = 8_741;

function loadAt(place: number): LoadRow {
  const state =
    place % 29 === 7 ? 'failed' : place < 148 ? 'confirmed' : place % 31 === 9 ? 'skipped' : 'pending';
  const confirmed = state === 'confirmed' ? planned : 0;
  return {
    load: `load-${String(place).padStart(6, '0')}`,
    ven: `ven-north-${['chillers', 'lighting'][place % 2] ?? ''}`,
    name: `${['Chiller', 'AHU', 'Lighting L'][place % 3] ?? ''} ${1 + (place % 40)} / load_${place % 6}`,
    resource: `3f0f2a52-3d5c-4b6e-9d10-${String(place).padStart(12, '0')}`,
    state,
    points: {
      planned,
      confirmed,
      rejected: 0,
      uncertain: 0,
      unsent: planned - confirmed,
      duplicate: 0,
      conflict: 0,
      gap: place % 11,
    },
    intervalMs: 3_600_000,
    firstStart: '2025-01-15T08:00:00.000Z',
    lastStart: '2026-01-14T12:00:00.000Z',
    code: state === 'failed' ? 'vtn/resource-unknown' : null,
    text: state === 'failed' ? 'The VTN answered 404: there is no such resource.' : null,
  };
}

export const failureGroups: FailureGroup[] = [
  {
    kind: 'failed',
    code: 'vtn/resource-unknown',
    text: 'The VTN answered 404: resource 3f0f2a52-3d5c-4b6e-9d10-2a1f55b1c001 not found.',
    loads: 412,
    points: 3_601_292,
    canRetry: true,
  },
  {
    kind: 'rejected',
    code: 'vtn/invalid-intervals',
    text: 'value is not a number',
    loads: 3,
    points: 17,
    canRetry: true,
  },
  {
    kind: 'skipped',
    code: 'mapping/resource-unregistered',
    text: 'The load has no vtn_resource_id.',
    loads: 12,
    points: 0,
    canRetry: false,
  },
];

/** A page of the reject list. */
export function rejectsOf(total: number, offset: number, limit: number): RejectRow[] {
  const rows = Math.max(0, Math.min(limit, total - offset));
  return Array.from({ length: rows }, (_, row) => ({
    load: `Chiller ${1 + ((offset + row) % 9)} / load_0`,
    ven: 'ven-north-chillers',
    file: '/media/usb/Site North/load_data.h5',
    row: 18_204 + (offset + row) * 7,
    field: 'value',
    text: row % 2 === 0 ? '1e400' : 'NaN',
    reason: row % 2 === 0 ? 'The value is infinite.' : 'The value is not a number.',
    start: null,
  }));
}

/** What a verification found, with so many differences. */
export function verified(jobId: string, differenceCount: number): Verification {
  const differences = Array.from({ length: Math.min(differenceCount, 200) }, (_, place) => ({
    kind: place % 2 === 0 ? ('different' as const) : ('missing' as const),
    load: `AHU ${1 + (place % 7)} / load_1`,
    start: new Date(Date.UTC(2025, 2, 1, place)).toISOString(),
    text: place % 2 === 0 ? 'The VTN has 12.5, the file 12.4.' : 'The VTN has no such interval.',
  }));
  return {
    jobId,
    compared: { ledger: true, source: true, vtn: true },
    notCompared: null,
    loads: 5,
    intervals: 43_800,
    matching: 43_800 - differenceCount,
    uncertainThere: 0,
    uncertainAbsent: 0,
    differenceCount,
    kinds: {
      ledger: 0,
      source: 0,
      missing: Math.floor(differenceCount / 2),
      different: Math.ceil(differenceCount / 2),
      extra: 0,
    },
    differences,
  };
}
