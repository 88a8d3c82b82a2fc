import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { makeSampleSite } from '../../../src/engine/sample-site/make-sample-site.ts';
import type { SampleSite } from '../../../src/engine/sample-site/make-sample-site.ts';
import { startPracticeVtn } from '../../../src/practice-vtn/start-practice-vtn.ts';
import type { PracticeVtn } from '../../../src/practice-vtn/start-practice-vtn.ts';
import { connectBeside } from './page-session.ts';
import { startServedProgram } from './served-program.ts';
import type { ServedProgram } from './served-program.ts';

/** A job lasts for minutes at this pace: what is done with it while it runs finds it running, on any machine. */
const slow = { maxPointsPerSecond: 50 };

let folder: string;
let site: SampleSite;
let vtn: PracticeVtn;
let program: ServedProgram;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meterhaul-jobs-'));
  site = await makeSampleSite(join(folder, 'site'), {
    vens: 2,
    resources: 2,
    loadsPerResource: 2,
    rows: 2000,
  });
  vtn = await startPracticeVtn({ databasePath: ':memory:' });
  program = await startServedProgram({ stateDir: join(folder, 'state'), folder, token: vtn.token });
});

test.afterEach(async () => {
  await program.stop();
  await vtn.close();
  await rm(folder, { recursive: true, force: true });
});

test('a planned job is started, paused, resumed and completed from the page, and every interval is at the VTN', async ({
  page,
}) => {
  const job = await planJob(page, slow);
  await expect(job).toContainText('Planned');
  await expect(job).toContainText('0 of 8,000');

  await job.getByRole('button', { name: /^Start/ }).click();
  await expect(job.getByText('Running')).toBeVisible();
  await expect.poll(() => percentOf(job)).toBeGreaterThan(0);
  expect(await percentOf(job)).toBeLessThan(100);
  await expect(page).toHaveTitle(/% – Meterhaul/);
  await expect(job).toContainText('REHEARSAL');
  await expect(job.getByRole('button', { name: /^Pause/ })).toBeFocused();

  await job.getByRole('button', { name: /^Pause/ }).click();
  await expect(job.getByText('Paused')).toBeVisible();
  await page.reload();
  await expect(job.getByText('Paused')).toBeVisible();

  await letGoFast(page);
  await job.getByRole('button', { name: /^Resume/ }).click();
  await expect(job.getByText('Completed')).toBeVisible();
  await expect(job).toContainText('8,000 of 8,000');
  await expect(page.getByRole('status')).toContainText('Completed');
  for (const [resource, intervals] of site.expected())
    expect(vtn.storedIntervals(resource)).toEqual(intervals);
});

test('the page of a job tells its figures by VEN and by load, and is readable for everyone', async ({
  page,
}) => {
  const job = await planJob(page, {});
  await job.getByRole('button', { name: /^Start/ }).click();
  await expect(job.getByText('Completed')).toBeVisible();
  await job.getByRole('link', { name: 'resources.db + load_data.h5' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByRole('heading', { name: 'Every interval is at the VTN' })).toBeVisible();
  const vens = page.getByRole('grid', { name: 'Points and loads by VEN' });
  for (const ven of site.vens)
    await expect(vens.getByRole('gridcell', { name: ven, exact: true })).toBeVisible();
  const loads = page.getByRole('grid', { name: 'Loads of the job' });
  await expect(loads).toHaveAttribute('aria-rowcount', '5');
  await vens.getByRole('gridcell', { name: site.vens[0] ?? '', exact: true }).click();
  await expect(loads).toHaveAttribute('aria-rowcount', '3');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `test-results/screens/real-job-${colorScheme}.png`, fullPage: true });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
});

test('the pace is changed while the job runs, takes effect at once, and is taken back with one press', async ({
  page,
}) => {
  const job = await planJob(page, slow);
  await job.getByRole('link', { name: 'resources.db + load_data.h5' }).click();
  await page.getByRole('button', { name: /^Start/ }).click();
  await expect(page.getByText('Your limit of points', { exact: true })).toBeVisible();
  const points = page.getByRole('group', { name: 'Points a second' });
  await expect(points).toContainText('In force: 50 points/s');

  const number = points.getByRole('textbox');
  await number.fill('60');
  await number.press('Enter');
  await expect(points).toContainText('In force: 60 points/s');
  await expect(page.getByRole('region', { name: 'List of decisions' })).toContainText('at most 60 points/s');
  await points.getByRole('button', { name: 'Back to 50 points/s' }).click();
  await expect(points).toContainText('In force: 50 points/s');

  await points.getByRole('checkbox', { name: 'No limit' }).check();
  await expect(page.getByText('Completed', { exact: true })).toBeVisible();
  for (const [resource, intervals] of site.expected())
    expect(vtn.storedIntervals(resource)).toEqual(intervals);
});

