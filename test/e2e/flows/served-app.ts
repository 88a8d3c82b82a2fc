import { readFile } from 'node:fs/promises';
import { basename, dirname, relative, sep } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Words } from '../../../src/renderer/words/locales/en/index.ts';
import { words as english } from '../../../src/renderer/words/locales/en/index.ts';
import { portToKeep } from '../../suites/kept-port.ts';
import { startServedProgram } from '../served/served-program.ts';
import type { ServedProgram } from '../served/served-program.ts';
import type { AppHome, AppUnderTest } from './app-under-test.ts';

/** The pages in a browser, over `meterhaul serve` as it is built. */
export async function openServedApp(page: Page, home: AppHome): Promise<AppUnderTest> {
  const port = await portToKeep();
  let program: ServedProgram = await startServedProgram({ ...home, folder: home.siteFolder, port });
  const open = async (): Promise<void> => {
    await page.goto(program.url);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  };
  await open();
  const app: AppUnderTest = {
    page,
    giveFiles: (paths, { sources } = english) => chooseInFolder(page, sources, home.siteFolder, paths),
    giveOwnFiles: async (paths) => {
      const asked = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: english.sources.upload }).click();
      await (await asked).setFiles([...paths]);
    },
    giveOneFile: async (label, path) => {
      const asked = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: `Upload: ${label}` }).click();
      await (await asked).setFiles(path);
    },
    saved: async (press) => {
      const asked = page.waitForEvent('download');
      await press();
      const download = await asked;
      return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
    },
    killAndRestart: async () => {
      await program.kill();
      await expect(page.getByText('The connection to Meterhaul is lost.')).toBeVisible();
      // Only what stands behind the # will differ from what is open: without this the browser would stay where it is,
      // and the page of the session that has ended would be refused by the new program, and say so.
      await page.goto('about:blank');
      program = await startServedProgram({ ...home, folder: home.siteFolder, port });
      await open();
    },
    close: async () => {
      await program.stop();
    },
    [Symbol.asyncDispose]: () => app.close(),
  };
  return app;
}

/** Goes through the picker of the server to each file, as a person would. */
async function chooseInFolder(
  page: Page,
  { chooseThere, folder: words }: Words['sources'],
  root: string,
  paths: readonly string[],
): Promise<void> {
  await page.getByRole('button', { name: chooseThere }).click();
  const dialog = page.getByRole('dialog', { name: words.title });
  const entry = (name: string) => dialog.getByRole('option', { name });
  const folders = new Set(paths.map((path) => relative(root, dirname(path))));
  expect(folders.size, 'the picker leads to one folder at a time').toBe(1);
  for (const folder of [...folders].flatMap((path) => path.split(sep)).filter((name) => name !== '')) {
    await entry(folder).click();
  }
  for (const path of paths) await entry(basename(path)).click();
  const add = paths.length === 1 ? words.add_one : words.add_other;
  await dialog.getByRole('button', { name: add.replace('{{count}}', String(paths.length)) }).click();
  await expect(dialog).toBeHidden();
}
