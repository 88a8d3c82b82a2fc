import type { Corrections, Haul, UndoPlan, WrittenFile } from '../../src/contract/handover-shapes.ts';
import type { JobDetail } from '../../src/contract/job-shapes.ts';
import { detailOf } from '../../test/e2e/served/sample-jobs.ts';
import { alarm, failing, heading, press, soFar, text } from './page-state.ts';
import type { Answers, PageState } from './page-state.ts';
import { knownDestinations } from './states-of-destinations.ts';
import { jobIn, rejectsOf } from './sample-runs.ts';

const written: WrittenFile = {
  name: 'migration-report-20261120-1002-k3f9.html',
  path: '/home/anna/migration-report-20261120-1002-k3f9.html',
  bytes: 184_220,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  downloadId: null,
};

const undoPlan: UndoPlan = {
  canUndo: true,
  text: 'The 43,000 intervals that this job has sent to 412 loads are deleted. What somebody else has written since stays.',
  loads: 412,
  intervals: 43_000,
};

const haul: Haul = {
  haulId: '7b0f4c1e',
  jobId: '20261119-1411-k3f9',
  version: '1.0.0',
  exportedAt: '2026-11-20T07:12:00.000Z',
  computer: 'site-north-laptop',
  createdAt: '2026-11-19T14:11:00.000Z',
  files: ['resources.db', 'load_data.h5'],
  baseUrl: 'https://vtn.example.com/openadr3',
  points: {
    planned: 43_800,
    confirmed: 12_000,
    rejected: 12,
    uncertain: 100,
    unsent: 31_688,
    duplicate: 0,
    conflict: 0,
    gap: 6,
  },
  data: { loads: 291, points: 31_800, bytes: 412_880 },
  sizeBytes: 438_112,
  alreadyHere: null,
};

const corrections: Corrections = {
  rows: 317,
  replaced: 280,
  added: 20,
  unchanged: 5,
  refused: [
    {
      row: 18,
      text: '12,4 kW',
      reason: 'The value is no number. Write it without a unit.',
    },
    {
      row: 204,
      text: '01.03.2025 02:30',
      reason: 'The start has no offset from UTC; write it as it was, 2025-03-01T01:30:00Z.',
    },
  ],
  refusedCount: 12,
};

type State = Parameters<typeof jobIn>[0];

function record(
  name: string,
  state: State,
  rest: Pick<PageState, 'shown' | 'arrange'> & {
    readonly answers?: PageState['answers'];
    readonly detail?: Partial<JobDetail>;
    readonly changes?: Parameters<typeof jobIn>[1];
  },
): PageState {
  const { answers, detail, changes, ...others } = rest;
  const job = jobIn(state, changes);
  return {
    name: `record-${name}`,
    route: () => `/jobs/${job.id}/record`,
    answers: (tell, scene): Answers => ({
      listJobs: () => Promise.resolve([job]),
      getJob: () => Promise.resolve({ ...detailOf(job), ...detail }),
      ...answers?.(tell, scene),
    }),
    ...others,
  };
}

/** The report, the copy, the hand-over and the way back. */
const recordStates: readonly PageState[] = [
  record('paused', 'paused', { shown: heading('Take back what was sent') }),
  record('running', 'running', { shown: heading('Take back what was sent') }),
  record('written', 'completed', {
    answers: () => ({ writeReport: () => Promise.resolve(written) }),
    arrange: press('To print or read (HTML)'),
    shown: text('was written'),
  }),
  record('not-written', 'completed', {
    answers: () => ({
      writeReport: failing('ledger/disk-full', 'There is no room left where the report is written.'),
    }),
    arrange: press('For a spreadsheet (CSV)'),
    shown: alarm,
  }),
  record('copying', 'paused', {
    answers: (tell) => ({
      stageJob: soFar(tell, { work: 'stage', done: 120, total: 412, text: 'AHU 3 / load_1' }),
    }),
    arrange: press('Copy what is left'),
    shown: text('AHU 3 / load_1'),
  }),
  record('copied', 'paused', {
    changes: { staged: true },
    shown: text('the files are not needed any more'),
  }),
  record('hand-over-asks', 'paused', {
    arrange: press('Hand it over…'),
    shown: (page) => page.getByRole('dialog').getByRole('button').last(),
  }),
  record('handed-over', 'exported', {
    detail: { handedOver: { at: '2026-11-20T12:41:10.000Z', path: '/media/usb/meterhaul-k3f9.haul' } },
    shown: text('It goes on where the file'),
  }),
  record('handed-over-asks-again', 'exported', {
    detail: { handedOver: { at: '2026-11-20T12:41:10.000Z', path: '/media/usb/meterhaul-k3f9.haul' } },
    arrange: press('The file is lost or damaged…'),
    shown: (page) => page.getByRole('dialog').getByRole('button').last(),
  }),
  record('undo-asks', 'completed', {
    answers: () => ({ planUndo: () => Promise.resolve(undoPlan) }),
    arrange: press('See what would be deleted'),
    shown: (page) => page.getByRole('dialog').getByRole('button').last(),
  }),
  record('undo-cannot', 'completed', {
    answers: () => ({
      planUndo: () =>
        Promise.resolve({
          ...undoPlan,
          canUndo: false,
          text: 'This VTN offers no way to delete intervals. Ask whoever runs it.',
        }),
    }),
    arrange: press('See what would be deleted'),
    shown: text('offers no way'),
  }),
];

