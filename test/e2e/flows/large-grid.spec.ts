import type { Locator } from '@playwright/test';
import { makeSampleSite } from '../../../src/engine/sample-site/make-sample-site.ts';
import { expect, test } from './flow-test.ts';
import { goOnTo, newMigration } from './steps.ts';

/** As large as the largest site that is known. */
const loads = 116_412;
/** What a page can draw without delay; how long its tasks take the bench measures, as times tell of the machine. */
const mostRowsDrawn = 100;

test('116,412 loads are filtered, sorted, chosen by keyboard and mouse, and gone through to the last', async ({
  stage,
}) => {
  const site = await makeSampleSite(stage.siteFolder, {
    vens: 48,
    resources: loads / 6,
    meters: 153,
    rows: 48,
  });
  const app = await stage.open();
  const { page } = app;
  await newMigration(app);
  await app.giveFiles([site.databasePath, site.meterFilePath]);
  await goOnTo(page, 'Mapping', 'Preview', 'What to send');
  const chosen = page.getByRole('region', { name: 'Series chosen' });
  const grid = page.getByRole('grid', { name: 'Series of the migration' });
  await expect(chosen).toContainText('116,412 of 116,412');
  await expect(row(grid, 0)).toContainText(site.vens[0] ?? '');

  await test.step('goes to the last row and back with the keyboard', async () => {
    await grid.focus();
    await page.keyboard.press('End');
    await expect(row(grid, loads - 1)).toContainText(site.vens.at(-1) ?? '');
    await page.keyboard.press('PageUp');
    await expect(grid).toHaveAttribute('aria-activedescendant', /-1164(?!11)\d\d$/);
    await page.keyboard.press('Home');
    await expect(row(grid, 0)).toContainText(site.vens[0] ?? '');
  });

  await test.step('leaves out one by Space, several by Shift with arrows, and takes that back', async () => {
    await page.keyboard.press('Space');
    await expect(chosen).toContainText('116,411 of 116,412');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(chosen).toContainText('116,409 of 116,412');
    await page.getByRole('button', { name: 'Undo the last choice' }).click();
    await expect(chosen).toContainText('116,410 of 116,412');
  });

  await test.step('chooses with the mouse: one box, a range with Shift, all', async () => {
    await row(grid, 4).getByRole('gridcell').first().click();
    await expect(chosen).toContainText('116,409 of 116,412');
    await row(grid, 8)
      .getByRole('gridcell')
      .nth(2)
      .click({ modifiers: ['Shift'] });
    await expect(chosen).toContainText('116,405 of 116,412');
    await grid.getByRole('checkbox', { name: 'Choose all' }).click();
    await expect(chosen).toContainText('116,412 of 116,412');
  });

  await test.step('sorts by a column, both ways', async () => {
    await grid.getByRole('button', { name: 'VEN' }).click();
    await expect(grid.getByRole('columnheader', { name: 'VEN' })).toHaveAttribute('aria-sort', 'ascending');
    // As a Danish list is sorted: Aabenraa comes last.
    const sorted = site.vens.toSorted(new Intl.Collator('da', { numeric: true }).compare);
    await expect(row(grid, 0)).toContainText(sorted[0] ?? '');
    await grid.getByRole('button', { name: 'VEN' }).click();
    await expect(grid.getByRole('columnheader', { name: 'VEN' })).toHaveAttribute('aria-sort', 'descending');
    await expect(row(grid, 0)).toContainText(sorted.at(-1) ?? '');
  });

  await test.step('filters by text, chooses only what matches, and scrolls through all', async () => {
    const matching = site.loads.filter(({ name }) => name === 'Water Heater').length;
    await page.getByRole('searchbox', { name: 'Search' }).fill('water heater');
    const figure = matching.toLocaleString('en-GB');
    await expect(page.getByRole('button', { name: `Choose all that match (${figure})` })).toBeVisible();
    await page.getByRole('button', { name: 'Leave out all that match' }).click();
    await expect(chosen).toContainText(`${(loads - matching).toLocaleString('en-GB')} of 116,412`);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect(grid).toHaveAttribute('aria-rowcount', String(loads + 1));
    await grid.hover();
    for (let turn = 0; turn < 20; turn++) await page.mouse.wheel(0, 4000);
    // The browser scrolls when it comes to it: after a key that came in between, it would scroll away from there.
    await expect.poll(() => grid.evaluate(({ scrollTop }) => scrollTop)).toBe(20 * 4000);
    await grid.focus();
    await page.keyboard.press('End');
    await expect(
      row(grid, loads - 1)
        .getByRole('gridcell')
        .nth(1),
    ).not.toBeEmpty();
    expect(await grid.getByRole('row').count()).toBeLessThan(mostRowsDrawn);
  });
});

function row(grid: Locator, index: number): Locator {
  // Rows are counted from 1, and the titles are the first.
  return grid.locator(`[role="row"][aria-rowindex="${index + 2}"]`);
}
