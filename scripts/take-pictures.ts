// Renews the pictures of the guide from the real pages: npm run build, then node scripts/take-pictures.ts
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { createEngine } from '../src/engine/create-engine.ts';
import { makeSampleSite } from '../src/engine/sample-site/make-sample-site.ts';
import { startPracticeVtn } from '../src/practice-vtn/start-practice-vtn.ts';
import { startServer } from '../src/server/start-server.ts';
import { findBrowser } from './browser.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-pictures-'));
const site = await makeSampleSite(folder, { quirks: [{ load: 7, kind: 'no-vtn-id' }] });
const vtn = await startPracticeVtn({ databasePath: ':memory:' });
const engine = createEngine({
  stateDir: path.join(folder, 'state'),
  version: 'picture',
  secrets: { credentialsFor: () => Promise.resolve({ kind: 'token', token: vtn.token }) },
});
const server = await startServer({ engine, rendererDir: path.join(root, 'out', 'renderer') });
const browser = await chromium.launch({ executablePath: findBrowser() ?? '', args: ['--no-sandbox'] });
try {
  const files = [site.databasePath, site.meterFilePath];
  const { jobId } = await engine.api.planJob({
    files,
    destination: { baseUrl: vtn.baseUrl },
    pace: { maxPointsPerSecond: 60_000 },
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 470 }, locale: 'en-GB' });
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Start' }).click();
  await new Promise<void>((resolve) => {
    engine.subscribe((event) => {
      if (event.type === 'job-changed' && event.job.points.confirmed > 250_000) resolve();
    });
  });
  await page.screenshot({ path: path.join(root, 'docs', 'guide', 'jobs.png') });
  await engine.api.pauseJob({ jobId });
} finally {
  await browser.close();
  await server.close();
  await engine.close();
  await vtn.close();
  await rm(folder, { recursive: true, force: true });
}
