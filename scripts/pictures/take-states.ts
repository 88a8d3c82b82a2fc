import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { startServer } from '../../src/server/start-server.ts';
import { sampleEngine } from '../../test/suites/sample-engine.ts';
import type { SampleEngine } from '../../test/suites/sample-engine.ts';
import { findBarriers, findOverflow, noteComplaints } from './faults-of-page.ts';
import { pageStates } from './page-states.ts';
import type { PageState, Tell } from './page-state.ts';
import { now, openScene } from './scene.ts';
import type { Scene } from './scene.ts';

export interface StatesOptions {
  readonly browser: Browser;
  /** Folder of the built pages. */
  readonly rendererDir: string;
  /** Where the pictures go. */
  readonly folder: string;
  /** A folder of its own for the files and the ledger; it is emptied. */
  readonly sceneFolder: string;
  /** Only states whose name has this in it. */
  readonly only: string;
}

const colourSchemes = ['light', 'dark'] as const;
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
/** 1280x800 at 200 %. */
const zoomed = { width: 640, height: 400 };

/** While one page is looked into, the other is drawn. */
const pagesAtOnce = 2;

/** Takes every page in every state, and gives what is wrong with them, each with the name of its state. */
export async function takeStates(options: StatesOptions): Promise<string[]> {
  const states = pageStates.filter(({ name }) => name.includes(options.only));
  const scene = await openScene(options.sceneFolder);
  const faults: string[] = [];
  try {
    await mkdir(options.folder, { recursive: true });
    const left = states.values();
    const takeTurns = async (): Promise<void> => {
      for (const state of left) {
        const found = await takeState(state, scene, options);
        faults.push(...found.map((fault) => `${state.name}: ${fault}`));
      }
    };
    await Promise.all(Array.from({ length: pagesAtOnce }, takeTurns));
  } finally {
    await scene.close();
  }
  return faults;
}

/** A page in its state, over the engine of the scene with the answers of the state laid over it. */
async function takeState(state: PageState, scene: Scene, options: StatesOptions): Promise<string[]> {
  const tell: Tell = (event) => engine.tell(event);
  const engine: SampleEngine = sampleEngine({ ...scene.engine.api, ...state.answers?.(tell, scene) });
  const stopTelling = scene.engine.subscribe(engine.tell);
  const { fence, stateDir } = scene;
  const server = await startServer({
    engine,
    rendererDir: options.rendererDir,
    files: { fence, stateDir, uploadLimitBytes: 5_000_000_000 },
  });
  const context = await options.browser.newContext({
    viewport: sizes[0],
    colorScheme: 'light',
    locale: 'en-GB',
    timezoneId: 'Europe/Copenhagen',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints = noteComplaints(page);
  try {
    await page.clock.setFixedTime(now);
    await page.goto(server.url);
    await page.waitForFunction(() => sessionStorage.getItem('meterhaul.session') !== null);
    const route = state.route(scene);
    if (route !== '/') await page.evaluate((hash) => (location.hash = hash), `#${route}`);
    await state.arrange?.(page, engine);
    await state.shown(page).waitFor();
    await page.mouse.move(0, 0);
    const faults = await takeAll(page, state.name, options.folder);
    return state.isNoisy === true ? faults : [...faults, ...complaints.take()];
  } catch (thrown) {
    await page.screenshot({ path: path.join(options.folder, `${state.name}-not-reached.png`) });
    return [
      `not reached: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      ...complaints.take(),
    ];
  } finally {
    await context.close();
    stopTelling();
    await server.close();
  }
}

/** Both colour schemes at both sizes, and once at 200 %. */
async function takeAll(page: Page, name: string, folder: string): Promise<string[]> {
  const faults: string[] = [];
  const take = async (as: string): Promise<void> => {
    // What lies above the page is taken as it lies in the window.
    const fullPage = (await page.getByRole('dialog').count()) === 0;
    await page.screenshot({ path: path.join(folder, `${name}-${as}.png`), fullPage, animations: 'disabled' });
    const overflow = await findOverflow(page);
    if (overflow !== null) faults.push(`${as}: ${overflow}`);
  };
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of colourSchemes) {
      await page.emulateMedia({ colorScheme });
      await take(`${size.width}-${colorScheme}`);
      if (size !== sizes[0]) continue;
      const barriers = await findBarriers(page, colorScheme === 'light' ? 'all' : 'contrast');
      faults.push(...barriers.map((barrier) => `${colorScheme}: ${barrier}`));
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(zoomed);
  await take('zoomed');
  return faults;
}
