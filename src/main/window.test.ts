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
  const window = openWindow(null);
  const [options] = BrowserWindow.mock.lastCall as unknown as [{ webPreferences: Record<string, unknown> }];
  expect(options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    devTools: false,
  });
  for (const name of ['allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures']) {
    expect(options.webPreferences).not.toHaveProperty(name);
  }
  expect(window.loadURL).toHaveBeenCalledExactlyOnceWith('app://meterhaul/');
});

it('opens where it was, at the zoom that it had', () => {
  openWindow({ bounds: { x: 10, y: 20, width: 900, height: 700 }, isMaximized: false, zoom: 1.5 });
  expect(BrowserWindow.mock.lastCall).toMatchObject([
    { x: 10, y: 20, width: 900, height: 700, webPreferences: { zoomFactor: 1.5 } },
  ]);
});
