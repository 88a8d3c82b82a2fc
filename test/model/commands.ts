import { setTimeout as timer } from 'node:timers/promises';
import type fc from 'fast-check';
import { AppError } from '../../src/contract/app-error.ts';
import type { PaceChange } from '../../src/contract/request-shapes.ts';
import type { Fault } from '../../src/practice-vtn/fault.ts';
import { accountOf, checkModel } from './ledger-model.ts';
import type { LedgerModel } from './ledger-model.ts';
import type { World } from './world.ts';

export type JobCommand = fc.AsyncCommand<LedgerModel, World>;

/** Something that a person, the VTN or the machine does. What holds is checked after each. */
function command(
  name: string,
  mayCome: (model: LedgerModel) => boolean,
  act: (model: LedgerModel, world: World) => Promise<void>,
): JobCommand {
  return {
    check: (model) => mayCome(model),
    run: async (model, world) => {
      await act(model, world);
      checkModel(model, world);
    },
    toString: () => name,
  };
}

const hasEndedStates = ['completed', 'incomplete', 'cancelled'];
const always = (): boolean => true;
const standsStill = (model: LedgerModel): boolean => !model.running && !model.cancelled;

/** The first command of each sequence. */
export const plan: JobCommand = command('plan', always, async (model, world) => {
  const { request } = world.site;
  const pace = { canaryPoints: 6, chunkPoints: 9, retries: 1000 };
  const { jobId } = await world
    .door()
    .call('planJob', { ...request, pace, destination: { baseUrl: world.vtn.baseUrl } });
  model.jobId = jobId;
});

/** A second job for the same resources is refused as long as the first has not ended. */
export const planAgain = command('plan again', standsStill, async (model, world) => {
  if (hasEndedStates.includes(accountOf(model, world).state) || model.source !== 'here') return;
  const again = world
    .door()
    .call('planJob', { ...world.site.request, destination: { baseUrl: world.vtn.baseUrl } });
  await refused(again, ['job/resource-held']);
});

/** Starts or goes on, and looks on for a while. */
export const start = (uploads: number): JobCommand =>
  command(`start, ${uploads} uploads`, standsStill, async (model, world) => {
    const sourcePaths = model.source === 'moved' ? [world.source.movedPath] : [];
    const hasEnded = hasEndedStates.includes(accountOf(model, world).state);
    const starting = world.door().call('startJob', { jobId: model.jobId, sourcePaths });
    if (hasEnded) return refused(starting, ['job/wrong-state']);
    await lookOn(model, world, starting, uploads);
  });

export const retry = (uploads: number): JobCommand =>
  command(`retry, ${uploads} uploads`, standsStill, async (model, world) => {
    await lookOn(model, world, world.door().call('retryJob', { jobId: model.jobId }), uploads);
  });

/** Watches a job that was asked to start until so much was sent, it stands still, or nothing comes. */
async function lookOn(
  model: LedgerModel,
  world: World,
  starting: Promise<unknown>,
  uploads: number,
): Promise<void> {
  const sent = world.uploads(uploads);
  const requestsBefore = world.vtn.observations().requests;
  if (model.source !== 'here' && !model.staged) {
    const isMended = await isTaken(starting, ['source/changed', 'source/missing']);
    if (!isMended) {
      if (world.vtn.observations().requests !== requestsBefore)
        throw new Error('It sent from a changed source.');
      return;
    }
  } else await starting;
  model.running = true;
  model.orphaned = false;
  await Promise.race([sent, timer(400), untilStill(model, world)]);
}

export const pause = command(
  'pause',
  ({ running }) => running,
  async (model, world) => {
    await world.door().call('pauseJob', { jobId: model.jobId });
    await untilStill(model, world);
    model.running = false;
  },
);

/** Lets it run to where it stops by itself. */
export const settle = command(
  'let it run',
  ({ running, vtnIsThere }) => running && vtnIsThere,
  async (model, world) => {
    await untilStill(model, world);
    model.running = false;
    const { state } = accountOf(model, world);
    const isSound = !model.faulty && (model.source === 'here' || model.staged);
    if (isSound && !hasEndedStates.includes(state) && state !== 'blocked')
      throw new Error(`It has stopped as ${state}, and nothing was in its way.`);
  },
);

async function untilStill({ jobId }: LedgerModel, world: World): Promise<void> {
  const still = world.door().hear(({ active }) => !active);
  still.catch(() => undefined);
  const { jobs } = { jobs: await world.door().call('listJobs', {}) };
  if (jobs.find(({ id }) => id === jobId)?.active === true) await still;
}

export const kill = command('kill', always, async (model, world) => {
  model.orphaned ||= model.running;
  await world.open(model.place);
  model.running = false;
});

export const changePace = (pace: PaceChange): JobCommand =>
  command(
    `pace ${JSON.stringify(pace)}`,
    ({ cancelled }) => !cancelled,
    async ({ jobId }, world) => {
      await isTaken(world.door().call('changePace', { jobId, pace }), ['job/wrong-state']);
    },
  );

