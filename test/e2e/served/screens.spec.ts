import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page, ViewportSize } from '@playwright/test';
import { AppError } from '../../../src/contract/app-error.ts';
import { jobsInEveryState } from './sample-jobs.ts';
import { sampleOutcome } from './sample-outcome.ts';
import { serveSample } from './serve-sample.ts';
import type { ServedSample } from './serve-sample.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
const schemes = ['light', 'dark'] as const;

let served: ServedSample | undefined;
const complaints: string[] = [];

test.beforeEach(({ page }) => {
  complaints.length = 0;
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
});

test.afterEach(async () => {
  await served?.server.close();
  served = undefined;
});

/** A picture of each size to look at in test-results/, and the rules that a machine can check. */
async function inspect(page: Page, name: string, viewports: readonly ViewportSize[] = sizes): Promise<void> {
  const fullPage = (await page.getByRole('dialog').count()) === 0;
  for (const size of viewports.toReversed()) {
    await page.setViewportSize(size);
    await page.screenshot({ path: `test-results/screens/${name}-${size.width}.png`, fullPage });
    // What measures its room itself is drawn anew a moment after the window has changed.
    await expect.poll(() => overflowOf(page)).toBe(0);
  }
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

/** The address of a page is behind the #: nothing is loaded anew. */
async function goToJob(page: Page, jobId: string, part = 'run'): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `/jobs/${jobId}/${part}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** By how much the page is wider than its window. */
async function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

for (const colorScheme of schemes) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: sizes[0] });
    const name = (state: string): string => `${state}-${colorScheme}`;

    test('the first visit says what the tool does and is readable for everyone', async ({ page }) => {
      served = await serveSample([]);
      await page.goto(served.server.url);
      await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
      await inspect(page, name('empty'));
      expect(complaints).toEqual([]);
    });

    test('every state of a job can be told apart and is readable for everyone', async ({ page }) => {
      served = await serveSample(jobsInEveryState);
      await page.goto(served.server.url);
      await expect(page.getByRole('article')).toHaveCount(jobsInEveryState.length);
      await inspect(page, name('jobs'));
      expect(complaints).toEqual([]);
    });

    for (const { id, state } of jobsInEveryState) {
      test(`the page of a job that is ${state} says how it stands, and is readable for everyone`, async ({
        page,
      }) => {
        served = await serveSample(jobsInEveryState);
        await page.goto(served.server.url);
        await expect(page.getByRole('article')).toHaveCount(jobsInEveryState.length);
        await goToJob(page, id);
        await expect(page.getByRole('link', { name: 'Run', exact: true })).toHaveAttribute(
          'aria-current',
          'page',
        );
        if (state !== 'planning')
          await expect(page.getByRole('heading', { name: 'Decisions on the way' })).toBeVisible();
        await inspect(page, name(`job-${state}`));
        expect(complaints).toEqual([]);
      });
    }

    test('the address of a job that is gone says so, and is readable for everyone', async ({ page }) => {
      served = await serveSample(jobsInEveryState);
      await page.goto(served.server.url);
      await expect(page.getByRole('article')).toHaveCount(jobsInEveryState.length);
      await goToJob(page, 'no-such-job');
      await expect(page.getByRole('heading', { name: 'This job is not there any more' })).toBeVisible();
      await inspect(page, name('job-gone'));
      expect(complaints).toEqual([]);
    });

    test('what became of a job is told by cause and by row, and is readable for everyone', async ({
      page,
    }) => {
      served = await serveSample(jobsInEveryState, sampleOutcome);
      await page.goto(served.server.url);
      await expect(page.getByRole('article')).toHaveCount(jobsInEveryState.length);
      await goToJob(page, '2026-11-20-incomplete', 'failures');
      await expect(page.getByRole('heading', { name: 'The VTN does not know this resource.' })).toBeVisible();
      await page.getByRole('button', { name: /^Show the loads: The VTN does not know/ }).click();
      await expect(page.getByRole('gridcell', { name: 'AHU 3 – load_1' })).toBeVisible();
      await inspect(page, name('job-failures'));
      await goToJob(page, '2026-11-20-incomplete', 'rejects');
      await expect(page.getByRole('gridcell', { name: 'The value is infinite.' }).first()).toBeVisible();
      await inspect(page, name('job-rejects'));
      await goToJob(page, '2026-11-20-incomplete', 'verify');
      await expect(page.getByText('1 difference', { exact: true })).toBeVisible();
      await inspect(page, name('job-verify'));
      expect(complaints).toEqual([]);
    });

    test('dialogs say what will happen, and are readable for everyone', async ({ page }) => {
      served = await serveSample(jobsInEveryState);
      await page.goto(served.server.url);
      await page
        .getByRole('button', { name: /^Cancel/ })
        .first()
        .click();
      await expect(page.getByRole('dialog')).toContainText('stay at the VTN');
      await expect(page.getByRole('dialog')).toHaveCSS('opacity', '1');
      await inspect(page, name('cancel'));
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await page
        .getByRole('button', { name: /^Remove/ })
        .first()
        .click();
      await expect(page.getByRole('dialog')).toContainText('are not touched');
      await expect(page.getByRole('dialog')).toHaveCSS('opacity', '1');
      await inspect(page, name('remove'));
      expect(complaints).toEqual([]);
    });

    test('trouble is told with what to do, and is readable for everyone', async ({ page }) => {
      const damaged = new AppError('ledger/corrupt', 'ledger.db: database disk image is malformed.');
      served = await serveSample(jobsInEveryState, { listJobs: () => Promise.reject(damaged) });
      await page.goto(served.server.url);
      await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
      await inspect(page, name('failed'));
      await served.server.close();
      await expect(page.getByText('The connection to Meterhaul is lost.')).toBeVisible();
      await inspect(page, name('lost'));
      await page.goto('about:blank');
    });

    test('a used address says how to get a fresh one', async ({ page }) => {
      served = await serveSample([]);
      await page.goto(served.server.url);
      await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
      await page.evaluate(() => sessionStorage.clear());
      await page.goto('about:blank');
      await page.goto(served.server.url);
      await expect(page.getByRole('heading', { name: 'This address was used already' })).toBeVisible();
      await inspect(page, name('used'));
    });
  });
}

test('at 200 % zoom on a small screen nothing is cut off', async ({ page }) => {
  const small = { width: 640, height: 400 };
  await page.setViewportSize(small);
  served = await serveSample(jobsInEveryState);
  await page.goto(served.server.url);
  await expect(page.getByRole('article')).toHaveCount(jobsInEveryState.length);
  await inspect(page, 'zoomed', [small]);
  for (const part of ['run', 'failures', 'rejects', 'verify'] as const) {
    await goToJob(page, '2026-11-20-running', part);
    await expect(page.getByRole('link', { name: new RegExp(`^${part}`, 'i') })).toHaveAttribute(
      'aria-current',
      'page',
    );
    await inspect(page, `zoomed-job-${part}`, [small]);
  }
});
