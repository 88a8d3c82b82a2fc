import { expect, it, vi } from 'vitest';
import { openWindow } from './window.ts';

const BrowserWindow = vi.hoisted(() =>
  vi.fn(function window(this: Record<string, unknown>) {
    this['once'] = vi.fn();
    this['show'] = vi.fn();
    this['loadURL'] = vi.fn(() => Promise.resolve());
  }),
);
vi.mock('electron', () => ({ BrowserWindow, app: { isPackaged: true }, protocol: {} }));

it('opens our own page in a sandbox that gives it nothing of Node', () => {
  const window = openWindow();
  const [options] = BrowserWindow.mock.lastCall as unknown as [{ webPreferences: Record<string, unknown> }];
  expect(options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    devTools: false,
  });
  expect(window.loadURL).toHaveBeenCalledExactlyOnceWith('app://meterhaul/');
});
