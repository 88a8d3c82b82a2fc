import { MessageChannelMain, utilityProcess } from 'electron';
import type { UtilityProcess, WebContents } from 'electron';
import type { ShellNote } from '../contract/page-channels.ts';
import { fromEngineHost } from '../contract/shell-messages.ts';
import type { FromEngineHost, ToEngineHost } from '../contract/shell-messages.ts';

const firstRestartDelayMs = 500;
const longestRestartDelayMs = 30_000;
/** An engine that ran this long had no trouble starting; the next restart is quick again. */
const steadyAfterMs = 60_000;
/** The ledger survives a kill; waiting longer for a request in flight would hold up the computer's shutdown. */
const closeWithinMs = 30_000;

const portChannel: ShellNote = 'engine-port';

export interface EngineProcessOptions {
  /** The built engine-host. */
  readonly modulePath: string;
  /** Of the app. */
  readonly version: string;
  /** What the engine's process tells main. */
  readonly heard: (message: FromEngineHost) => void;
  /** It ended without being asked to, and is started again after a while. */
  readonly stopped: (exitCode: number) => void;
}

export interface EngineProcess {
  /** Gives the page a port to the engine now, and a new one after each restart, until the page is gone. */
  connectPage(page: WebContents): void;
  /** Does nothing while the engine is down. */
  post(message: ToEngineHost): void;
  /** Lets the engine pause its jobs and end; resolves when its process has exited. */
  close(): Promise<void>;
}

/**
 * Keeps the engine running in a process of its own: running -> (exit) -> waiting to restart -> running, until
 * closing -> closed. Main only introduces page and engine to each other; no message of theirs passes through it.
 */
export function startEngineProcess(options: EngineProcessOptions): EngineProcess {
  const pages = new Set<WebContents>();
  let child: UtilityProcess | null = null;
  let failures = 0;
  let isClosing = false;
  let restartTimer: NodeJS.Timeout | undefined;

  const start = (): void => {
    const started = fork(options);
    const startedAtMs = Date.now();
    child = started;
    started.once('exit', (exitCode) => {
      child = null;
      if (isClosing) return;
      failures = Date.now() - startedAtMs > steadyAfterMs ? 0 : failures + 1;
      restartTimer = setTimeout(start, restartDelayMs(failures));
      options.stopped(exitCode);
    });
    for (const page of pages) introduce(started, page);
  };
  start();

  return {
    connectPage: (page) => {
      if (!pages.has(page)) {
        pages.add(page);
        page.once('destroyed', () => pages.delete(page));
      }
      if (child !== null) introduce(child, page);
    },
    post: (message) => child?.postMessage(message),
    close: async () => {
      isClosing = true;
      clearTimeout(restartTimer);
      if (child !== null) await endWithin(child, closeWithinMs);
    },
  };
}

function fork({ modulePath, version, heard }: EngineProcessOptions): UtilityProcess {
  const child = utilityProcess.fork(modulePath, [version], {
    serviceName: 'Meterhaul engine',
    // One arena of the C library for all threads, as the command line has it; Electron's heap is small by itself.
    env: { ...process.env, MALLOC_ARENA_MAX: '1' },
    stdio: 'inherit',
  });
  child.on('message', (message: unknown) => {
    const parsed = fromEngineHost.safeParse(message);
    if (parsed.success) heard(parsed.data);
  });
  return child;
}

function restartDelayMs(failures: number): number {
  return Math.min(longestRestartDelayMs, firstRestartDelayMs * 2 ** Math.max(0, failures - 1));
}

function introduce(child: UtilityProcess, page: WebContents): void {
  const { port1, port2 } = new MessageChannelMain();
  child.postMessage({ type: 'page' } satisfies ToEngineHost, [port1]);
  page.postMessage(portChannel, null, [port2]);
}

function endWithin(child: UtilityProcess, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill(), limitMs);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.postMessage({ type: 'close' } satisfies ToEngineHost);
  });
}