const haulPath = encodeURIComponent('/media/usb/meterhaul-k3f9.haul');

/** A job that comes from another computer. */
const takeOverStates: readonly PageState[] = [
  { name: 'take-over-empty', route: () => '/take-over', shown: heading('Take a job over') },
  {
    name: 'take-over-reading',
    route: () => `/take-over/${haulPath}`,
    answers: (tell) => ({
      inspectHaul: soFar(tell, { work: 'import', done: 40, total: 291, text: 'AHU 3 / load_1' }),
    }),
    shown: text('AHU 3 / load_1'),
  },
  {
    name: 'take-over-damaged',
    route: () => `/take-over/${haulPath}`,
    answers: () => ({
      inspectHaul: failing(
        'source/unreadable',
        'meterhaul-k3f9.haul is damaged: a part of it has another checksum.',
      ),
    }),
    shown: alarm,
  },
  {
    name: 'take-over-here',
    route: () => `/take-over/${haulPath}`,
    answers: () => ({
      inspectHaul: () =>
        Promise.resolve({ ...haul, alreadyHere: { jobId: '20261119-1411-k3f9', state: 'paused' } }),
    }),
    shown: text('This job was taken in here already'),
  },
  {
    name: 'take-over-comes-home',
    route: () => `/take-over/${haulPath}`,
    answers: () => ({
      ...knownDestinations,
      inspectHaul: () => Promise.resolve({ ...haul, alreadyHere: { jobId: haul.jobId, state: 'exported' } }),
    }),
    shown: (page) => page.getByRole('button', { name: 'Take the job over' }),
  },
  {
    name: 'take-over-other-address',
    route: () => `/take-over/${haulPath}`,
    answers: () => ({ ...knownDestinations, inspectHaul: () => Promise.resolve(haul) }),
    arrange: async (page) => {
      await page.getByLabel('Destination').selectOption('Practice VTN');
    },
    shown: (page) => page.getByRole('button', { name: 'Take the job over' }),
  },
];

const incomplete = jobIn('incomplete');

/** Rejects on their way out and back, and what should be known of the ledger. */
const correctionStates: readonly PageState[] = [
  {
    name: 'job-rejects-corrected',
    route: () => `/jobs/${incomplete.id}/rejects`,
    answers: () => ({
      listJobs: () => Promise.resolve([incomplete]),
      getJob: () => Promise.resolve(detailOf(incomplete)),
      listRejects: ({ offset = 0, limit = 100 }) =>
        Promise.resolve({ total: 317, rows: rejectsOf(317, offset, limit) }),
      listFailures: () => Promise.resolve([]),
      checkCorrections: () => Promise.resolve(corrections),
    }),
    arrange: async (page) => {
      const choosing = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Upload: Corrected list' }).click();
      await (
        await choosing
      ).setFiles({ name: 'rejects-to-correct.csv', mimeType: 'text/csv', buffer: Buffer.from('load\r\n') });
    },
    shown: heading('In rejects-to-correct.csv'),
  },
  {
    name: 'jobs-notice',
    route: () => '/',
    answers: () => ({
      listNotices: () =>
        Promise.resolve([
          {
            id: 'one',
            at: '2026-11-20T08:00:00.000Z',
            code: 'ledger/corrupt',
            text: 'The ledger was damaged and was set aside, untouched. Jobs that stood in it are not known here any more.',
          },
        ]),
    }),
    shown: text('was set aside, untouched'),
  },
];

export const handOverStates: readonly PageState[] = [...recordStates, ...takeOverStates, ...correctionStates];
