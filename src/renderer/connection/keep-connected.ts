import { connectEngine } from '../../transport/connect-engine.ts';
import type { ConnectedEngine } from '../../transport/connect-engine.ts';
import { DoorShut } from './door.ts';
import type { Door, ShutReason } from './door.ts';

const firstDelayMs = 500;
const longestDelayMs = 10_000;

export interface ConnectionWatcher {
  onOpen(engine: ConnectedEngine): void;
  /** Also after each attempt that failed. */
  onLost(): void;
  /** For good: no further attempt is made. */
  onShut(reason: ShutReason): void;
}

export interface Connection {
  /** Ends the wait before the next attempt. */
  retryNow(): void;
}

/**
 * Opens the door to the engine and opens it again whenever the wire is lost, waiting twice as long after each
 * failure: opening -> open -> lost -> opening …, until the door is shut for good.
 */
export function keepConnected(door: Door, watcher: ConnectionWatcher): Connection {
  let endWait = (): void => {};

  const wait = (durationMs: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, durationMs);
      endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    for (let failures = 0; ; failures += 1) {
      const engine = await open(door);
      if (engine instanceof DoorShut) {
        watcher.onShut(engine.reason);
        return;
      }
      if (engine !== null) {
        failures = 0;
        watcher.onOpen(engine);
        await engine.closed;
      }
      const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** failures);
      watcher.onLost();
      await wait(delayMs);
    }
  };
  void run();
  return { retryNow: () => endWait() };
}

async function open(door: Door): Promise<ConnectedEngine | DoorShut | null> {
  try {
    return connectEngine(await door());
  } catch (thrown) {
    return thrown instanceof DoorShut ? thrown : null;
  }
}
