import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const installed = [
  process.env['CHROME_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of a browser for the page tests: an installed Chrome or Chromium, else Playwright's own; null without any. */
export function findBrowser(): string | null {
  return (
    [...installed, chromium.executablePath()].find((path) => path !== undefined && existsSync(path)) ?? null
  );
}

/** Installs Debian's chromium where root may, else Playwright's own. Says on stderr when neither worked. */
export function installBrowser(): void {
  const quiet = { stdio: ['ignore', 2, 2] as ['ignore', number, number] };
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0) {
    process.stderr.write('Installing Chromium for the page tests ...\n');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { ...quiet, env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { ...quiet, env });
  }
  if (findBrowser() === null) spawnSync('playwright', ['install', 'chromium'], quiet);
  if (findBrowser() === null) {
    process.stderr.write(
      'No browser could be installed: the page tests will fail. Install Chrome or Chromium, or set CHROME_PATH.\n',
    );
  }
}
