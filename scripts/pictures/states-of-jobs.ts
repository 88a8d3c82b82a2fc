import { jobsInEveryState } from '../../test/e2e/served/sample-jobs.ts';
import { failing, heading, press, soFar, text, underWay } from './page-state.ts';
import type { PageState } from './page-state.ts';

const home = (): string => '/';
const noJobs = { listJobs: () => Promise.resolve([]), listDrafts: () => Promise.resolve([]) };
const everyJob = { listJobs: () => Promise.resolve([...jobsInEveryState]) };

const dialog: PageState['shown'] = (page) => page.getByRole('dialog').getByRole('button').last();

/** The list of jobs, and what may stand in its place. */
export const jobsStates: readonly PageState[] = [
  { name: 'jobs-empty', route: home, answers: () => noJobs, shown: heading('No jobs yet') },
  {
    name: 'jobs-making-sample',
    route: home,
    answers: (tell) => ({
      ...noJobs,
      startRehearsal: soFar(tell, {
        work: 'rehearsal',
        done: 1,
        total: 3,
        text: 'starting the practice VTN',
      }),
    }),
    arrange: press('Try it with sample data'),
    shown: text('starting the practice VTN'),
  },
  {
    name: 'jobs-loading',
    route: home,
    answers: () => ({ ...noJobs, listJobs: underWay }),
    shown: text('Loading the jobs'),
  },
  {
    name: 'jobs-failed',
    route: home,
    answers: () => ({
      ...noJobs,
      listJobs: failing('ledger/corrupt', 'ledger.db: database disk image is malformed.'),
    }),
    shown: (page) => page.getByRole('button', { name: 'Try again' }),
  },
  {
    name: 'jobs-every-state',
    route: home,
    answers: () => everyJob,
    shown: (page) => page.getByRole('article').nth(jobsInEveryState.length - 1),
  },
  {
    name: 'jobs-only-preparations',
    route: home,
    answers: () => ({ listJobs: noJobs.listJobs }),
    shown: heading('In preparation'),
  },
  {
    name: 'jobs-cancel',
    route: home,
    answers: () => everyJob,
    arrange: press(/^Cancel/),
    shown: dialog,
  },
  {
    name: 'jobs-remove',
    route: home,
    answers: () => everyJob,
    arrange: press(/^Remove the job|^Remove /),
    shown: dialog,
  },
  {
    name: 'jobs-address-used',
    route: home,
    answers: () => noJobs,
    arrange: async (page) => {
      await heading('No jobs yet')(page).waitFor();
      const { origin } = new URL(page.url());
      await page.evaluate(() => sessionStorage.clear());
      await page.goto('about:blank');
      await page.goto(`${origin}/#token=used-already`);
    },
    shown: heading(/This address/),
    isNoisy: true,
  },
  { name: 'shell-no-such-page', route: () => '/nowhere', shown: heading('There is no such page') },
  {
    name: 'shell-new-migration-failed',
    route: () => '/new',
    answers: () => ({ createDraft: failing('ledger/disk-full', 'The disk of the state directory is full.') }),
    shown: (page) => page.getByRole('button', { name: 'Try again' }),
  },
];
