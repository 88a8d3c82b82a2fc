import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import type { MainLog } from './main-log.ts';
import type { Words } from './words/choose-words.ts';

const mostReloads = 3;
const reloadsWithinMs = 60_000;

export interface PageCareParts {
  readonly words: () => Words;
  readonly log: MainLog;
  /** The window was loaded again by itself. */
  readonly reloaded: () => void;
  readonly quit: () => void;
  readonly now: () => number;
}

/**
 * Loads the page again when its process crashed or hangs; the jobs run elsewhere and do not notice. After three times
 * within a minute the person chooses, since it would only stop again.
 */
export function carePage(window: BrowserWindow, { words, log, reloaded, quit, now }: PageCareParts): void {
  const { webContents } = window;
  let times: number[] = [];

  const choose = async (): Promise<void> => {
    const { page } = words();
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: page.question,
      detail: page.detail,
      buttons: [page.reload, page.quit],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    times = [];
    if (response === 1) quit();
    else if (!window.isDestroyed()) webContents.reload();
  };
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    log.error('the page stopped', { reason, exitCode });
    times = [...times.filter((atMs) => now() - atMs < reloadsWithinMs), now()];
    if (times.length > mostReloads) {
      void choose();
      return;
    }
    webContents.reload();
    reloaded();
  });
  window.on('unresponsive', () => {
    log.error('the page does not answer');
    // It cannot be loaded again as long as its process hangs; the end of that is heard above.
    webContents.forcefullyCrashRenderer();
  });
  webContents.on('preload-error', (_event, _path, error) =>
    log.error('the preload failed', { error: error.message }),
  );
  webContents.on('did-fail-load', (_event, code, description) =>
    log.error('the page could not be loaded', { code, description }),
  );
}
