import { fileURLToPath } from 'node:url';
import { app, ipcMain } from 'electron';
import type { BrowserWindow } from 'electron';
import { registerPageScheme, servePages } from './app-protocol.ts';
import { startEngineProcess } from './engine-process.ts';
import type { EngineProcess } from './engine-process.ts';
import { isOwnPage, lockDown } from './lock-down.ts';
import { setMenu } from './menu.ts';
import { openWindow } from './window.ts';

// One window, one engine: the ledger belongs to one app at a time, and a second start shows the first one.
if (app.requestSingleInstanceLock()) {
  registerPageScheme();
  void app.whenReady().then(run);
} else {
  app.quit();
}

function run(): void {
  lockDown();
  setMenu();
  servePages(besides('../renderer'));
  const engine = startEngineProcess({
    modulePath: besides('../engine-host/index.js'),
    version: app.getVersion(),
  });
  ipcMain.on('engine-port-please', (event) => {
    if (isOwnPage(event.senderFrame)) engine.connectPage(event.sender);
  });

  let window: BrowserWindow | null = openWindow();
  window.once('closed', () => {
    window = null;
  });
  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  closeBeforeQuit(engine);
}

/** Quitting waits until the engine has paused its jobs and let go of the ledger. */
function closeBeforeQuit(engine: EngineProcess): void {
  let isClosing = false;
  let isClosed = false;
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    void engine.close().then(() => {
      isClosed = true;
      app.quit();
    });
  });
}

function besides(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