export const misbehave = (faults: readonly Fault[]): JobCommand =>
  command(`faults ${JSON.stringify(faults)}`, always, (model, world) => {
    world.vtn.setFaults([{ kind: 'latency', ms: 1, jitterMs: 4 }, ...faults]);
    model.faulty = faults.length > 0;
    return Promise.resolve();
  });

export const stopVtn = command(
  'the VTN goes away',
  ({ vtnIsThere }) => vtnIsThere,
  async (model, world) => {
    await world.vtn.stop();
    model.vtnIsThere = false;
  },
);

export const startVtn = command(
  'the VTN comes back',
  ({ vtnIsThere }) => !vtnIsThere,
  async (model, world) => {
    await world.vtn.startAgain();
    model.vtnIsThere = true;
  },
);

export const changeSource = command(
  'source changed',
  ({ source }) => source === 'here',
  async (model, world) => {
    await world.source.change();
    model.source = 'changed';
  },
);

export const moveSource = command(
  'source moved',
  ({ source }) => source === 'here',
  async (model, world) => {
    await world.source.move();
    model.source = 'moved';
  },
);

export const restoreSource = command(
  'source restored',
  ({ source }) => source !== 'here',
  async (model, world) => {
    await world.source.restore();
    model.source = 'here';
  },
);

export const stage = command('stage', standsStill, async (model, world) => {
  const staging = world.door().call('stageJob', { jobId: model.jobId });
  const isStaged = await isTaken(staging, ['job/wrong-state', 'source/changed', 'source/missing']);
  if (isStaged) model.staged = true;
  if (isStaged && model.source === 'changed') throw new Error('It has staged a changed source.');
});

/** Export here, import there. */
export const move = command(
  'export and import',
  (model) => standsStill(model) && model.place === 'home',
  async (model, world) => {
    const exporting = world.door().call('exportJob', { jobId: model.jobId, path: world.haulPath });
    if (!(await isTaken(exporting, ['job/wrong-state', 'source/changed', 'source/missing']))) return;
    model.handedOver = accountOf(model, world);
    if (model.handedOver.state !== 'exported')
      throw new Error(`It is ${model.handedOver.state} after its export.`);
    await refused(world.door().call('startJob', { jobId: model.jobId }), ['job/wrong-state']);
    await world.open('away');
    const { jobId } = await world
      .door()
      .call('importJob', { path: world.haulPath, destination: { baseUrl: world.vtn.baseUrl } });
    Object.assign(model, { jobId, place: 'away', staged: true, epoch: 0 });
  },
);

export const importAgain = command(
  'import again',
  ({ place }) => place === 'away',
  async (_model, world) => {
    const request = { path: world.haulPath, destination: { baseUrl: world.vtn.baseUrl } };
    await refused(world.door().call('importJob', request), ['haul/already-here']);
  },
);

export const verify = command(
  'verify',
  (model) => standsStill(model) && model.vtnIsThere && (model.source === 'here' || model.staged),
  async (model, world) => {
    const { jobId } = model;
    try {
      const { differenceCount, differences } = await world.door().call('verifyJob', { jobId });
      if (differenceCount > 0)
        throw new Error(`It does not verify: ${JSON.stringify(differences.slice(0, 3))}`);
    } catch (thrown) {
      if (!model.faulty || !(thrown instanceof AppError) || !thrown.code.startsWith('vtn/')) throw thrown;
    }
  },
);

export const cancel = command('cancel', standsStill, async (model, world) => {
  const cancelling = world.door().call('cancelJob', { jobId: model.jobId });
  model.cancelled = await isTaken(cancelling, ['job/wrong-state']);
  if (!model.cancelled && !hasEndedStates.includes(accountOf(model, world).state))
    throw new Error('It has not ended, and cannot be cancelled.');
});

async function refused(call: Promise<unknown>, codes: readonly string[]): Promise<void> {
  if (await isTaken(call, codes)) throw new Error(`It was not refused with ${codes.join(' or ')}.`);
}

/** Whether a call was answered; other refusals than these are thrown on. */
async function isTaken(call: Promise<unknown>, codes: readonly string[]): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (thrown) {
    if (thrown instanceof AppError && codes.includes(thrown.code)) return false;
    throw thrown;
  }
}

/** How often a person starts a job again that has stopped. */
const patience = 5;

/** With nothing in its way any more it comes to its end, and what was refused or given up goes through by a retry. */
const finish = command(
  'bring it to its end',
  ({ cancelled }) => !cancelled,
  async (model, world) => {
    await untilStill(model, world);
    const { jobId } = model;
    for (let tries = 0; accountOf(model, world).state !== 'completed'; tries++) {
      if (tries === patience)
        throw new Error(`It is ${accountOf(model, world).state}, and nothing is in its way.`);
      const hasEnded = hasEndedStates.includes(accountOf(model, world).state);
      await world.door().call(hasEnded ? 'retryJob' : 'startJob', { jobId });
      await untilStill(model, world);
    }
    Object.assign(model, { running: false, orphaned: false });
  },
);

/** What every sequence ends with: nothing is in the way any more. */
export function endOfAll(): JobCommand[] {
  return [startVtn, restoreSource, misbehave([]), finish];
}

/** Nothing but a look at what holds. */
export const look = command('look', always, () => Promise.resolve());
