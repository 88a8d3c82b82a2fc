import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';

const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

let stateDir: string;
let app: ElectronApplication | undefined;

test.skip(
  !hasElectron(),
  "Electron's binary is not installed here (its package downloads it on first start): the window is not tested.",
);

test.beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'meterhaul-electron-'));
  app = await _electron.launch({
    // Chromium's own sandbox does not work for root, as in a container.
    args: [
      '.',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${join(stateDir, 'profile')}`,
    ],
    env: { ...environment(), METERHAUL_STATE_DIR: stateDir },
  });
});

test.afterEach(async () => {
  await app?.close();
  await rm(stateDir, { recursive: true, force: true });
});

test('the window shows the jobs of the engine, and its page has nothing of Node', async () => {
  const page = await firstWindow();
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
  expect(page.url()).toBe('app://meterhaul/');
  expect(await page.evaluate(() => [typeof require, typeof process])).toEqual(['undefined', 'undefined']);
  expect(await page.evaluate(() => Object.keys(Reflect.get(window, 'meterhaul') as object))).toEqual([
    'onEngineWire',
  ]);
});

test('a page cannot be led away or open another', async () => {
  const page = await firstWindow();
  await expect(page.getByRole('heading', { name: 'Jobs', exact: true })).toBeVisible();
  await page.evaluate(() => {
    window.open('https://example.com/');
    window.location.href = 'https://example.com/';
  });
  await expect(page.getByRole('heading', { name: 'Jobs', exact: true })).toBeVisible();
  expect(page.url()).toBe('app://meterhaul/');
  expect(app?.windows()).toHaveLength(1);
});

test('the page connects again by itself after the engine was killed', async () => {
  const page = await firstWindow();
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
  const killed = await app?.evaluate(({ app: electronApp }) => {
    const engine = electronApp.getAppMetrics().find(({ name }) => name === 'Meterhaul engine');
    if (engine !== undefined) process.kill(engine.pid, 'SIGKILL');
    return engine !== undefined;
  });
  expect(killed).toBe(true);
  await expect(page.getByText('The connection to Meterhaul is lost.')).toBeVisible();
  await expect(page.getByText('The connection to Meterhaul is lost.')).toBeHidden();
});

function hasElectron(): boolean {
  const pathFile = join(electronFolder, 'path.txt');
  return (
    existsSync(pathFile) && existsSync(join(electronFolder, 'dist', readFileSync(pathFile, 'utf8').trim()))
  );
}

async function firstWindow(): Promise<Page> {
  if (app === undefined) throw new Error('The app was not started.');
  return await app.firstWindow();
}

function environment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}
