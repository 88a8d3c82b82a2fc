import { fileURLToPath } from 'node:url';
import { app, BrowserWindow } from 'electron';
import { pagesUrl } from './app-protocol.ts';
import type { WindowPlace } from './window-place.ts';

const preloadPath = fileURLToPath(new URL('../preload/index.cjs', import.meta.url));

export const iconPath = fileURLToPath(new URL('../renderer/icon.png', import.meta.url));

/** Opens the app's window; it shows itself when the page has something to show. */
export function openWindow(place: WindowPlace | null): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Meterhaul',
    icon: iconPath,
    width: 1280,
    height: 800,
    ...place?.bounds,
    minWidth: 480,
    minHeight: 400,
    show: false,
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      // Its dictionaries would be downloaded.
      spellcheck: false,
      devTools: !app.isPackaged,
      zoomFactor: place?.zoom ?? 1,
    },
  });
  window.once('ready-to-show', () => {
    if (place?.isMaximized === true) window.maximize();
    window.show();
  });
  void window.loadURL(pagesUrl);
  return window;
}
