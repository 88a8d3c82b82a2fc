import type { JobDetail, JobSummary } from '../../../src/contract/job-shapes.ts';
import { sampleJob, sampleJobDetail } from '../../suites/sample-engine.ts';

const files = ['/media/usb/Site North/resources.db', '/media/usb/Site North/load_data.h5'];
const settled = { duplicate: 312, conflict: 4, gap: 96 };

/** One job in every state, with figures of the size that real ones have. */
export const jobsInEveryState: readonly JobSummary[] = [
  job('running', 12, {
    rehearsal: true,
    points: points(8_739_000, 3_211_547, { uncertain: 50_000, rejected: 17 }),
    loads: { total: 412, confirmed: 148, failed: 1, skipped: 3 },
    pointsPerSecond: 48_211,
    remainingMs: 114_000,
    currentLoad: 'Chiller plant – load_0',
    lastError: {
      code: 'vtn/invalid-intervals',
      text: 'The VTN refused 17 of 50,000 intervals: value is not a number.',
    },
  }),
  job('waiting', 11, {
    points: points(1_020_411_904, 700_140_322),
    loads: { total: 116_412, confirmed: 80_021, failed: 0, skipped: 12 },
    wait: {
      text: 'The VTN cannot be reached: connection refused.',
      untilMs: Date.UTC(2026, 10, 20, 11, 4, 12),
    },
    lastError: { code: 'vtn/unreachable', text: 'Connection to 10.0.0.7:8444 refused.' },
  }),
  job('blocked', 10, {
    points: points(43_800, 8_760),
    loads: { total: 5, confirmed: 1, failed: 0, skipped: 0 },
    lastError: {
      code: 'vtn/unauthorized',
      text: 'The VTN answered 401 three times to a freshly obtained token.',
    },
  }),
  job('planned', 9, { points: points(43_800, 0), loads: { total: 5, confirmed: 0, failed: 0, skipped: 1 } }),
  job('paused', 8, {
    points: points(43_800, 21_900),
    loads: { total: 5, confirmed: 2, failed: 0, skipped: 0 },
  }),
  job('incomplete', 7, {
    points: points(43_800, 43_000, { rejected: 800 }),
    loads: { total: 5, confirmed: 4, failed: 1, skipped: 0 },
  }),
  job('completed', 6, {
    points: points(43_800, 43_800),
    loads: { total: 5, confirmed: 5, failed: 0, skipped: 0 },
  }),
  job('cancelled', 5, {
    points: points(43_800, 120),
    loads: { total: 5, confirmed: 0, failed: 0, skipped: 0 },
  }),
  job('exported', 4, {
    points: points(43_800, 120),
    loads: { total: 5, confirmed: 0, failed: 0, skipped: 0 },
  }),
  job('planning', 3, { points: points(0, 0), loads: { total: 0, confirmed: 0, failed: 0, skipped: 0 } }),
];

export function detailOf(summary: JobSummary): JobDetail {
  return sampleJobDetail(summary, {
    vens: ['ven-north-chillers', 'ven-north-lighting'].map((ven) => ({
      ven,
      loads: summary.loads,
      points: summary.points,
    })),
    failed: [
      {
        load: 'AHU 3 – load_1',
        ven: 'ven-north-chillers',
        code: 'vtn/resource-unknown',
        text: 'The VTN answered 404: resource 3f0f2a52-3d5c-4b6e-9d10-2a1f55b1c001 not found.',
      },
    ],
    skipped: [
      {
        load: 'Lighting L2 – load_0',
        ven: 'ven-north-lighting',
        code: 'mapping/resource-unregistered',
        text: 'The load has no vtn_resource_id.',
      },
      {
        load: 'Lighting L3 – load_0',
        ven: 'ven-north-lighting',
        code: 'source/meter-missing',
        text: 'load_data.h5 has no meter 707057500042733912.',
      },
    ],
    problems: [
      {
        load: 'Chiller 2 – load_0',
        code: 'source/time-unrecognised',
        text: 'Stamps were snapped to the full hour.',
      },
    ],
    rejects: [
      {
        load: 'AHU 1 – load_0',
        ven: 'ven-north-chillers',
        file: files[1] ?? null,
        row: 18_204,
        start: null,
        field: 'value',
        text: '1e400',
        reason: 'The value is infinite.',
      },
    ],
    rejectCount: 17,
    decisions: [
      { at: '2026-11-20T10:00:01.000Z', text: 'Sent the first 100 points alone; the VTN confirmed them.' },
      {
        at: '2026-11-20T10:03:12.000Z',
        text: 'The VTN refuses requests over 1 MB: chunks are 8,700 points from here on.',
      },
    ],
  });
}

function job(state: JobSummary['state'], hour: number, changes: Partial<JobSummary>): JobSummary {
  const createdAt = `2026-11-20T${String(hour).padStart(2, '0')}:00:00.000Z`;
  return sampleJob({
    id: `2026-11-20-${state}`,
    state,
    createdAt,
    files: [...files],
    requests: 214,
    bytes: 379_100_221,
    ...changes,
  });
}

function points(
  planned: number,
  confirmed: number,
  other: { uncertain?: number; rejected?: number } = {},
): JobSummary['points'] {
  const { uncertain = 0, rejected = 0 } = other;
  return {
    planned,
    confirmed,
    rejected,
    uncertain,
    unsent: planned - confirmed - rejected - uncertain,
    ...settled,
  };
}
