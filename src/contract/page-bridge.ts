import type { Wire } from './wire.ts';

/** A command of the menu, of a shortcut, of the tray or of a notification. */
export type ShellCommand =
  | {
      readonly kind:
        'new-migration' | 'choose-files' | 'jobs' | 'destinations' | 'settings' | 'diagnostics' | 'about';
    }
  | { readonly kind: 'show-job'; readonly jobId: string }
  /** Files opened from outside: by association, by a second start, from the list of recent ones. */
  | { readonly kind: 'open-files'; readonly paths: readonly string[] };

/** What the preload of the desktop app gives the page as `window.meterhaul`, and all it gives. */
export interface PageBridge {
  /** Calls the listener with a wire to the engine now and again after each restart of the engine. */
  onEngineWire(listener: (wire: Wire) => void): void;
  readonly platform: 'darwin' | 'win32' | 'linux';
  /** The system's dialog; empty when the person chose none. */
  chooseFiles(): Promise<readonly string[]>;
  /** All files in a chosen folder that Meterhaul may know by their endings, at most 10,000. */
  chooseFolder(): Promise<readonly string[]>;
  /** Paths of the File objects that were dropped on the window, folders resolved to their files as in `chooseFolder`. */
  droppedPaths(files: readonly object[]): Promise<readonly string[]>;
  /**
   * Asks where to, then writes; the path, or null when the person chose none. Rejects with an Error that says why it
   * could not be written, in the language of the menus; more than 200 MB are refused.
   */
  saveFile(suggestedName: string, content: Uint8Array): Promise<string | null>;
  /** Asks where the engine is to write a file; the path, or null when the person chose none. Nothing is written. */
  choosePlace(suggestedName: string): Promise<string | null>;
  /** Files of earlier migrations, the latest first; some may be gone. */
  recentFiles(): Promise<readonly string[]>;
  noteRecentFiles(paths: readonly string[]): void;
  /** The latest listener gets the commands, and first those that came before there was one. */
  onCommand(listener: (command: ShellCommand) => void): void;
  /** Shows a file in the system's file manager: one that was chosen, dropped, opened or saved since the start. */
  showInFolder(path: string): void;
}
