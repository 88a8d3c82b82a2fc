import { AppError } from '../../src/contract/app-error.ts';
import type { JobSummary } from '../../src/contract/job-shapes.ts';
import { detailOf } from '../../test/e2e/served/sample-jobs.ts';
import { alarm, failing, heading, press, soFar, text, underWay } from './page-state.ts';
import type { Answers, PageState } from './page-state.ts';
import { failureGroups, jobIn, loadsOf, rejectsOf, speedUntil, verified } from './sample-runs.ts';
import { now } from './scene.ts';

type Part = 'run' | 'failures' | 'rejects' | 'verify';

const loads = 412;
const rejects = 317;

/** All that the page of one job asks for. */
function answersOf(job: JobSummary, changes: Answers = {}): Answers {
  return {
    listJobs: () => Promise.resolve([job]),
    getJob: ({ jobId }) =>
      jobId === job.id
        ? Promise.resolve({
            ...detailOf(job),
            startedAt: '2026-11-20T11:02:00.000Z',
            endedAt: '2026-11-20T12:41:10.000Z',
          })
        : Promise.reject(new AppError('job/not-found', `There is no job ${jobId}.`)),
    getSpeed: () => Promise.resolve({ samples: speedUntil(now.getTime()) }),
    listLoads: ({ offset = 0, limit = 100 }) =>
      Promise.resolve({ total: loads, rows: loadsOf(loads, offset, limit) }),
    listFailures: () => Promise.resolve(failureGroups),
    listRejects: ({ offset = 0, limit = 100 }) =>
      Promise.resolve({ total: rejects, rows: rejectsOf(rejects, offset, limit) }),
    lastVerification: () => Promise.resolve(null),
    ...changes,
  };
}

function onPage(
  name: string,
  job: JobSummary,
  part: Part,
  state: Pick<PageState, 'shown' | 'arrange'> & { readonly changes?: PageState['answers'] },
): PageState {
  const { changes, ...rest } = state;
  return {
    name: `job-${name}`,
    route: () => `/jobs/${job.id}/${part}`,
    answers: (tell, scene) => answersOf(job, changes?.(tell, scene)),
    ...rest,
  };
}

const limiter: JobSummary['limiter'] = { code: 'vtn-answers', text: 'The VTN takes 1.2 s to answer.' };
const running = jobIn('running', { limiter });
const incomplete = jobIn('incomplete');
const completed = jobIn('completed');
const quiet: Answers = {
  listFailures: () => Promise.resolve([]),
  listRejects: () => Promise.resolve({ total: 0, rows: [] }),
};
const loadsShown: PageState['shown'] = (page) =>
  page.getByRole('grid', { name: 'Loads of the job' }).getByText('Chiller 1 / load_0').first();

const blocked = (code: string, reason: string): JobSummary =>
  jobIn('blocked', { lastError: { code, text: reason } });

/** The page of a job while it runs. */
const runStates: readonly PageState[] = [
  onPage('running', running, 'run', { shown: loadsShown }),
  onPage(
    'running-slowed',
    jobIn('running', { limiter: { code: 'vtn-asked', text: 'The VTN asked for a pause of 30 s.' } }),
    'run',
    { shown: loadsShown },
  ),
  ...(
    ['planned', 'paused', 'waiting', 'blocked', 'incomplete', 'completed', 'cancelled', 'exported'] as const
  ).map((state) => onPage(state, jobIn(state), 'run', { shown: loadsShown })),
  onPage('planning', jobIn('planning'), 'run', { shown: heading('resources.db + load_data.h5') }),
  onPage('blocked-files-gone', blocked('source/missing', 'load_data.h5 is not where it was.'), 'run', {
    shown: loadsShown,
  }),
  onPage('loading', running, 'run', {
    changes: () => ({ getJob: underWay, listLoads: underWay }),
    shown: text('Reading the ledger'),
  }),
  onPage('failed', running, 'run', {
    changes: () => ({
      getJob: failing('ledger/corrupt', 'ledger.db: database disk image is malformed.'),
      listLoads: failing('ledger/corrupt', 'ledger.db: database disk image is malformed.'),
    }),
    shown: alarm,
  }),
  { name: 'job-gone', route: () => '/jobs/gone', shown: heading('This job is not there any more') },
];

/** What came of it. */
const outcomeStates: readonly PageState[] = [
  onPage('failures', incomplete, 'failures', { shown: heading('Failures by cause') }),
  onPage('failures-loads', incomplete, 'failures', {
    arrange: press(/^Show the loads/),
    shown: (page) => page.getByRole('grid').getByRole('row').nth(2),
  }),
  onPage('failures-none', completed, 'failures', {
    changes: () => quiet,
    shown: text('Nothing has failed'),
  }),
  onPage('failures-unreadable', incomplete, 'failures', {
    changes: () => ({
      listFailures: failing('ledger/corrupt', 'ledger.db: database disk image is malformed.'),
    }),
    shown: alarm,
  }),
  onPage('rejects', incomplete, 'rejects', {
    shown: (page) => page.getByRole('grid').getByText('1e400').first(),
  }),
  onPage('rejects-none', completed, 'rejects', { changes: () => quiet, shown: text('Nothing was rejected') }),
  onPage('verify-never', completed, 'verify', { shown: text('has not been verified') }),
  onPage('verify-running', completed, 'verify', {
    changes: (tell) => ({
      verifyJob: soFar(tell, { work: 'verify', done: 21_900, total: 43_800, text: 'AHU 3 / load_1' }),
    }),
    arrange: press('Verify now'),
    shown: text('AHU 3 / load_1'),
  }),
  onPage('verify-agrees', completed, 'verify', {
    changes: () => ({
      lastVerification: () =>
        Promise.resolve({ at: '2026-11-20T12:50:00.000Z', verification: verified(completed.id, 0) }),
    }),
    shown: text('Everything agrees'),
  }),
  onPage('verify-differs', completed, 'verify', {
    changes: () => ({
      lastVerification: () =>
        Promise.resolve({ at: '2026-11-20T12:50:00.000Z', verification: verified(completed.id, 812) }),
    }),
    shown: text(/differences/),
  }),
  onPage('verify-failed', completed, 'verify', {
    changes: () => ({ verifyJob: failing('vtn/unreachable', 'Connection to 10.0.0.7:8444 refused.') }),
    arrange: press('Verify now'),
    shown: alarm,
  }),
];

export const jobStates: readonly PageState[] = [...runStates, ...outcomeStates];
