import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { electronProgram, makeHome, whyNoElectron } from './start-app.ts';
import type { Home } from './start-app.ts';

let home: Home;
let app: ElectronApplication;

test.skip(whyNoElectron() !== null, whyNoElectron() ?? '');

test.beforeEach(async () => {
  home = await makeHome();
  app = await home.start();
});

test.afterEach(async () => {
  await app.close();
  await home[Symbol.asyncDispose]();
});

test('the window shows our page, and what the page has of Electron is exactly what is listed', async () => {
  const page = await readyWindow();
  expect(page.url()).toMatch(/^app:\/\/meterhaul\//);
  expect(await page.evaluate(() => [typeof require, typeof process])).toEqual(['undefined', 'undefined']);
  const given = await page.evaluate(() => Object.keys(Reflect.get(window, 'meterhaul') as object).sort());
  expect(given).toEqual([
    'chooseFiles',
    'chooseFolder',
    'droppedPaths',
    'noteRecentFiles',
    'onCommand',
    'onEngineWire',
    'platform',
    'recentFiles',
    'saveFile',
    'showInFolder',
  ]);
});

test('a page cannot be led away, open another, or run a script that is written into it', async () => {
  const page = await readyWindow();
  const url = page.url();
  const ran = await page.evaluate(() => {
    window.open('https://example.com/');
    const script = document.createElement('script');
    script.textContent = 'window.hasRunInline = true';
    document.body.append(script);
    window.location.href = 'https://example.com/';
    return Reflect.get(window, 'hasRunInline') as unknown;
  });
  expect(ran).toBeUndefined();
  await expect(page.locator('h1')).toBeVisible();
  expect(page.url()).toBe(url);
  expect(app.windows()).toHaveLength(1);
});

test('the page reaches nothing outside the app', async () => {
  const page = await readyWindow();
  const failed = await page.evaluate(() =>
    fetch('https://example.com/').then(
      () => false,
      () => true,
    ),
  );
  expect(failed).toBe(true);
});

test('a second start ends by itself and leaves the one window', async () => {
  await readyWindow();
  const file = join(home.folder, 'north.csv');
  await writeFile(file, 'time;value\n');
  const second = spawn(electronProgram(), home.arguments([file]), { env: home.environment, stdio: 'ignore' });
  await once(second, 'exit');
  expect(app.windows()).toHaveLength(1);
});

test('the page connects again by itself after the engine was killed', async () => {
  const page = await readyWindow();
  // The page may be there before the engine is.
  await expect.poll(enginePid).not.toBeNull();
  const killed = await enginePid();
  if (killed !== null) process.kill(killed, 'SIGKILL');
  await expect.poll(enginePid).not.toBe(killed);
  await expect(page.locator('h1')).toBeVisible();
});

test('a page that crashed is there again, by itself', async () => {
  await readyWindow();
  const reloaded = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('did-finish-load', () => resolve(true));
        contents?.forcefullyCrashRenderer();
      }),
  );
  expect(await reloaded).toBe(true);
});

test('the menus have the shortcuts of the guide', async () => {
  await readyWindow();
  const shortcuts = await app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
    return items.map(({ accelerator }) => accelerator ?? '');
  });
  for (const each of ['CmdOrCtrl+N', 'CmdOrCtrl+O', 'CmdOrCtrl+,']) expect(shortcuts).toContain(each);
});

function enginePid(): Promise<number | null> {
  return app.evaluate(
    ({ app: electronApp }) =>
      electronApp.getAppMetrics().find(({ name }) => name === 'Meterhaul engine')?.pid ?? null,
  );
}

/** The window, once its page shows something. */
async function readyWindow(): Promise<Page> {
  const page = await app.firstWindow();
  await expect(page.locator('h1')).toBeVisible();
  return page;
}
