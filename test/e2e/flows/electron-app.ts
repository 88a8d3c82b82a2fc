import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { words as english } from '../../../src/renderer/words/locales/en/index.ts';
import { makeHome } from '../electron/start-app.ts';
import type { AppHome, AppUnderTest } from './app-under-test.ts';

/** The window of the desktop app; its dialogs are answered instead of a person. */
export async function openElectronApp(given: AppHome): Promise<AppUnderTest> {
  const home = await makeHome({
    METERHAUL_STATE_DIR: given.stateDir,
    ...(given.token === undefined ? {} : { METERHAUL_TOKEN: given.token }),
  });
  let running = await home.start();
  let page = await readyWindow(running);
  const giveFiles: AppUnderTest['giveFiles'] = async (paths, { sources } = english) => {
    await running.evaluate(({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...filePaths] });
    }, paths);
    await page.getByRole('button', { name: sources.chooseFiles }).click();
  };
  const app: AppUnderTest = {
    get page() {
      return page;
    },
    giveFiles,
    giveOwnFiles: (paths) => giveFiles(paths),
    giveOneFile: async (label, filePath) => {
      await running.evaluate(({ dialog }, path) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
      }, filePath);
      await page.getByRole('button', { name: `Choose: ${label}` }).click();
    },
    saved: async (press) => {
      const filePath = join(home.folder, 'saved.txt');
      await running.evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
      }, filePath);
      await press();
      await expect.poll(() => readFile(filePath, 'utf8').catch(() => '')).not.toBe('');
      return { name: basename(filePath), text: await readFile(filePath, 'utf8') };
    },
    killAndRestart: async () => {
      const ended = once(running.process(), 'exit');
      running.process().kill('SIGKILL');
      await ended;
      running = await home.start();
      page = await readyWindow(running);
    },
    close: () => running.close(),
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await home[Symbol.asyncDispose]();
    },
  };
  return app;
}

async function readyWindow(running: ElectronApplication): Promise<Page> {
  const page = await running.firstWindow();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return page;
}