test('what failed is told by cause, tried again when the VTN is mended, and verified', async ({ page }) => {
  const unknown = [...site.expected().keys()][0] ?? '';
  vtn.setFaults([
    { kind: 'unknown-resources', resourceIds: [unknown] },
    { kind: 'refuse-rows', everyNth: 500 },
  ]);
  const job = await planJob(page, {});
  await job.getByRole('link', { name: 'resources.db + load_data.h5' }).click();
  await page.getByRole('button', { name: /^Start/ }).click();
  await expect(page.getByText('Finished with failures', { exact: true })).toBeVisible();

  await page.getByRole('link', { name: /^Rejects/ }).click();
  await expect(page.getByRole('grid', { name: 'Rejected intervals and rows' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the list to correct' }).click();
  expect((await download).suggestedFilename()).toMatch(/-rejects\.csv$/);
  const written = page.getByText(/-rejects\.csv is among the downloads of this browser/);
  await expect(written.first()).toBeVisible();

  vtn.setFaults([{ kind: 'refuse-rows', everyNth: 500 }]);
  await page.getByRole('link', { name: /^Failures/ }).click();
  const cause = page.getByRole('article', { name: 'The VTN does not know this resource.' });
  await cause.getByRole('button', { name: /^Retry these/ }).click();
  await expect(cause).toBeHidden();
  await expect(page.getByText('Finished with failures', { exact: true })).toBeVisible();

  vtn.setFaults([]);
  await page.getByRole('button', { name: 'Retry all' }).click();
  await expect(page.getByText('Completed', { exact: true })).toBeVisible();
  await expect(page.getByText('Nothing has failed.')).toBeVisible();
  for (const [resource, intervals] of site.expected())
    expect(vtn.storedIntervals(resource)).toEqual(intervals);

  await page.getByRole('link', { name: 'Verify', exact: true }).click();
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(page.getByText('What was compared')).toBeVisible();
  await page.reload();
  await expect(page.getByText(/^Verified /)).toBeVisible();
});

test('with the keyboard alone a job is cancelled after a question, and then removed', async ({ page }) => {
  const job = await planJob(page, {});
  await job.getByRole('button', { name: /^Cancel/ }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Keep the job' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(job.getByRole('button', { name: /^Cancel/ })).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Keep the job' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(job.getByText('Cancelled')).toBeVisible();
  await expect(dialog).toBeHidden();

  await expect(job.getByRole('button', { name: /^Remove/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Keep the job' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Jobs', exact: true })).toBeFocused();
});

test('stopping Meterhaul pauses the job, and after a new start the page resumes it to the end', async ({
  page,
}) => {
  const job = await planJob(page, slow);
  await job.getByRole('button', { name: /^Start/ }).click();
  await expect.poll(() => percentOf(job)).toBeGreaterThan(0);
  expect(await program.stop()).toBe(0);
  await expect(page.getByText('The connection to Meterhaul is lost.')).toBeVisible();

  program = await startServedProgram({ stateDir: join(folder, 'state'), folder, token: vtn.token });
  await page.goto(program.url);
  await expect(job.getByText('Paused')).toBeVisible();
  await letGoFast(page);
  await job.getByRole('button', { name: /^Resume/ }).click();
  await expect(job.getByText('Completed')).toBeVisible();
  for (const [resource, intervals] of site.expected())
    expect(vtn.storedIntervals(resource)).toEqual(intervals);
});

/** Takes the limit from the one job there is, beside the page. */
async function letGoFast(page: Page): Promise<void> {
  const engine = await connectBeside(page);
  for (const { id } of await engine.api.listJobs({}))
    await engine.api.changePace({ jobId: id, pace: { maxPointsPerSecond: null } });
  engine.close();
}

/** Opens the page and plans a job beside it; gives the card that appears by itself. */
async function planJob(page: Page, pace: { maxPointsPerSecond?: number }): Promise<Locator> {
  await page.goto(program.url);
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
  const engine = await connectBeside(page);
  await engine.api.planJob({
    files: [site.databasePath, site.meterFilePath],
    destination: { baseUrl: vtn.baseUrl },
    pace: { chunkPoints: 500, ...pace },
  });
  engine.close();
  const job = page.getByRole('article');
  await expect(job).toHaveCount(1);
  return job;
}

async function percentOf(job: Locator): Promise<number> {
  return Number(await job.getByRole('progressbar').getAttribute('aria-valuenow'));
}
