import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { AppError } from '../../../src/contract/app-error.ts';
import { jobsInEveryState } from './sample-jobs.ts';
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

/** A picture to look at in test-results/, and the rules that a machine can check, once for each colour scheme. */
async function inspect(page: Page, name: string): Promise<void> {
  const fullPage = (await page.getByRole('dialog').count()) === 0;
  await page.screenshot({ path: `test-results/screens/${name}.png`, fullPage });
  if (name.endsWith('-1920')) return;
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

for (const colorScheme of schemes) {
  for (const viewport of sizes) {
    test.describe(`${colorScheme} at ${viewport.width}x${viewport.height}`, () => {
      test.use({ colorScheme, viewport });
      const name = (state: string): string => `${state}-${colorScheme}-${viewport.width}`;

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

        await page
          .getByRole('button', { name: /^Details/ })
          .first()
          .click();
        await expect(page.getByRole('heading', { name: 'Decisions on the way' })).toBeVisible();
        await inspect(page, name('details'));
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
}

test('at 200 % zoom on a small screen nothing is cut off', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  served = await serveSample(jobsInEveryState);
  await page.goto(served.server.url);
  await expect(page.getByRole('article')).toHaveCount(jobsInEveryState.length);
  await page
    .getByRole('button', { name: /^Details/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Decisions on the way' })).toBeVisible();
  await inspect(page, 'zoomed');
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});
