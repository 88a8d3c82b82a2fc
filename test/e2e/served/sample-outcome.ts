import type { EngineApi } from '../../../src/contract/engine-api.ts';
import type { FailureGroup, LoadRow, RejectRow } from '../../../src/contract/job-shapes.ts';

const groups: FailureGroup[] = [
  {
    kind: 'failed',
    code: 'vtn/resource-unknown',
    text: 'The VTN answered 404: resource 3f0f2a52-3d5c-4b6e-9d10-2a1f55b1c001 not found.',
    loads: 1,
    points: 8760,
    canRetry: true,
  },
  {
    kind: 'skipped',
    code: 'source/meter-missing',
    text: 'load_data.h5 has no meter 707057500042733912.',
    loads: 3,
    points: 0,
    canRetry: false,
  },
  {
    kind: 'rejected',
    code: 'mapping/row-rejected',
    text: 'The value is infinite.',
    loads: 12,
    points: 800,
    canRetry: false,
  },
];

const failedLoad: LoadRow = {
  load: 'ahu-3/load_1',
  ven: 'ven-north-chillers',
  name: 'AHU 3 – load_1',
  resource: '3f0f2a52-3d5c-4b6e-9d10-2a1f55b1c001',
  state: 'failed',
  points: {
    planned: 8760,
    confirmed: 0,
    rejected: 0,
    uncertain: 0,
    unsent: 8760,
    duplicate: 3,
    conflict: 0,
    gap: 1,
  },
  intervalMs: 3_600_000,
  firstStart: '2025-01-01T00:00:00.000Z',
  lastStart: '2025-12-31T23:00:00.000Z',
  code: 'vtn/resource-unknown',
  text: groups[0]?.text ?? null,
};

function reject(place: number): RejectRow {
  return {
    load: `AHU ${place % 12} – load_0`,
    ven: 'ven-north-chillers',
    file: '/media/usb/Site North/load_data.h5',
    row: 18_204 + place,
    field: 'value',
    text: place % 3 === 0 ? '=1+2' : '1e400',
    reason: 'The value is infinite.',
    start: null,
  };
}

const rejectTotal = 800;

/** Answers of an engine whose job ended with failures, rejects and one difference. */
export const sampleOutcome: Partial<EngineApi> = {
  listFailures: () => Promise.resolve(groups),
  listLoads: () => Promise.resolve({ total: 1, rows: [failedLoad] }),
  listRejects: ({ offset = 0, limit = 100 }) => {
    const length = Math.max(0, Math.min(limit, rejectTotal - offset));
    const rows = Array.from({ length }, (_, place) => reject(offset + place));
    return Promise.resolve({ total: rejectTotal, rows });
  },
  lastVerification: ({ jobId }) =>
    Promise.resolve({
      at: '2026-11-20T12:00:00.000Z',
      verification: {
        jobId,
        compared: { ledger: true, source: true, vtn: true },
        notCompared: null,
        loads: 5,
        intervals: 43_000,
        matching: 42_999,
        uncertainThere: 0,
        uncertainAbsent: 0,
        differenceCount: 1,
        kinds: { ledger: 0, source: 0, missing: 0, different: 1, extra: 0 },
        differences: [
          {
            kind: 'different',
            load: 'AHU 1 – load_0',
            start: '2025-01-03T00:00:00.000Z',
            text: 'the VTN has 12.5, 12.4 was sent',
          },
        ],
      },
    }),
};
