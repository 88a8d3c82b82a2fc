/** What the person answers when a job runs. */
export type QuitAnswer = 'pause' | 'tray' | 'cancel';

export interface QuittingParts {
  /** Ids of the jobs that would stop. */
  readonly running: () => readonly string[];
  readonly ask: (jobs: number) => Promise<QuitAnswer>;
  /** Keeps which jobs go on by themselves at the next start. */
  readonly note: (jobIds: readonly string[]) => void;
  readonly hideWindow: () => void;
  readonly closeEngine: () => Promise<void>;
  readonly quit: () => void;
}

export interface Quitting {
  /** For the app's `before-quit`. */
  beforeQuit(event: { preventDefault(): void }): void;
  /** The computer shuts down, or a signal came: nobody is there to be asked. */
  quitWithoutAsking(): void;
  /** Windows ends the session and does not wait: what runs is noted, the ledger stands the rest. */
  sessionEnds(): void;
  /** Whether the window may close for good. */
  isEnding(): boolean;
}

/**
 *   open ──(quit, a job runs)──> asking ──(pause)──> closing ──(the engine has ended)──> closed, and the app quits
 *    │ ▲                           │                    ▲
 *    │ └──────(tray, cancel)───────┘                    │
 *    └───────(quit, no job runs, or nobody to ask)──────┘
 */
export function createQuitting(parts: QuittingParts): Quitting {
  let state: 'open' | 'asking' | 'closing' | 'closed' = 'open';

  const close = async (): Promise<void> => {
    state = 'closing';
    const running = parts.running();
    if (running.length > 0) parts.note(running);
    parts.hideWindow();
    await parts.closeEngine();
    state = 'closed';
    parts.quit();
  };
  const ask = async (): Promise<void> => {
    state = 'asking';
    const answer = await parts.ask(parts.running().length).catch((): QuitAnswer => 'cancel');
    // The computer may have begun to shut down while the question stood.
    if (hasLeft(state, 'asking')) return;
    if (answer === 'pause') {
      await close();
      return;
    }
    state = 'open';
    if (answer === 'tray') parts.hideWindow();
  };
  return {
    beforeQuit: (event) => {
      if (state === 'closed') return;
      event.preventDefault();
      if (state === 'open') void (parts.running().length > 0 ? ask() : close());
    },
    quitWithoutAsking: () => {
      if (state === 'open' || state === 'asking') void close();
    },
    sessionEnds: () => {
      const running = parts.running();
      if (running.length > 0) parts.note(running);
    },
    isEnding: () => state === 'closing' || state === 'closed',
  };
}

/** Asked through a function, since the state changes while something is awaited. */
function hasLeft(state: string, expected: string): boolean {
  return state !== expected;
}
