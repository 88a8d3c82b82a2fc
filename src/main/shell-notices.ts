import type { Notices } from './notices.ts';
import type { Words } from './words/choose-words.ts';

/** What the app says of itself, beside the news of its jobs. Each opens the window when it is clicked. */
export interface ShellNotices {
  /** The window was closed and a job goes on; said once a start. */
  wentToTray(): void;
  engineStopped(goesOn: boolean): void;
  pageReloaded(): void;
}

/** An engine that cannot start tries again and again; that is said once in a while. */
const saidAgainAfterMs = 10 * 60_000;

export function createShellNotices(
  notices: Notices,
  words: () => Words,
  show: () => void,
  now: () => number = Date.now,
): ShellNotices {
  const tell = (title: string, text: string): void => notices.show({ title, text, clicked: show });
  let hasSaidTray = false;
  const saidAtMs = new Map<boolean, number>();
  return {
    wentToTray: () => {
      if (!hasSaidTray) tell(words().news.inTray, words().news.inTrayText);
      hasSaidTray = true;
    },
    engineStopped: (goesOn) => {
      const { news } = words();
      const beforeMs = saidAtMs.get(goesOn) ?? -Infinity;
      if (now() - beforeMs < saidAgainAfterMs) return;
      saidAtMs.set(goesOn, now());
      if (goesOn) tell(news.engineStopped, news.engineStoppedText);
      else tell(news.engineKeepsStopping, news.engineKeepsStoppingText);
    },
    pageReloaded: () => tell(words().news.pageReloaded, words().news.pageReloadedText),
  };
}
