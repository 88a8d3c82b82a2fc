import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { expect, it, vi } from 'vitest';
import { keepPlace, placeOnScreen } from './window-place.ts';

const screen = vi.hoisted(() => ({ getAllDisplays: vi.fn() }));
vi.mock('electron', () => ({ screen }));

const laptop = { workArea: { x: 0, y: 25, width: 1440, height: 875 } };
const beside = { workArea: { x: 1440, y: 0, width: 1920, height: 1080 } };
const place = (x: number, y: number) => ({
  bounds: { x, y, width: 1280, height: 800 },
  isMaximized: false,
  zoom: 1,
});

it('a window comes back to the screen that it was on, as long as that is there', () => {
  screen.getAllDisplays.mockReturnValue([laptop, beside]);
  expect(placeOnScreen(place(1600, 100))).not.toBeNull();
  screen.getAllDisplays.mockReturnValue([laptop]);
  expect(placeOnScreen(place(1600, 100))).toBeNull();
});

it.each([
  ['its title bar above the screen', 0, -200],
  ['below it', 0, 860],
  ['only a sliver of it at the edge', 1420, 100],
])('a window that nobody could take hold of opens in its usual place: %s', (_where, x, y) => {
  screen.getAllDisplays.mockReturnValue([laptop]);
  expect(placeOnScreen(place(x, y))).toBeNull();
});

it('keeps place, size and zoom when the window closes', () => {
  const write = vi.fn();
  const window = Object.assign(new EventEmitter(), {
    isDestroyed: () => false,
    getNormalBounds: () => place(3, 4).bounds,
    isMaximized: () => true,
    webContents: { getZoomFactor: () => 1.25 },
  });
  keepPlace(window as unknown as BrowserWindow, { read: () => null, write });
  window.emit('close');
  expect(write).toHaveBeenCalledExactlyOnceWith({
    bounds: place(3, 4).bounds,
    isMaximized: true,
    zoom: 1.25,
  });
});
