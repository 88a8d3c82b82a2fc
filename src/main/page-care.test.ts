import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { createMainLog } from './main-log.ts';
import { carePage } from './page-care.ts';
import { en } from './words/en.ts';

const dialog = vi.hoisted(() => ({ showMessageBox: vi.fn() }));
vi.mock('electron', () => ({ dialog }));

const webContents = Object.assign(new EventEmitter(), { reload: vi.fn(), forcefullyCrashRenderer: vi.fn() });
const window = Object.assign(new EventEmitter(), { webContents, isDestroyed: () => false });
const reloaded = vi.fn();
const quit = vi.fn();
let nowMs = 0;

beforeEach(() => {
  vi.clearAllMocks();
  window.removeAllListeners();
  webContents.removeAllListeners();
  carePage(window as unknown as BrowserWindow, {
    words: () => en,
    log: createMainLog(),
    reloaded,
    quit,
    now: () => nowMs,
  });
});

const crash = (reason = 'crashed'): void =>
  void webContents.emit('render-process-gone', {}, { reason, exitCode: 5 });

it('a page that crashed is loaded again, and the person is told', () => {
  crash();
  expect(webContents.reload).toHaveBeenCalledOnce();
  expect(reloaded).toHaveBeenCalledOnce();
});

it('a page that ended as it should is left alone', () => {
  crash('clean-exit');
  expect(webContents.reload).not.toHaveBeenCalled();
});

it('a page that hangs is ended, so that it can be loaded again', () => {
  window.emit('unresponsive');
  expect(webContents.forcefullyCrashRenderer).toHaveBeenCalledOnce();
});

it.each([
  ['loads it again', 0],
  ['quits', 1],
])('after three times within a minute the person chooses: %s', async (_choice, response) => {
  dialog.showMessageBox.mockResolvedValue({ response });
  for (const _ of [1, 2, 3]) crash();
  expect(webContents.reload).toHaveBeenCalledTimes(3);
  expect(dialog.showMessageBox).not.toHaveBeenCalled();
  crash();
  expect(dialog.showMessageBox).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(webContents.reload.mock.calls.length + quit.mock.calls.length).toBe(4));
  expect(quit).toHaveBeenCalledTimes(response);
});

it('crashes that lie far apart never ask', () => {
  for (const atMs of [0, 30_000, 61_000, 100_000, 170_000]) {
    nowMs = atMs;
    crash();
  }
  expect(dialog.showMessageBox).not.toHaveBeenCalled();
});
