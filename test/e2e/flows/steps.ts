import type { Locator, Page } from '@playwright/test';
import type { PracticeVtn } from '../../../src/practice-vtn/start-practice-vtn.ts';
import type { AppUnderTest } from './app-under-test.ts';
import { addDestination } from './destinations.ts';
import type { NewDestination } from './destinations.ts';
import { expect } from './flow-test.ts';

export type Step = 'Sources' | 'Mapping' | 'Preview' | 'What to send' | 'Destination' | 'Check';

/** Begins a migration; its first step is open afterwards. */
export async function newMigration({ page }: AppUnderTest): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'New migration' }).click();
  await expectStep(page, 'Sources');
}

/** Goes on to a step with the button at the foot of the page, once nothing is missing. */
export async function goOn(page: Page, to: Step): Promise<void> {
  const next = nextButton(page, to);
  await expect(next).toBeEnabled();
  await pressUntil(next, page.getByRole('heading', { level: 1, name: to, exact: true }));
  await expectStep(page, to);
}

const pressAgainMs = 5000;

/**
 * Presses a button that goes away when it has done its work, until what it leads to is there. What stands above it may
 * still be coming, and a button that moves between the mouse's down and its up is not pressed: a person tries again.
 */
export async function pressUntil(button: Locator, there: Locator): Promise<void> {
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: pressAgainMs });
    await expect(there).toBeVisible({ timeout: pressAgainMs });
  }).toPass();
}

export async function expectStep(page: Page, step: Step): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: step, exact: true })).toBeVisible();
  await expect(steps(page).locator('[aria-current="step"]')).toContainText(step);
}

export function steps(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Steps of the migration' });
}

export function nextButton(page: Page, to: Step): Locator {
  return page.getByRole('button', { name: `Next: ${to}` });
}

/** Takes the steps one after the other, each as it is. */
export async function goOnTo(page: Page, ...through: readonly Step[]): Promise<void> {
  for (const step of through) await goOn(page, step);
}

/** All steps of a site that leaves nothing open, from the list of jobs to the check. */
export async function prepare(
  app: AppUnderTest,
  files: readonly string[],
  vtn: Pick<PracticeVtn, 'baseUrl' | 'token'>,
  destination: NewDestination = {},
): Promise<void> {
  await newMigration(app);
  await app.giveFiles(files);
  await goOnTo(app.page, 'Mapping', 'Preview', 'What to send', 'Destination');
  await addDestination(app.page, vtn, destination);
  await goOn(app.page, 'Check');
}

/** At the step of what to send, with one series: types in where it goes. */
export async function typeResource(page: Page, resource: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Resource of the series' }).fill(resource);
  await page.getByRole('button', { name: 'Keep resource' }).click();
}

/** From the check to the job's page, with the job under way. */
export async function startSending(page: Page): Promise<void> {
  const start = page.getByRole('button', { name: 'Start sending' });
  await expect(start).toBeEnabled();
  await pressUntil(start, parts(page));
}

/** What the page says aloud because it went wrong. */
export function alarm(page: Page): Locator {
  return page.getByRole('alert').filter({ hasText: /\S/ });
}

/** The parts of the page of a job. */
export function parts(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Parts of the job' });
}

/** Waits until the job of this page stands so. */
export async function expectState(page: Page, word: string): Promise<void> {
  await expect(page.getByRole('main').getByText(word, { exact: true }).first()).toBeVisible();
}

/** From the end of a job: verifies it, and expects that nothing differs. */
export async function verify(page: Page, intervals: number): Promise<void> {
  await parts(page).getByRole('link', { name: 'Verify' }).click();
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(page.getByText('Everything agrees', { exact: true })).toBeVisible();
  const figure = intervals.toLocaleString('en-GB');
  await expect(page.getByText(`${figure} of ${figure} intervals are the same at the VTN`)).toBeVisible();
}
