import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { words as danish } from '../../../src/renderer/words/locales/da/index.ts';
import { words as norwegian } from '../../../src/renderer/words/locales/nb/index.ts';
import { makeSampleSite } from '../../../src/engine/sample-site/make-sample-site.ts';
import { expect, test } from './flow-test.ts';
import { pressUntil } from './steps.ts';

const languages = [
  { code: 'da', name: 'Dansk', words: danish },
  { code: 'nb', name: 'Norsk bokmål', words: norwegian },
] as const;

for (const { code, name, words } of languages) {
  test(`up to the preview everything is in ${name}, and readable for everyone`, async ({ stage }) => {
    const site = await makeSampleSite(stage.siteFolder, {
      vens: 2,
      resources: 2,
      loadsPerResource: 3,
      rows: 500,
    });
    const app = await stage.open();
    const { page } = app;
    const { common, sources } = words;
    const look = (): Promise<void> => expectNoViolations(page, common.loading);
    const heading = (which: 'sources' | 'mapping' | 'preview'): Locator =>
      page.getByRole('heading', { level: 1, name: common.steps[which], exact: true });

    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('combobox', { name: 'Language' }).selectOption(name);
    await expect(page.getByRole('heading', { level: 1, name: words.settings.title })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', code);
    await page.getByRole('link', { name: common.nav.jobs, exact: true }).click();
    await expect(page.getByRole('heading', { name: words.jobs.empty.title })).toBeVisible();
    await look();
    await page.getByRole('link', { name: common.nav.newMigration }).click();
    await expect(heading('sources')).toBeVisible();
    await app.giveFiles([site.databasePath, site.meterFilePath], words);
    await expect(page.getByText(sources.set.title)).toBeVisible();
    await look();
    for (const which of ['mapping', 'preview'] as const) {
      const next = page.getByRole('button', {
        name: common.steps.next.replace('{{step}}', common.steps[which]),
      });
      await expect(next).toBeEnabled();
      await pressUntil(next, heading(which));
      if (which === 'preview') {
        // Thousands are set apart as the language does.
        await expect(page.getByRole('region', { name: words.preview.totals.title })).toContainText(
          (3000).toLocaleString(code),
        );
      }
      await look();
    }
  });
}

async function expectNoViolations(page: Page, loading: string): Promise<void> {
  await expect(page.getByText(loading)).toHaveCount(0);
  // The page itself is looked at, without another beside it: a window of Electron opens none, and there is no frame.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual(
    [],
  );
}
