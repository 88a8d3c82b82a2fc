import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/create-engine.ts';
import type { LedgerObserver } from '../../src/engine/ledger/ledger-observer.ts';
import { environmentSecrets } from '../../src/engine/ports/environment-secrets.ts';
import { sampleRandom } from '../../src/engine/sample-site/sample-random.ts';
import type { EngineOrders, EngineWord } from './engine-words.ts';
import { quickClock } from './quick-clock.ts';
import { takeSteps } from './take-steps.ts';

/**
 * One life of the engine, a process of its own. It loads what it needs, says so, waits for its orders (a line of JSON
 * on stdin), and follows them until it has come to rest or is killed; what happens is told in lines of JSON on stdout.
 */
await Promise.all([import('undici'), import('./take-steps.ts')]);
say({ type: 'ready' });
const lines = createInterface({ input: process.stdin });
const [line] = (await once(lines, 'line')) as [string];
lines.close();
process.stdin.destroy();
await live(JSON.parse(line) as EngineOrders);

async function live(orders: EngineOrders): Promise<void> {
  const { next } = sampleRandom(orders.seed);
  const open = (stateDir: string): Engine =>
    createEngine({
      stateDir,
      version: '0.0.0-crash',
      secrets: environmentSecrets(orders.credentials),
      clock: quickClock(orders.clockOriginMs, orders.clockSpeed),
      random: next,
      ledgerObserver: observer,
    });
  const observer = observeWrites(orders.killAt);
  const { state, text } = await takeSteps(orders, open, (step) => say({ type: 'step', step }));
  say({ type: 'still', state, text });
}

/** Tells of each write of the ledger once it is on disk, and ends the process at the one of its orders. */
function observeWrites(kill: EngineOrders['killAt']): LedgerObserver {
  let number = 0;
  let counted = 0;
  const endIfDue = (write: string, when: 'before' | 'after'): void => {
    if (kill?.at !== 'write' || kill.when !== when || kill.number !== counted) return;
    if (isMeant(kill.name, write)) process.kill(process.pid, 'SIGKILL');
  };
  return {
    beforeCommit: (write) => {
      number++;
      if (kill?.at === 'write' && isMeant(kill.name, write)) counted++;
      endIfDue(write, 'before');
    },
    afterCommit: (write) => {
      endIfDue(write, 'after');
      say({ type: 'write', number, name: write });
    },
  };
}

/** Writes of one turn of the event loop share a transaction, named "sending+outcome". */
function isMeant(name: string | null, write: string): boolean {
  return name === null || write.split('+').includes(name);
}

function say(word: EngineWord): void {
  process.stdout.write(`${JSON.stringify(word)}\n`);
}
