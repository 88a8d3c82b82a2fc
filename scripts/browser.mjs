// The browser of the page tests: an installed Chrome or Chromium, else Playwright's own, else Debian's package.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const installed = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of a browser that can be started, or null. */
export function findBrowser() {
  return (
    [...installed, chromium.executablePath()].find((path) => path !== undefined && existsSync(path)) ?? null
  );
}

/** Installs Debian's chromium when root may, else Playwright's own; the tests say so when neither worked. */
export function installBrowser() {
  const isRoot = process.getuid?.() === 0;
  if (isRoot && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0) {
    process.stderr.write('Installing Chromium for the page tests ...\n');
    const quiet = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('apt-get', ['update', '-qq'], quiet);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
  }
  if (findBrowser() === null) spawnSync('playwright', ['install', 'chromium'], { stdio: ['ignore', 2, 2] });
  if (findBrowser() === null) {
    process.stderr.write(
      'No browser could be installed: the page tests will fail. Install Chrome or Chromium, or set CHROME_PATH.\n',
    );
  }
}
