import { Menu, nativeImage, Tray } from 'electron';
import type { RunningJob } from '../contract/shell-messages.ts';
import { jobLine, trayText } from './job-lines.ts';
import type { Words } from './words/choose-words.ts';

const iconPixels = process.platform === 'darwin' ? 18 : 24;

export interface TrayParts {
  readonly iconPath: string;
  readonly words: () => Words;
  readonly show: () => void;
  readonly showJob: (jobId: string) => void;
  readonly quit: () => void;
}

export interface JobTray {
  /** @param isWanted a job runs, or the window is hidden and the tray is the way back to it. */
  update(running: readonly RunningJob[], state: { isWanted: boolean; isEngineDown: boolean }): void;
}

/** The icon in the system's tray, there only while it is of use. Some desktops have no tray and show none. */
export function createJobTray({ iconPath, words, show, showJob, quit }: TrayParts): JobTray {
  let tray: Tray | null = null;
  let shown = '';
  const open = (): Tray => {
    const opened = new Tray(
      nativeImage.createFromPath(iconPath).resize({ width: iconPixels, height: iconPixels }),
    );
    opened.on('click', show);
    return opened;
  };
  return {
    update: (running, { isWanted, isEngineDown }) => {
      if (!isWanted) {
        tray?.destroy();
        tray = null;
        shown = '';
        return;
      }
      tray ??= open();
      const text = isEngineDown ? words().tray.engineDown : trayText(words(), running);
      const lines = running.map((job) => ({ jobId: job.jobId, label: jobLine(words(), job) }));
      // A menu that is put in place anew each second closes under the person's hand.
      const now = JSON.stringify([words().locale, text, lines]);
      if (now === shown) return;
      shown = now;
      tray.setToolTip(text);
      tray.setContextMenu(
        Menu.buildFromTemplate([
          ...lines.map(({ jobId, label }) => ({ label, click: () => showJob(jobId) })),
          ...(lines.length === 0 ? [] : [{ type: 'separator' as const }]),
          { label: words().tray.show, click: show },
          { label: words().tray.quit, click: quit },
        ]),
      );
    },
  };
}
