import type { Page } from '@playwright/test';
import type { Words } from '../../../src/renderer/words/locales/en/index.ts';

/** Which way leads to the pages: a browser on `meterhaul serve`, or the window of the desktop app. */
export type Door = 'served' | 'electron';

/** The program with its pages, as a person has it before them. */
export interface AppUnderTest extends AsyncDisposable {
  /** The page that is open now; after `killAndRestart` it may be another. */
  readonly page: Page;
  /** At the sources: files that lie on the computer that runs Meterhaul. English unless told otherwise. */
  giveFiles(paths: readonly string[], words?: Pick<Words, 'sources'>): Promise<void>;
  /** At the sources: files that lie where the person is, who may be elsewhere than Meterhaul. */
  giveOwnFiles(paths: readonly string[]): Promise<void>;
  /** Gives the one file that a field asks for, by the field's label. */
  giveOneFile(label: string, path: string): Promise<void>;
  /** What the page saves as a file when `press` is done. */
  saved(press: () => Promise<void>): Promise<{ readonly name: string; readonly text: string }>;
  /** Ends the program as a power cut does, and starts it again on the same state; the page is open afterwards. */
  killAndRestart(): Promise<void>;
  /** Ends the program as its owner does. */
  close(): Promise<void>;
}

/** Where the program lives and what it is given. */
export interface AppHome {
  /** Ledger, drafts and logs; outlasts a start of the program. */
  readonly stateDir: string;
  /** The files of the site are in it. */
  readonly siteFolder: string;
  /** The token that a destination may take "From the environment"; none when absent. */
  readonly token?: string;
}
