import { alarm, failing, heading, press, soFar, text } from './page-state.ts';
import type { Answers, PageState } from './page-state.ts';
import type { DraftName, Scene } from './scene.ts';
import type { DraftStep } from '../../src/contract/draft-shapes.ts';

const at =
  (draft: DraftName, step: DraftStep) =>
  ({ drafts }: Scene): string =>
    `/drafts/${drafts[draft].id}/${step}`;

const settledMs = 300;

/** Waits until what was read is drawn. */
const drawn: NonNullable<PageState['arrange']> = async (page) => {
  await page
    .getByRole('main')
    .locator('table:visible, [role=grid]:visible, [role=alert] :visible')
    .first()
    .waitFor({ timeout: 20_000 });
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
  await page.waitForTimeout(settledMs);
};

const damaged: Answers = {
  surveyDraft: failing('source/unreadable', 'load_data.h5 cannot be read: the file is damaged at byte 4096.'),
};

export const sourcesStates: readonly PageState[] = [
  { name: 'sources-empty', route: at('empty', 'sources'), shown: text('Drop files or folders here') },
  {
    name: 'sources-looking',
    route: at('site', 'sources'),
    answers: (tell) => ({
      inspectFiles: soFar(tell, { work: 'inspect', done: 3, total: 12, text: 'load_data.h5' }),
    }),
    shown: text('Looking at the files'),
  },
  { name: 'sources-ven-client', route: at('site', 'sources'), shown: text('What says so') },
  {
    name: 'sources-set-with-others',
    route: at('siteWithOthers', 'sources'),
    shown: text('Take out Main meter.csv'),
  },
  {
    name: 'sources-database-alone',
    route: at('databaseAlone', 'sources'),
    shown: text('Needs its meter file'),
  },
  { name: 'sources-csv', route: at('csv', 'sources'), shown: text('Ready') },
  { name: 'sources-questions', route: at('questions', 'sources'), shown: text('Questions in the next step') },
  { name: 'sources-unusable', route: at('unusable', 'sources'), shown: text(/files cannot be used/) },
  {
    name: 'sources-choose-files',
    route: at('empty', 'sources'),
    arrange: press(/^Choose on the computer/),
    shown: (page) => page.getByRole('dialog').getByText('load_data.h5'),
  },
  {
    name: 'draft-gone',
    route: () => '/drafts/gone/sources',
    shown: alarm,
  },
];

export const mappingStates: readonly PageState[] = [
  { name: 'mapping-no-files', route: at('empty', 'mapping'), shown: heading('Mapping') },
  { name: 'mapping-ven-client', route: at('site', 'mapping'), arrange: drawn, shown: heading('Mapping') },
  { name: 'mapping-csv', route: at('csv', 'mapping'), arrange: drawn, shown: heading('Mapping') },
  { name: 'mapping-questions', route: at('questions', 'mapping'), arrange: drawn, shown: heading('Mapping') },
  { name: 'mapping-unusable', route: at('unusable', 'mapping'), shown: heading('Mapping') },
  {
    name: 'mapping-preview-failed',
    route: at('csv', 'mapping'),
    answers: () => ({
      previewFiles: failing(
        'source/missing',
        'Main meter.csv is not there any more: was the USB stick taken out?',
      ),
    }),
    arrange: drawn,
    shown: alarm,
  },
  {
    name: 'mapping-previewing',
    route: at('csv', 'mapping'),
    answers: (tell) => ({
      previewFiles: soFar(tell, { work: 'preview', done: 12_000, total: 70_080, text: 'Main meter.csv' }),
    }),
    shown: heading('Mapping'),
  },
];

export const previewStates: readonly PageState[] = [
  { name: 'preview-no-files', route: at('empty', 'preview'), shown: text('This migration has no files yet') },
  {
    name: 'preview-reading',
    route: at('site', 'preview'),
    answers: (tell) => ({
      surveyDraft: soFar(tell, { work: 'survey', done: 18, total: 72, text: 'load_data.h5' }),
    }),
    shown: text('Reading the files'),
  },
  {
    name: 'preview-stopped',
    route: at('site', 'preview'),
    answers: () => ({ surveyDraft: failing('engine/cancelled', 'Stopped.') }),
    shown: text('Reading was stopped'),
  },
  {
    name: 'preview-failed',
    route: at('site', 'preview'),
    answers: () => damaged,
    shown: alarm,
  },
  {
    name: 'preview-ven-client',
    route: at('site', 'preview'),
    arrange: drawn,
    shown: (page) => page.getByRole('application'),
  },
  { name: 'preview-csv', route: at('csv', 'preview'), arrange: drawn, shown: heading('Rows left out') },
  {
    name: 'preview-questions',
    route: at('questions', 'preview'),
    arrange: drawn,
    shown: text('Questions to answer'),
  },
  {
    name: 'preview-partial',
    route: at('csv', 'preview'),
    answers: (_tell, { engine }) => ({
      surveyDraft: async (input) => ({ ...(await engine.api.surveyDraft(input)), complete: false }),
    }),
    arrange: drawn,
    shown: text('Only the first rows were counted'),
  },
];

export const seriesStates: readonly PageState[] = [
  { name: 'series-no-files', route: at('empty', 'series'), shown: text('This migration has no files yet') },
  {
    name: 'series-reading',
    route: at('site', 'series'),
    answers: (tell) => ({
      surveyDraft: soFar(tell, { work: 'survey', done: 18, total: 72, text: 'load_data.h5' }),
    }),
    shown: text('Reading the files'),
  },
  {
    name: 'series-failed',
    route: at('site', 'series'),
    answers: () => damaged,
    shown: alarm,
  },
  {
    name: 'series-grid',
    route: at('site', 'series'),
    arrange: drawn,
    shown: (page) => page.getByRole('grid'),
  },
  { name: 'series-single', route: at('csv', 'series'), shown: heading('Resources') },
  {
    name: 'series-none-matches',
    route: at('site', 'series'),
    arrange: async (page, engine) => {
      await drawn(page, engine);
      await page.getByRole('searchbox', { name: 'Search' }).fill('no such load');
    },
    shown: text('No series matches the filters'),
  },
  {
    name: 'series-details',
    route: at('site', 'series'),
    arrange: async (page, engine) => {
      await drawn(page, engine);
      await page.getByRole('grid').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    },
    shown: (page) => page.getByRole('dialog').getByRole('button', { name: 'Close' }),
  },
];
