import { powerSaveBlocker } from 'electron';
import type { BrowserWindow } from 'electron';
import type { JobsNow } from '../contract/shell-messages.ts';
import { newsLines, overallPercent } from './job-lines.ts';
import type { Notices } from './notices.ts';
import type { JobTray } from './tray.ts';
import type { Words } from './words/choose-words.ts';

export interface JobSignParts {
  readonly words: () => Words;
  /** Null while there is none. */
  readonly window: () => BrowserWindow | null;
  /** The tray is the way back to the window. */
  readonly isHidden: () => boolean;
  readonly tray: JobTray;
  readonly notices: Notices;
  readonly showJob: (jobId: string) => void;
}

/** What the computer itself shows of the jobs: tray, progress on the taskbar, notifications, and that it stays awake. */
export interface JobSigns {
  /** What the engine told last; null before it did. */
  latest(): JobsNow | null;
  heard(jobs: JobsNow): void;
  /** @returns the ids of the jobs that it took down. */
  engineStopped(): readonly string[];
  /** The window was shown or hidden, or the language changed. */
  refresh(): void;
}

export function createJobSigns({ words, window, isHidden, tray, notices, showJob }: JobSignParts): JobSigns {
  let latest: JobsNow | null = null;
  let isEngineDown = false;
  let blocker: number | null = null;

  const stayAwake = (isWanted: boolean): void => {
    if (isWanted && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (isWanted || blocker === null) return;
    powerSaveBlocker.stop(blocker);
    blocker = null;
  };
  const refresh = (): void => {
    const running = latest?.running ?? [];
    const isBusy = running.length > 0 || isEngineDown;
    tray.update(running, { isWanted: isBusy || isHidden(), isEngineDown });
    stayAwake(running.length > 0 && latest?.settings.keepAwake === true);
    const mode = running.every(({ waiting }) => waiting) ? 'paused' : 'normal';
    if (running.length === 0) window()?.setProgressBar(-1);
    else window()?.setProgressBar(overallPercent(running) / 100, { mode });
  };
  const tellNews = ({ news, settings }: JobsNow): void => {
    // Who looks at the window sees it there.
    if (!settings.notify || window()?.isFocused() === true) return;
    for (const each of news) {
      notices.show({ ...newsLines(words(), each), clicked: () => showJob(each.jobId) });
    }
  };
  return {
    latest: () => latest,
    heard: (jobs) => {
      latest = jobs;
      isEngineDown = false;
      refresh();
      tellNews(jobs);
    },
    engineStopped: () => {
      const taken = (latest?.running ?? []).map(({ jobId }) => jobId);
      if (latest !== null) latest = { ...latest, running: [], news: [] };
      isEngineDown = true;
      refresh();
      return taken;
    },
    refresh,
  };
}
