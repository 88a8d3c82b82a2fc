import path from 'node:path';
import { app } from 'electron';
import type { ShellCommand } from '../contract/page-bridge.ts';
import { askQuit } from './ask-quit.ts';
import { linkEngine } from './engine-link.ts';
import { createGoingOn, pausedByQuitting } from './going-on.ts';
import { createJobSigns } from './job-signs.ts';
import { keptFile } from './kept-file.ts';
import type { KeptFile } from './kept-file.ts';
import type { MainLog } from './main-log.ts';
import { createMainWindow } from './main-window.ts';
import { setMenu } from './menu.ts';
import { filesAt } from './meter-files.ts';
import { createNotices } from './notices.ts';
import { createPageCommands } from './page-commands.ts';
import { createShownPaths, servePageRequests } from './page-requests.ts';
import { createQuitting } from './quitting.ts';
import type { Quitting } from './quitting.ts';
import { createRecentFiles, recentFilesShape } from './recent-files.ts';
import { createShellNotices } from './shell-notices.ts';
import { createJobTray } from './tray.ts';
import { windowPlace } from './window-place.ts';
import { iconPath } from './window.ts';
import { chooseWords } from './words/choose-words.ts';
import type { Words } from './words/choose-words.ts';

export interface Shell {
  readonly quitting: Quitting;
  show(): void;
  /** Shows the window and hands its page the files, folders resolved to theirs. */
  open(paths: readonly string[]): void;
}

/** Puts the parts of the desktop app together and opens its window. To be called once, when Electron is ready. */
export function openShell(log: MainLog, modulePath: string): Shell {
  const commands = createPageCommands();
  const shown = createShownPaths();
  const notices = createNotices();
  const quit = (): void => app.quit();
  const command = (sent: ShellCommand): void => {
    if (sent.kind === 'open-files') shown.admit(sent.paths);
    window.show();
    commands.send(sent);
  };
  const showJob = (jobId: string): void => command({ kind: 'show-job', jobId });
  const { words, recent, heardLanguage } = createMenus(command);
  const running = (): string[] => (signs.latest()?.running ?? []).map(({ jobId }) => jobId);
  const shellNotices = createShellNotices(notices, words, () => window.show());

  const window = createMainWindow({
    kept: keptInProfile('window.json', windowPlace),
    words,
    log,
    staysInTray: () => running().length > 0 && !quitting.isEnding(),
    wentToTray: shellNotices.wentToTray,
    changed: () => signs.refresh(),
    reloaded: shellNotices.pageReloaded,
    sessionEnds: () => quitting.sessionEnds(),
    quit,
  });
  const tray = createJobTray({ iconPath, words, show: window.show, showJob, quit });
  // While it quits, the window is gone for good.
  const isHidden = (): boolean => window.isHidden() && !quitting.isEnding();
  const signs = createJobSigns({ words, window: window.get, isHidden, tray, notices, showJob });
  const paused = keptInProfile('paused-by-quitting.json', pausedByQuitting);
  const goingOn = createGoingOn(paused, (message) => engine.post(message));
  const quitting = createQuitting({
    running,
    ask: (jobs) => askQuit(window.get(), words(), jobs),
    note: goingOn.noteQuitting,
    hideWindow: window.hide,
    closeEngine: () => engine.close(),
    quit,
  });
  const { engineStopped } = shellNotices;
  const engine = linkEngine({ modulePath, log, signs, goingOn, heardLanguage, engineStopped });
  const { connectPage } = engine;
  const { takesCommands } = commands;
  servePageRequests({ words, recent, shown, connectPage, takesCommands });
  window.show();
  return { quitting, show: window.show, open: (paths) => void openFiles(paths, window.show, command) };
}

/** The language of the menus and what stands in them: both renew them. */
function createMenus(command: (sent: ShellCommand) => void) {
  let words = chooseWords('system', app.getLocale());
  const renew = (): void => setMenu({ words, recent: recent.list(), command });
  const recent = createRecentFiles(keptInProfile('recent-files.json', recentFilesShape), (file) => {
    // Linux has no such list.
    if (process.platform !== 'linux') app.addRecentDocument(file);
    renew();
  });
  renew();
  return {
    words: (): Words => words,
    recent,
    heardLanguage: (language: string): void => {
      const chosen = chooseWords(language, app.getLocale());
      if (chosen === words) return;
      words = chosen;
      renew();
    },
  };
}

async function openFiles(
  paths: readonly string[],
  show: () => void,
  command: (sent: ShellCommand) => void,
): Promise<void> {
  show();
  const files = await filesAt(paths);
  if (files.length > 0) command({ kind: 'open-files', paths: files });
}

function keptInProfile<T>(name: string, shape: Parameters<typeof keptFile<T>>[1]): KeptFile<T> {
  return keptFile(path.join(app.getPath('userData'), name), shape);
}
