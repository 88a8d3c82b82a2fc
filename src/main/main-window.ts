import type { BrowserWindow } from 'electron';
import type { KeptFile } from './kept-file.ts';
import type { MainLog } from './main-log.ts';
import { carePage } from './page-care.ts';
import { keepPlace, placeOnScreen } from './window-place.ts';
import type { WindowPlace } from './window-place.ts';
import { openWindow } from './window.ts';
import type { Words } from './words/choose-words.ts';

export interface MainWindowParts {
  readonly kept: KeptFile<WindowPlace>;
  readonly words: () => Words;
  readonly log: MainLog;
  /** Closing it only hides it, since a job runs. */
  readonly staysInTray: () => boolean;
  /** It was closed and goes on in the tray. */
  readonly wentToTray: () => void;
  /** It was shown, hidden or closed. */
  readonly changed: () => void;
  readonly reloaded: () => void;
  /** Windows ends the session: closing goes on without waiting for anybody. */
  readonly sessionEnds: () => void;
  readonly quit: () => void;
}

/** The one window of the app. */
export interface MainWindow {
  /** Null when it is closed. */
  get(): BrowserWindow | null;
  /** Brings it to the front; opens it anew when it is closed. */
  show(): void;
  /** Into the tray. */
  hide(): void;
  /** It went into the tray and has not come back. */
  isHidden(): boolean;
}

interface WindowState {
  window: BrowserWindow | null;
  /** It has something to show, or never will. */
  isReady: boolean;
  isHidden: boolean;
}

export function createMainWindow(parts: MainWindowParts): MainWindow {
  const state: WindowState = { window: null, isReady: false, isHidden: false };
  return {
    get: () => state.window,
    show: () => {
      const { window, isReady } = state;
      if (window === null) {
        open(state, parts);
        return;
      }
      // It shows itself when it is, with a page instead of a white sheet.
      if (!isReady) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    hide: () => hide(state),
    isHidden: () => state.isHidden,
  };
}

function hide(state: WindowState): void {
  if (state.window === null) return;
  state.isHidden = true;
  state.window.hide();
}

function open(state: WindowState, parts: MainWindowParts): void {
  const window = openWindow(placeOnScreen(parts.kept.read()));
  Object.assign(state, { window, isReady: false, isHidden: false } satisfies WindowState);
  keepPlace(window, parts.kept);
  carePage(window, { ...parts, now: Date.now });
  const becomesReady = (): void => {
    state.isReady = true;
  };
  window.once('ready-to-show', becomesReady);
  // One whose page cannot be loaded never says that it is ready.
  window.webContents.once('did-fail-load', becomesReady);
  window.on('close', (event) => {
    if (!parts.staysInTray()) return;
    event.preventDefault();
    hide(state);
    parts.wentToTray();
  });
  window.on('show', () => {
    state.isHidden = false;
    parts.changed();
  });
  window.on('hide', parts.changed);
  window.on('session-end', parts.sessionEnds);
  window.once('closed', () => {
    state.window = null;
    parts.changed();
  });
}
