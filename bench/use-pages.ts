import type { Page } from '@playwright/test';

declare global {
  interface Window {
    usableAtMs?: number;
  }
}

/**
 * Milliseconds from the start of the navigation until so many jobs are drawn and every button can be pressed; with
 * none, until the page is loaded and drawn.
 */
export async function untilUsable(page: Page, url: string, jobs: number): Promise<number> {
  await page.addInitScript((wanted) => {
    const isUsable = (): boolean =>
      wanted === 0
        ? document.readyState === 'complete'
        : document.querySelectorAll('article').length >= wanted &&
          [...document.querySelectorAll('button')].every((button) => !button.disabled);
    const look = (): void => {
      if (!isUsable()) {
        requestAnimationFrame(look);
        return;
      }
      // After the frame that shows it.
      requestAnimationFrame(() => setTimeout(() => (window.usableAtMs = performance.now()), 0));
    };
    requestAnimationFrame(look);
  }, jobs);
  await page.goto(url);
  await page.waitForFunction(() => window.usableAtMs !== undefined);
  return page.evaluate(() => window.usableAtMs ?? NaN);
}

const frameMs = 16;

/** Drags and zooms the plot by the mouse, as fast as a screen draws, for so long. */
export async function panAndZoom(page: Page, durationMs: number): Promise<void> {
  const plot = page.getByRole('application').first();
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (box === null) throw new Error('There is no plot on the page.');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  // The wheel is the page's until the plot has been clicked.
  await page.mouse.click(at.x, at.y);
  const endsAtMs = performance.now() + durationMs;
  for (let turn = 0; performance.now() < endsAtMs; turn++) {
    for (let step = 0; step < 20; step++) await zoom(page, turn % 2 === 0 ? -120 : 120);
    await page.mouse.down();
    for (let step = 0; step < 30; step++) {
      await page.mouse.move(at.x + 200 * Math.sin(step / 5), at.y);
      await page.waitForTimeout(frameMs);
    }
    await page.mouse.up();
    await page.mouse.move(at.x, at.y);
  }
}

async function zoom(page: Page, deltaY: number): Promise<void> {
  await page.mouse.wheel(0, deltaY);
  await page.waitForTimeout(frameMs);
}

/** Scrolls the grid by wheel and by its bar, filters and sorts it, for so long. */
export async function scrollAndFilter(page: Page, durationMs: number): Promise<void> {
  const grid = page.getByRole('grid').first();
  await grid.scrollIntoViewIfNeeded();
  const search = page.getByRole('searchbox').first();
  const endsAtMs = performance.now() + durationMs;
  for (let turn = 0; performance.now() < endsAtMs; turn++) {
    await grid.hover();
    for (let step = 0; step < 40; step++) await zoom(page, 700);
    await grid.evaluate(async (frame) => {
      const drawn = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
      for (let step = 0; step <= 40; step++) {
        frame.scrollTop = ((frame.scrollHeight - frame.clientHeight) * step) / 40;
        await drawn();
      }
    });
    await search.fill(turn % 2 === 0 ? 'heat' : '');
    await page.waitForTimeout(500);
  }
}
