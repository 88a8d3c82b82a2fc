import type { Locator, Page } from '@playwright/test';
import { makeSampleSite } from '../../../src/engine/sample-site/make-sample-site.ts';
import { expectExactly } from './at-the-vtn.ts';
import { expect, test } from './flow-test.ts';
import { expectState, expectStep, nextButton, parts } from './steps.ts';
import type { Step } from './steps.ts';

test('the pair of a VEN client goes to a verified end without the mouse', async ({ stage, door }) => {
  const site = await makeSampleSite(stage.siteFolder, {
    vens: 1,
    resources: 2,
    loadsPerResource: 2,
    rows: 200,
  });
  const vtn = await stage.startVtn();
  const app = await stage.open();
  const { page } = app;

  await pressOn(page, page.getByRole('link', { name: 'New migration' }));
  await expectStep(page, 'Sources');
  if (door === 'served') await chooseByKeys(page);
  else await app.giveFiles([site.databasePath, site.meterFilePath]);
  await expect(page.getByText('VEN client: resource database with its meter file')).toBeVisible();
  for (const step of ['Mapping', 'Preview', 'What to send', 'Destination'] as const)
    await goOnByKeys(page, step);

  await pressOn(page, page.getByRole('button', { name: 'Add a destination' }));
  const form = page.getByRole('region', { name: 'New destination' });
  await expect(form.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused();
  await page.keyboard.type('By keys');
  await tabTo(page, form.getByRole('textbox', { name: 'Address of the VTN' }));
  await page.keyboard.type(vtn.baseUrl);
  await tabTo(page, form.getByRole('textbox', { name: 'Token' }));
  await page.keyboard.type(vtn.token);
  await page.keyboard.press('Enter');
  await expect(form).toBeHidden();
  await goOnByKeys(page, 'Check');
  const start = page.getByRole('button', { name: 'Start sending' });
  await expect(start).toBeEnabled();
  await pressOn(page, start);
  await expectState(page, 'Completed');
  await pressOn(page, parts(page).getByRole('link', { name: 'Verify' }));
  await pressOn(page, page.getByRole('button', { name: 'Verify now' }));
  await expect(page.getByText('Everything agrees', { exact: true })).toBeVisible();
  expectExactly(vtn, site.expected());
});

/** In the picker: the folder's entries are one stop, with arrows and Space in it. */
async function chooseByKeys(page: Page): Promise<void> {
  await pressOn(page, page.getByRole('button', { name: 'Choose on the computer that runs Meterhaul…' }));
  const dialog = page.getByRole('dialog', { name: 'Choose files' });
  await expect(dialog.getByRole('textbox', { name: 'Find by name in this folder' })).toBeFocused();
  await tabTo(page, dialog.getByRole('listbox'));
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await pressOn(page, dialog.getByRole('button', { name: 'Add 2 files' }));
  await expect(dialog).toBeHidden();
}

async function goOnByKeys(page: Page, step: Step): Promise<void> {
  const next = nextButton(page, step);
  await expect(next).toBeEnabled();
  await pressOn(page, next);
  await expectStep(page, step);
}

async function pressOn(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

const mostStops = 150;
/** The browser brings what gets the focus into view within this. */
const shownAfterMs = 2000;

/**
 * Goes on with Tab until the target has the focus, which must show. What stands above it may still be coming and push it
 * out of sight again: a person goes back a step then, and on.
 */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  const focused = target.and(page.locator(':focus'));
  await expect(async () => {
    for (let stop = 0; (await focused.count()) === 0; stop++) {
      expect(stop, `Tab comes to ${String(target)}`).toBeLessThan(mostStops);
      await page.keyboard.press('Tab');
    }
    try {
      await expect(target).toBeInViewport({ timeout: shownAfterMs });
    } catch (thrown) {
      await page.keyboard.press('Shift+Tab');
      throw thrown;
    }
  }).toPass();
}
