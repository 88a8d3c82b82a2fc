import { fileURLToPath } from 'node:url';
import { app, powerMonitor } from 'electron';
import { registerPageScheme, servePages } from './app-protocol.ts';
import { lockDown } from './lock-down.ts';
import { createMainLog } from './main-log.ts';
import { openedFiles, secondStart } from './opened-files.ts';
import { openShell } from './shell.ts';
import type { Shell } from './shell.ts';

const given = openedFiles(process.argv, process.cwd(), process.defaultApp);

// One window, one engine: the ledger belongs to one app at a time, and a second start shows the first one.
if (app.requestSingleInstanceLock({ files: given })) {
  registerPageScheme();
  // Windows knows by it whose notifications these are; it is the appId of the package.
  if (process.platform === 'win32') app.setAppUserModelId('org.meterhaul.app');
  const opened = gatherOpened();
  void app.whenReady().then(() => run(opened));
} else {
  app.quit();
}

function run(opened: { deliverTo(shell: Shell): void }): void {
  const log = createMainLog();
  watchTroubles(log);
  lockDown();
  servePages(besides('../renderer'));
  const shell = openShell(log, besides('../engine-host/index.js'));
  opened.deliverTo(shell);
  app.on('second-instance', (_event, _argv, _folder, handedOver) => {
    const second = secondStart.safeParse(handedOver);
    shell.show();
    if (second.success && second.data.files.length > 0) shell.open(second.data.files);
  });
  app.on('activate', () => shell.show());
  app.on('window-all-closed', () => app.quit());
  quitOnlyWhenPaused(shell);
}

/** What the system asks to open, also before there is a window for it, as macOS does. */
function gatherOpened(): { deliverTo(shell: Shell): void } {
  let files = [...given];
  let deliver = (path: string): void => void files.push(path);
  app.on('open-file', (event, path) => {
    event.preventDefault();
    deliver(path);
  });
  return {
    deliverTo: (shell) => {
      deliver = (path) => shell.open([path]);
      if (files.length > 0) shell.open(files);
      files = [];
    },
  };
}

/** Quitting waits until the engine has paused its jobs and let go of the ledger; only a person is asked first. */
function quitOnlyWhenPaused({ quitting }: Shell): void {
  app.on('before-quit', (event) => quitting.beforeQuit(event));
  powerMonitor.on('shutdown', () => quitting.quitWithoutAsking());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => quitting.quitWithoutAsking());
  }
}

function watchTroubles(log: ReturnType<typeof createMainLog>): void {
  log.info('the desktop app started', {
    version: app.getVersion(),
    electron: process.versions.electron,
    platform: process.platform,
  });
  process.on('uncaughtExceptionMonitor', (error) =>
    log.error('a bug in the shell', { error: error.stack ?? error.message }),
  );
  process.on('unhandledRejection', (reason) =>
    log.error('a bug in the shell', {
      error: reason instanceof Error ? (reason.stack ?? '') : String(reason),
    }),
  );
  app.on('child-process-gone', (_event, { type, reason, exitCode }) =>
    log.warn('a process of the app ended', { type, reason, exitCode }),
  );
}

function besides(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
