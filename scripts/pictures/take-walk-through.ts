import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from '@playwright/test';
import type { EngineEvents } from '../../src/contract/engine-events.ts';
import type { JobSummary } from '../../src/contract/job-shapes.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/create-engine.ts';
import { openFolderFence, rehearsalFolderOf } from '../../src/engine/ports/folder-fence.ts';
import { openRehearsal } from '../../src/practice-vtn/open-rehearsal.ts';
import { startServer } from '../../src/server/start-server.ts';
import { noteComplaints } from './faults-of-page.ts';
import { clockFrom } from './scene.ts';
import { smallPng } from './small-png.ts';

export interface WalkOptions {
  readonly browser: Browser;
  /** Folder of the built pages. */
  readonly rendererDir: string;
  /** Where the pictures go. */
  readonly folder: string;
  /** A folder of its own for the files and the ledger; it is emptied. */
  readonly sceneFolder: string;
}

/** The day of the pictures, for the page and for the engine. */
const startMs = Date.parse('2026-03-02T08:00:00Z');

/** So slow that the job can be looked at while it runs. */
const pointsPerSecond = 40_000;

/** A picture of the window, its upper edge at the given part of the page. */
type Shoot = (name: string, top?: Locator) => Promise<void>;

/**
 * Goes through a whole migration of the sample site to the practice VTN, on the real pages with the real engine,
 * and takes a picture at each step. Throws when a step cannot be reached or the browser complains.
 */
export async function takeWalkThrough(options: WalkOptions): Promise<void> {
  const { browser, rendererDir, folder, sceneFolder } = options;
  await rm(sceneFolder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const stateDir = path.join(sceneFolder, 'state');
  const site = path.join(sceneFolder, 'Site North');
  await mkdir(site, { recursive: true });
  const fence = await openFolderFence(site, stateDir);
  await keepPort(rehearsalFolderOf(stateDir));
  const rehearsal = openRehearsal();
  const engine = createEngine({
    stateDir,
    version: '1.0.0',
    secrets: { credentialsFor: () => Promise.resolve(null) },
    clock: clockFrom(startMs),
    rehearsal,
    fence,
  });
  const files = { fence, stateDir, uploadLimitBytes: 5_000_000_000 };
  const server = await startServer({ engine, rendererDir, files });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Copenhagen',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints = noteComplaints(page);
  try {
    await page.clock.install({ time: startMs });
    await page.goto(server.url);
    const shoot = shooter(page, folder);
    await prepare(page, engine, shoot);
    await run(page, engine, shoot);
  } catch (thrown) {
    await page.screenshot({ path: path.join(sceneFolder, 'not-reached.png') });
    throw thrown;
  } finally {
    await context.close();
    await server.close();
    await engine.close();
    await rehearsal.close();
  }
  const heard = complaints.take();
  if (heard.length > 0) throw new Error(`The browser complained: ${heard.join('; ')}`);
}

/** The address of the practice VTN stands on the pages: it is the same in each run. */
async function keepPort(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'practice-vtn.json'),
    JSON.stringify({ port: 48_444, token: randomUUID() }),
  );
}

function shooter(page: Page, folder: string): Shoot {
  return async (name, top) => {
    await page.mouse.move(0, 0);
    await (top === undefined
      ? page.evaluate(() => window.scrollTo(0, 0))
      : top.evaluate((element) => window.scrollTo(0, element.getBoundingClientRect().top + scrollY - 24)));
    const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    await writeFile(path.join(folder, `${name}.png`), smallPng(png));
  };
}

/** From the empty list to the dry run. */
async function prepare(page: Page, engine: Engine, shoot: Shoot): Promise<void> {
  await title(page, 'No jobs yet').waitFor();
  await shoot('01-first-start');
  await page.getByRole('button', { name: 'Try it with sample data' }).click();
  await page.getByText('What says so').waitFor({ timeout: 60_000 });
  await shoot('02-sources');
  await next(page, 'Mapping');
  await page.getByRole('table').first().waitFor();
  await shoot('03-mapping');
  await next(page, 'Preview');
  await title(page, 'Over all').waitFor({ timeout: 60_000 });
  await title(page, 'By month').waitFor();
  await shoot('04-preview');
  await page.getByRole('application').locator('canvas').waitFor();
  await settle(page);
  await shoot(
    '05-plot',
    page
      .getByRole('region')
      .filter({ has: page.getByRole('application') })
      .last(),
  );
  await next(page, 'What to send');
  await page.getByRole('grid').getByRole('row').nth(4).waitFor({ timeout: 60_000 });
  await settle(page);
  await shoot('06-what-to-send');
  await next(page, 'Destination');
  await page.getByRole('button', { name: /^Test connection/ }).click();
  const testing = page.getByText('Testing the connection…');
  await testing.first().waitFor();
  await testing.first().waitFor({ state: 'detached', timeout: 60_000 });
  await shoot('07-destination');
  await slowDown(engine);
  await next(page, 'Check');
  await page
    .getByText(/points go alone/)
    .first()
    .waitFor({ timeout: 60_000 });
  await shoot('08-check');
}

/** From the start to the verified end. */
async function run(page: Page, engine: Engine, shoot: Shoot): Promise<void> {
  const reached = until(engine, ({ points }) => points.confirmed > 0.6 * points.planned);
  const ended = until(engine, ({ state }) => state === 'completed' || state === 'incomplete');
  await page.getByRole('button', { name: 'Start sending' }).click();
  await reached;
  await title(page, 'Speed').waitFor();
  await shoot('09-run');
  await ended;
  await title(page, /Every interval is at the VTN|The job has ended/).waitFor();
  await settle(page);
  await shoot('10-finished');
  await page.getByRole('link', { name: /^Failures/ }).click();
  await title(page, 'Failures by cause').waitFor();
  await settle(page);
  await shoot('11-failures');
  await page.getByRole('link', { name: /^Verify/ }).click();
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page.getByRole('button', { name: 'Verify again' }).waitFor({ timeout: 120_000 });
  await shoot('12-verified');
}

function title(page: Page, name: string | RegExp): Locator {
  return page.getByRole('heading', { name }).first();
}

async function next(page: Page, step: string): Promise<void> {
  await page.getByRole('button', { name: `Next: ${step}` }).click();
}

/** Waits until nothing on the page is on its way any more. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 300))));
}

async function slowDown(engine: Engine): Promise<void> {
  for (const { id, pace } of await engine.api.listDrafts({}))
    await engine.api.changeDraft({
      draftId: id,
      change: { pace: { ...pace, maxPointsPerSecond: pointsPerSecond } },
    });
}

/** Resolves as soon as a job is as it is asked for. */
function until(engine: EngineEvents, isReached: (job: JobSummary) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = engine.subscribe((event) => {
      if (event.type !== 'job-changed' || !isReached(event.job)) return;
      unsubscribe();
      resolve();
    });
  });
}
