import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startPracticeVtn } from '../../../src/practice-vtn/start-practice-vtn.ts';
import type { PracticeVtn, PracticeVtnOptions } from '../../../src/practice-vtn/start-practice-vtn.ts';
import { whyNoElectron } from '../electron/start-app.ts';
import type { AppHome, AppUnderTest, Door } from './app-under-test.ts';
import { openElectronApp } from './electron-app.ts';
import { openServedApp } from './served-app.ts';

/** What a flow begins with: a folder for the site's files, practice VTNs, and the program to be opened. */
export interface Stage {
  readonly siteFolder: string;
  /** Where the program keeps its ledger, its drafts and its rehearsal. */
  readonly stateDir: string;
  startVtn(options?: Partial<PracticeVtnOptions>): Promise<PracticeVtn>;
  /** Opens the program at this run's door; `token` is what the environment says. */
  open(home?: Pick<AppHome, 'token'>): Promise<AppUnderTest>;
}

/** The same flows for each door: `door` is set by the project. */
export const test = base.extend<{ door: Door; reachable: null; stage: Stage }>({
  door: ['served', { option: true }],
  // Before all others, so that no browser is started for nothing.
  reachable: [
    async ({ door }, use, testInfo) => {
      const missing = door === 'electron' ? whyNoElectron() : null;
      testInfo.skip(missing !== null, missing ?? '');
      await use(null);
    },
    { auto: true },
  ],
  stage: async ({ door, page }, use) => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'meterhaul-flow-')));
    const siteFolder = join(folder, 'site');
    const stateDir = join(folder, 'state');
    await mkdir(siteFolder);
    const noise: string[] = [];
    await using closing = new AsyncDisposableStack();
    closing.defer(() => rm(folder, { recursive: true, force: true }));
    await use({
      siteFolder,
      stateDir,
      startVtn: async (options = {}) => {
        const vtn = await startPracticeVtn({ databasePath: ':memory:', ...options });
        closing.defer(() => vtn.close());
        return vtn;
      },
      open: async (home = {}) => {
        const whole = { stateDir, siteFolder, ...home };
        if (door === 'served') listenForNoise(page, noise);
        const app = await (door === 'served' ? openServedApp(page, whole) : openElectronApp(whole));
        if (door === 'electron') listenForNoise(app.page, noise);
        return closing.use(app);
      },
    });
    expect(noise, 'the page has nothing to say to its developers').toEqual([]);
  },
});

/** A connection that breaks when the program is killed is told by the browser itself. */
const brokenConnection = /WebSocket connection to|net::ERR_CONNECTION_REFUSED/;

/** Errors and warnings of the page, and what its policy forbade. */
function listenForNoise(page: Page, noise: string[]): void {
  page.on('pageerror', (error) => noise.push(String(error)));
  page.on('console', (message) => {
    const isLoud = message.type() === 'error' || message.type() === 'warning';
    if (isLoud && !brokenConnection.test(message.text())) noise.push(message.text());
  });
}

export { expect };
