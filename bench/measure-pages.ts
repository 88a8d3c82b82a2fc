import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { findBrowser } from '../scripts/browser.ts';
import type { PageOrders, PageScene, ServedPages } from './page-orders.ts';
import { sizesOfAllPages, sizesOfFirstPage } from './page-sizes.ts';
import type { PageSizes } from './page-sizes.ts';
import { traceScripts } from './page-trace.ts';
import type { ScriptTask } from './page-trace.ts';
import { panAndZoom, scrollAndFilter, untilUsable } from './use-pages.ts';
import { describeMachine, median, tabulate } from './spell-figures.ts';
import type { Row } from './spell-figures.ts';

const runs = 3;
const watchedMs = 10_000;
const longMs = 50;

interface Watched {
  /** The longest of a run, the median of the runs. */
  readonly longestMs: number;
  readonly longestCpuMs: number;
  /** Tasks that took long on a core, of all runs. */
  readonly long: readonly ScriptTask[];
}

/** The pages in Chromium by its own tracing: how soon the first is usable, and the longest tasks of its scripts. */
export async function measurePages(rendererDir: string, folder: string): Promise<string[]> {
  const rows: Row[] = [];
  const start = await measureStart(rendererDir, folder);
  rows.push(
    ['first page usable, 20 jobs, cold', spellMs(start.usableMs)],
    ['an empty page of the same browser', spellMs(start.emptyMs)],
  );
  const idle = await watch(null, async (page) => {
    await page.evaluate(() => setInterval(() => performance.now(), 50));
    await sleep(watchedMs);
  });
  rows.push(...tellTasks('an empty page with a timer', idle));
  const scenes: [PageScene, string, (page: Page) => Promise<void>][] = [
    ['running', 'a job runs at full speed', () => sleep(watchedMs)],
    ['plot', 'panning and zooming 1,000,000 intervals', (page) => panAndZoom(page, watchedMs)],
    ['grid', 'scrolling and filtering 116,412 loads', (page) => scrollAndFilter(page, watchedMs)],
  ];
  for (const [scene, what, use] of scenes) {
    await using served = await servePages({ scene, folder: path.join(folder, scene), rendererDir });
    rows.push(...tellTasks(what, await watch(served, use)));
  }
  rows.push(['files of the first page', spellSizes(await sizesOfFirstPage(rendererDir))]);
  rows.push(['all pages, three languages', spellSizes(await sizesOfAllPages(rendererDir))]);
  return [
    `Chromium ${start.version} by its own tracing; medians of ${runs} runs, each in a browser of its own, ${watchedMs / 1000} s each.`,
    `A task counts when it runs a script of the page; its time goes from start to end, so it grows with the load of the machine. ${describeMachine()}`,
    '',
    ...tabulate(rows),
  ];
}

async function measureStart(
  rendererDir: string,
  folder: string,
): Promise<{ usableMs: number; emptyMs: number; version: string }> {
  await using served = await servePages({ scene: 'jobs', folder: path.join(folder, 'jobs'), rendererDir });
  const usable: number[] = [];
  const empty: number[] = [];
  let version = '';
  for (let run = 0; run < runs; run++) {
    await withBrowser(async (browser, page) => {
      version = browser.version();
      const blank = await browser.newPage();
      empty.push(await untilUsable(blank, `${new URL((await served.visit()).url).origin}/favicon.ico`, 0));
      await blank.close();
      usable.push(await untilUsable(page, (await served.visit()).url, 20));
    });
  }
  return { usableMs: median(usable), emptyMs: median(empty), version };
}

/** The tasks of a page while it is used, run by run. Without a server it is an empty page. */
async function watch(served: Served | null, use: (page: Page) => Promise<void>): Promise<Watched> {
  const longestMs: number[] = [];
  const longestCpuMs: number[] = [];
  const long: ScriptTask[] = [];
  for (let run = 0; run < runs; run++) {
    await withBrowser(async (browser, page) => {
      if (served !== null) await enter(page, await served.visit());
      const tasks = await traceScripts(browser, page, () => use(page));
      longestMs.push(Math.max(0, ...tasks.map(({ durationMs }) => durationMs)));
      longestCpuMs.push(Math.max(0, ...tasks.map(({ cpuMs }) => cpuMs)));
      long.push(...tasks.filter(({ cpuMs }) => cpuMs > longMs));
    });
  }
  return { longestMs: median(longestMs), longestCpuMs: median(longestCpuMs), long };
}

/** Goes to the scene and waits until the page has come to rest. */
async function enter(page: Page, { url, route }: ServedPages): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => sessionStorage.getItem('meterhaul.session') !== null);
  await page.evaluate((hash) => (location.hash = hash), `#${route}`);
  await page.getByRole('grid').first().waitFor({ timeout: 60_000 });
  await sleep(2000);
}

interface Served extends AsyncDisposable {
  /** Prepares a visit and gives its address. */
  visit(): Promise<ServedPages>;
}

/** Starts serve-pages.ts; it ends with its disposal. */
async function servePages(orders: PageOrders): Promise<Served> {
  await mkdir(orders.folder, { recursive: true });
  const program = path.join(import.meta.dirname, 'serve-pages.ts');
  const child = spawn(process.execPath, [program, JSON.stringify(orders)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  return {
    visit: async () => {
      const answered = once(lines, 'line');
      child.stdin.write('\n');
      const [line] = (await answered) as [string];
      return JSON.parse(line) as ServedPages;
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(child, 'close');
      child.stdin.end();
      await closed;
    },
  };
}

async function withBrowser(use: (browser: Browser, page: Page) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? '',
    args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    await use(browser, await browser.newPage({ viewport: { width: 1280, height: 800 } }));
  } finally {
    await browser.close();
  }
}

/** Tasks that took long on a core are told on stderr with what they consist of. */
function tellTasks(what: string, { longestMs, longestCpuMs, long }: Watched): Row[] {
  for (const { durationMs, cpuMs, parts } of long) {
    const took = `${spellMs(durationMs)} (${spellMs(cpuMs)} on a core)`;
    process.stderr.write(`${what}: a task of ${took}: ${parts.join(', ')}\n`);
  }
  return [
    [`${what}: longest task`, `${spellMs(longestMs)}, ${spellMs(longestCpuMs)} on a core`],
    [`${what}: tasks over ${longMs} ms on a core in ${runs} runs`, String(long.length)],
  ];
}

function spellMs(ms: number): string {
  return Number.isNaN(ms) ? 'none' : `${ms.toFixed(0)} ms`;
}

function spellSizes({ files, bytes, gzipBytes }: PageSizes): string {
  const kilobytes = (size: number): string => `${(size / 1000).toFixed(0)} kB`;
  return `${kilobytes(bytes)} in ${files} files, ${kilobytes(gzipBytes)} gzip`;
}
