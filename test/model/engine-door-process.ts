import { createInterface } from 'node:readline';
import { toAppError } from '../../src/contract/app-error.ts';
import type { EngineApi } from '../../src/contract/engine-api.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import { environmentSecrets } from '../../src/engine/ports/environment-secrets.ts';
import { sampleRandom } from '../../src/engine/sample-site/sample-random.ts';
import { quickClock } from '../crash/quick-clock.ts';
import type { DoorCall, DoorOrders, DoorWord } from './door-words.ts';

/** The engine in a process that can be killed: calls come as lines of JSON on stdin, answers go out on stdout. */
const orders = JSON.parse(process.argv[2] ?? '{}') as DoorOrders;
const engine = createEngine({
  stateDir: orders.stateDir,
  version: '0.0.0-model',
  secrets: environmentSecrets(orders.credentials),
  clock: quickClock(orders.clockOriginMs, orders.clockSpeed),
  random: sampleRandom(orders.seed).next,
});
engine.subscribe((event) => {
  if (event.type !== 'job-changed') return;
  const { state, active, points } = event.job;
  say({ type: 'job', state, active, confirmed: points.confirmed });
});
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => void answer(JSON.parse(line) as DoorCall));
// Whoever called is gone.
lines.on('close', () => process.exit());
say({ type: 'open' });

async function answer({ id, method, input }: DoorCall): Promise<void> {
  const call = engine.api[method] as (given: unknown) => ReturnType<EngineApi[keyof EngineApi]>;
  try {
    say({ type: 'answer', id, value: await call(input) });
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    say({ type: 'refusal', id, code, text: message });
  }
}

function say(word: DoorWord): void {
  process.stdout.write(`${JSON.stringify(word)}\n`);
}
