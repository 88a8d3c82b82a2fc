import type { EngineEvent } from '../../src/contract/engine-events.ts';
import { hasEnded } from '../../src/domain/job-state.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/create-engine.ts';
import type { LedgerObserver } from '../../src/engine/ledger/ledger-observer.ts';
import type { Clock } from '../../src/engine/ports/clock.ts';
import { systemClock } from '../../src/engine/ports/clock.ts';
import { environmentSecrets } from '../../src/engine/ports/environment-secrets.ts';
import { sampleRandom } from '../../src/engine/sample-site/sample-random.ts';
import type { EngineOrders, EngineWord } from './engine-words.ts';

/**
 * One life of the engine, a process of its own: plans the job of its orders, or goes on with the one that
 * stands in the ledger, and sends until the job ends or the process is killed. Orders come as JSON in the
 * first argument, credentials in METERHAUL_*; what happens is told in lines of JSON on stdout.
 */
await live(JSON.parse(process.argv[2] ?? '{}') as EngineOrders);

async function live(orders: EngineOrders): Promise<void> {
  const { next } = sampleRandom(orders.seed);
  const engine = createEngine({
    stateDir: orders.stateDir,
    version: '0.0.0-crash',
    secrets: environmentSecrets(process.env),
    clock: quickClock(orders.clockOriginMs, orders.clockSpeed),
    random: next,
    ledgerObserver: observeWrites(orders.killAtWrite),
  });
  const { files, baseUrl, pace } = orders;
  const [known] = await engine.api.listJobs({});
  const jobId = known?.id ?? (await engine.api.planJob({ files, destination: { baseUrl }, pace })).jobId;
  say({ type: 'job', jobId });
  if (known === undefined || !hasEnded(known.state)) await untilStill(engine, jobId);
  const { state, lastError } = await engine.api.getJob({ jobId });
  await engine.close();
  say({ type: 'still', state, text: lastError?.text ?? '' });
}

/** Starts the job and resolves when nothing runs it any more. */
async function untilStill(engine: Engine, jobId: string): Promise<void> {
  const still = Promise.withResolvers<undefined>();
  const unsubscribe = engine.subscribe((event: EngineEvent) => {
    if (event.type === 'job-changed' && event.job.id === jobId && !event.job.active) still.resolve(undefined);
  });
  await engine.api.startJob({ jobId });
  await still.promise;
  unsubscribe();
}

/** Tells of each write of the ledger once it is on disk, and ends the process at the one of its orders. */
function observeWrites(kill: EngineOrders['killAtWrite']): LedgerObserver {
  let number = 0;
  const endIfDue = (when: 'before' | 'after'): void => {
    if (kill?.number === number && kill.when === when) process.kill(process.pid, 'SIGKILL');
  };
  return {
    beforeCommit: () => {
      number++;
      endIfDue('before');
    },
    afterCommit: (write) => {
      endIfDue('after');
      say({ type: 'write', number, name: write });
    },
  };
}

/** Real time, faster: backoffs of seconds and the beat of the lease pass within a run of a second. */
function quickClock(originMs: number, speed: number): Clock {
  return {
    now: () => originMs + Math.floor((Date.now() - originMs) * speed),
    sleep: (durationMs, signal) => systemClock.sleep(durationMs / speed, signal),
  };
}

function say(word: EngineWord): void {
  process.stdout.write(`${JSON.stringify(word)}\n`);
}
