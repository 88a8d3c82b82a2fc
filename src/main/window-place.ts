import { screen } from 'electron';
import type { BrowserWindow, Rectangle } from 'electron';
import { z } from 'zod';
import type { KeptFile } from './kept-file.ts';

const smallest = { width: 480, height: 400 };
/** So much of the window must be on a screen that one can take hold of it. */
const graspablePixels = 80;
const keptAfterMs = 500;

const pixels = z.number().int();

export const windowPlace = z.object({
  bounds: z.object({ x: pixels, y: pixels, width: pixels.positive(), height: pixels.positive() }),
  isMaximized: z.boolean(),
  zoom: z.number().min(0.3).max(5),
});

export type WindowPlace = z.infer<typeof windowPlace>;

/** Where the window was, or null when that is not on any screen of today: one was unplugged, or is smaller now. */
export function placeOnScreen(kept: WindowPlace | null): WindowPlace | null {
  if (kept === null) return null;
  const { bounds } = kept;
  if (bounds.width < smallest.width || bounds.height < smallest.height) return null;
  return screen.getAllDisplays().some(({ workArea }) => isGraspable(bounds, workArea)) ? kept : null;
}

/** The title bar, at the top, is what one takes a window by. */
function isGraspable(bounds: Rectangle, area: Rectangle): boolean {
  const left = Math.max(bounds.x, area.x);
  const right = Math.min(bounds.x + bounds.width, area.x + area.width);
  const isTopOn = bounds.y >= area.y - 10 && bounds.y + graspablePixels <= area.y + area.height;
  return right - left >= graspablePixels && isTopOn;
}

/** Keeps the place of the window and its zoom, shortly after each change and when it closes. */
export function keepPlace(window: BrowserWindow, kept: KeptFile<WindowPlace>): void {
  let timer: NodeJS.Timeout | undefined;
  const keep = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed()) return;
    kept.write({
      bounds: window.getNormalBounds(),
      isMaximized: window.isMaximized(),
      zoom: window.webContents.getZoomFactor(),
    });
  };
  const keepSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, keptAfterMs);
  };
  window.on('resize', keepSoon);
  window.on('move', keepSoon);
  window.on('maximize', keepSoon);
  window.on('unmaximize', keepSoon);
  window.on('hide', keep);
  window.on('close', keep);
}
