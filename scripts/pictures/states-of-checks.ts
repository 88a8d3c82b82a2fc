import type { Draft, DraftCheck } from '../../src/contract/draft-shapes.ts';
import { alarm, failing, heading, press, soFar, text } from './page-state.ts';
import type { PageState } from './page-state.ts';
import type { Scene } from './scene.ts';

const check = ({ drafts }: Scene): string => `/drafts/${drafts.site.id}/check`;

const noPoints = { confirmed: 0, rejected: 0, uncertain: 0 };

/** Figures of a large site whose dry run went well. */
function planOf(draft: Draft): NonNullable<DraftCheck['plan']> {
  return {
    files: draft.files,
    preset: 'ven-client',
    loads: { total: 116_412, confirmed: 0, failed: 0, skipped: 0 },
    points: {
      ...noPoints,
      planned: 1_017_557_292,
      unsent: 1_017_557_292,
      duplicate: 312,
      conflict: 4,
      gap: 96,
    },
    rowsRejected: 17,
    requests: 116_412,
    bytes: 119_054_203_000,
    estimatedSeconds: 21_107,
    estimateBasis: 'measured',
    pointsPerSecond: 48_211,
    intervalLengths: [
      { intervalMs: 3_600_000, series: 116_000 },
      { intervalMs: 900_000, series: 412 },
    ],
    firstStart: '2025-01-15T08:00:00.000Z',
    lastStart: '2026-01-14T12:00:00.000Z',
    skipped: [],
    skippedCount: 0,
    problems: [],
    problemCount: 0,
  };
}

const canary: DraftCheck['canary'] = Array.from({ length: 100 }, (_, place) => ({
  series: 'Chiller plant – load_0',
  resource: '3f0f2a52-3d5c-4b6e-9d10-2a1f55b1c001',
  start: new Date(Date.UTC(2025, 0, 15, 8 + place)).toISOString(),
  end: new Date(Date.UTC(2025, 0, 15, 9 + place)).toISOString(),
  value: Math.round(1000 * (12 + 4 * Math.sin(place / 4))) / 1000,
  quality: 'GOOD',
}));

const connected = { ok: true, code: null, text: 'The VTN answers, the token is accepted.' };

const answering =
  (change: (found: DraftCheck) => DraftCheck): NonNullable<PageState['answers']> =>
  (_tell, { drafts }) => ({
    checkDraft: () =>
      Promise.resolve(change({ plan: planOf(drafts.site), blockers: [], connection: connected, canary })),
  });

const leftOut = Array.from({ length: 200 }, (_, place) => ({
  load: `Lighting L${place + 2} – load_0`,
  ven: `ven-north-${place % 7}`,
  code: place % 3 === 0 ? 'source/meter-missing' : 'mapping/resource-unregistered',
  text:
    place % 3 === 0
      ? 'load_data.h5 has no meter 707057500042733912.'
      : 'The load has no vtn_resource_id in the database.',
}));

/** The dry run: under way, blocked, good, good with something left out, and come to nothing. */
export const checkStates: readonly PageState[] = [
  {
    name: 'check-running',
    route: check,
    answers: (tell) => ({
      checkDraft: soFar(tell, {
        work: 'check',
        done: 61_204,
        total: 116_412,
        text: 'Chiller plant – load_0',
      }),
    }),
    shown: text('Reading the files and making the plan'),
  },
  {
    name: 'check-stopped',
    route: check,
    answers: () => ({ checkDraft: failing('engine/cancelled', 'Stopped.') }),
    shown: text('The check was stopped'),
  },
  {
    name: 'check-failed',
    route: check,
    answers: () => ({
      checkDraft: failing(
        'source/missing',
        'load_data.h5 is not there any more: was the USB stick taken out?',
      ),
    }),
    shown: (page) => page.getByRole('button', { name: 'Check again' }),
  },
  {
    name: 'check-blocked',
    route: check,
    answers: answering((found) => ({
      ...found,
      plan: null,
      canary: [],
      blockers: [
        {
          step: 'mapping',
          code: 'mapping/zone-unknown',
          text: 'Lastgang 2025.csv does not say which zone its times are of.',
        },
        {
          step: 'mapping',
          code: 'mapping/unit-unknown',
          text: 'Lastgang 2025.csv does not say the unit of "Wert".',
        },
        { step: 'destination', code: 'usage/invalid', text: 'No destination is chosen.' },
      ],
    })),
    shown: heading('This must be settled first'),
  },
  {
    name: 'check-no-connection',
    route: check,
    answers: answering((found) => ({
      ...found,
      connection: {
        ok: false,
        code: 'vtn/unreachable',
        text: 'Connection to 10.0.0.7:8444 refused: nothing listens there, or a firewall is in the way.',
      },
    })),
    shown: heading('What will be sent'),
  },
  {
    name: 'check-good',
    route: check,
    answers: answering((found) => found),
    shown: text(/points go alone/),
  },
  {
    name: 'check-left-out',
    route: check,
    answers: answering((found) => ({
      ...found,
      plan: found.plan && {
        ...found.plan,
        loads: { ...found.plan.loads, skipped: 8_412 },
        estimateBasis: 'published',
        skipped: leftOut,
        skippedCount: 8_412,
        problems: leftOut
          .slice(0, 12)
          .map(({ load, code }) => ({ load, code, text: 'Values far above their neighbours.' })),
        problemCount: 12,
      },
    })),
    shown: heading(/Series that are left out/),
  },
  {
    name: 'check-nothing-to-send',
    route: check,
    answers: answering((found) => ({
      ...found,
      canary: [],
      plan: found.plan && {
        ...found.plan,
        points: { ...found.plan.points, planned: 0, unsent: 0 },
        requests: 0,
        bytes: 0,
        estimatedSeconds: 0,
      },
    })),
    shown: text('There is nothing to send'),
  },
  {
    name: 'check-making-job',
    route: check,
    answers: (tell, scene) => ({
      ...answering((found) => found)(tell, scene),
      planDraft: soFar(tell, { work: 'plan', done: 90_112, total: 116_412, text: 'Chiller plant – load_0' }),
    }),
    arrange: press('Start sending'),
    shown: text('Making the job'),
  },
  {
    name: 'check-job-refused',
    route: check,
    answers: (tell, scene) => ({
      ...answering((found) => found)(tell, scene),
      planDraft: failing('ledger/disk-full', 'The disk of the state directory is full: 12 MB are left.'),
    }),
    arrange: press('Start sending'),
    shown: alarm,
  },
];
