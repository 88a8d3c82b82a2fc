import { startPracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import type { PracticeVtn, PracticeVtnOptions } from '../../src/practice-vtn/start-practice-vtn.ts';

const firstPort = 20_000;
const ports = 10_000;
/** Processes that start one after the other begin so far apart. */
const portsOfOne = 50;
const mostTried = 20;

let begun = 0;

/**
 * A practice VTN on a port below those that systems give to whoever asks for any, and that this process does not use
 * again before it has used all others: it is still free when the VTN comes back after it was stopped.
 */
export async function startVtnOnKeptPort(options: PracticeVtnOptions): Promise<PracticeVtn> {
  for (let tried = 1; ; tried++) {
    const port = firstPort + ((process.pid * portsOfOne + begun++) % ports);
    try {
      return await startPracticeVtn({ ...options, port });
    } catch (thrown) {
      if (tried === mostTried) throw thrown;
    }
  }
}
