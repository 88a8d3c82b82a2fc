import { randomUUID } from 'node:crypto';
import type { Engine } from '../engine/create-engine.ts';
import { exitCodes } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs a long call of the engine that the first SIGINT or SIGTERM stops, so that nothing half done is left; the second
 * ends the program where it stands.
 */
export async function stoppableWork<T>(
  engine: Engine,
  terminal: Terminal,
  work: (workId: string) => Promise<T>,
): Promise<T> {
  const workId = randomUUID();
  let signals = 0;
  const onSignal = (): void => {
    if (++signals > 1) process.exit(exitCodes.stopped);
    terminal.alert('Stopping (press again to stop at once).');
    engine.api.stopWork({ workId }).catch((thrown: unknown) => terminal.alert(String(thrown)));
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await work(workId);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}
