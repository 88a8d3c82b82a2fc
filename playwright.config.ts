import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser.ts';
import type { Door } from './test/e2e/flows/app-under-test.ts';

const executablePath = findBrowser();

export default defineConfig<{ door: Door }>({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  fullyParallel: false,
  // Each has a browser and an engine of its own.
  workers: 2,
  // Whole migrations, with several programs on a machine that may be busy.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  // The run says at its end which tests needed it.
  retries: 1,
  reporter: 'line',
  use: {
    locale: 'en-GB',
    contextOptions: { reducedMotion: 'reduce' },
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: [
        // The browser's own sandbox does not work for root, as in a container.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-gpu',
        '--no-first-run',
      ],
    },
  },
  projects: [
    // The same flows at each door.
    { name: 'served', testMatch: '{served,flows}/**/*.spec.ts', use: { door: 'served' } },
    { name: 'electron', testMatch: '{electron,flows}/**/*.spec.ts', use: { door: 'electron' } },
  ],
});
