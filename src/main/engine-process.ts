import { MessageChannelMain, utilityProcess } from 'electron';
import type { UtilityProcess, WebContents } from 'electron';

const firstRestartDelayMs = 500;
const longestRestartDelayMs = 30_000;
/** An engine that ran this long had no trouble starting; the next restart is quick again. */
const steadyAfterMs = 60_000;
/** The ledger survives a kill; waiting longer for a request in flight would hold up the computer's shutdown. */
const closeWithinMs = 30_000;

export interface EngineProcessOptions {
  /** The built engine-host. */
  readonly modulePath: string;
  /** Of the app. */
  readonly version: string;
}

export interface EngineProcess {
  /** Gives the page a port to the engine now, and a new one after each restart, until the page is gone. */
  connectPage(page: WebContents): void;
  /** Lets the engine pause its jobs and end; resolves when its process has exited. */
  close(): Promise<void>;
}

/**
 * Keeps the engine running in a process of its own: running -> (exit) -> waiting to restart -> running, until
 * closing -> closed. Main only introduces the two ends to each other; no message of theirs passes through it.
 */
export function startEngineProcess({ modulePath, version }: EngineProcessOptions): EngineProcess {
  const pages = new Set<WebContents>();
  let child: UtilityProcess | null = null;
  let failures = 0;
  let isClosing = false;
  let restartTimer: NodeJS.Timeout | undefined;

  const start = (): void => {
    const started = utilityProcess.fork(modulePath, [version], {
      serviceName: 'Meterhaul engine',
      stdio: 'inherit',
    });
    const startedAtMs = Date.now();
    child = started;
    started.once('exit', () => {
      child = null;
      if (isClosing) return;
      failures = Date.now() - startedAtMs > steadyAfterMs ? 0 : failures + 1;
      restartTimer = setTimeout(start, restartDelayMs(failures));
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
    close: async () => {
      isClosing = true;
      clearTimeout(restartTimer);
      if (child !== null) await endWithin(child, closeWithinMs);
    },
  };
}

function restartDelayMs(failures: number): number {
  return Math.min(longestRestartDelayMs, firstRestartDelayMs * 2 ** Math.max(0, failures - 1));
}

function introduce(child: UtilityProcess, page: WebContents): void {
  const { port1, port2 } = new MessageChannelMain();
  child.postMessage({ type: 'page' }, [port1]);
  page.postMessage('engine-port', null, [port2]);
}

function endWithin(child: UtilityProcess, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill(), limitMs);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.postMessage({ type: 'close' });
  });
}
