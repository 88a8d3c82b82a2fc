import { compareWithStore } from '../crash/compare-with-store.ts';
import type { Store } from '../crash/compare-with-store.ts';
import { brokenSums, countUnsent, readLedgerAccount } from '../crash/ledger-account.ts';
import type { LedgerAccount } from '../crash/ledger-account.ts';
import type { Place, World } from './world.ts';

/** What a person who has looked on knows of the job. */
export interface LedgerModel {
  jobId: string;
  place: Place;
  /** It may be at work: started, and nothing was seen that ends it. */
  running: boolean;
  /** Who had it last was killed: the lease is still a dead one's. */
  orphaned: boolean;
  cancelled: boolean;
  staged: boolean;
  source: 'here' | 'changed' | 'moved';
  vtnIsThere: boolean;
  /** The VTN does not do as it should. */
  faulty: boolean;
  /** The highest number under which the job was taken up here. */
  epoch: number;
  /** The account that was left behind by the hand-over. */
  handedOver: LedgerAccount | null;
}

export function newModel(): LedgerModel {
  return {
    jobId: '',
    place: 'home',
    running: false,
    orphaned: false,
    cancelled: false,
    staged: false,
    source: 'here',
    vtnIsThere: true,
    faulty: false,
    epoch: 0,
    handedOver: null,
  };
}

/** The ledger of the computer that has the job. Throws when it holds none. */
export function accountOf(model: LedgerModel, world: World): LedgerAccount {
  const account = readLedgerAccount(world.stateDirs[model.place]);
  if (account === null) throw new Error('There is no job in the ledger.');
  return account;
}

/**
 * What holds after each command. Throws an Error that names what does not: sums; confirmed is at the VTN as planned and
 * was answered for; what is at the VTN was sent, and nothing else; one lease at a time; what was handed over stands
 * still where it came from; what has ended is settled.
 */
export function checkModel(model: LedgerModel, world: World): LedgerAccount {
  // Its figures grow while it runs: what is there before it is read must be in it, and what it says must be there after.
  const before = storeOf(world);
  const account = accountOf(model, world);
  const after = storeOf(world);
  const early = compareWithStore(account, before);
  const late = compareWithStore(account, after);
  const problems = brokenSums(account);
  if (early.doubled > 0) problems.push(...early.problems);
  if (late.lost + late.unanswered > 0) problems.push(...late.problems);
  problems.push(...brokenState(model, account));
  if (model.handedOver !== null) {
    const home = readLedgerAccount(world.stateDirs.home);
    if (JSON.stringify(home) !== JSON.stringify(model.handedOver))
      problems.push('the job that was handed over has changed where it came from');
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  model.epoch = account.lease.epoch;
  return account;
}

function brokenState(model: LedgerModel, account: LedgerAccount): string[] {
  const { state, lease, sums } = account;
  const problems: string[] = [];
  if (lease.epoch < model.epoch)
    problems.push(`the lease has gone back from ${model.epoch} to ${lease.epoch}`);
  if (!model.running && !model.orphaned && lease.owner !== null)
    problems.push(`it is ${state} under a lease, and nobody runs it`);
  if (state === 'completed' && sums.confirmed !== sums.planned)
    problems.push(`it is completed with ${sums.confirmed} of ${sums.planned} confirmed`);
  if (state === 'incomplete' && account.loadsFailed === 0 && sums.uncertain + countUnsent(account.series) > 0)
    problems.push('it has ended with intervals that are still to be sent');
  if (model.cancelled && state !== 'cancelled') problems.push(`it was cancelled and is ${state}`);
  return problems;
}

function storeOf({ vtn, site, acknowledged }: World): Store {
  const stored = new Map(vtn.storedResources().map((each) => [each, vtn.storedIntervals(each)]));
  return {
    expected: site.expected,
    isRefused: () => false,
    isAcknowledged: acknowledged.has,
    stored: (resource) => stored.get(resource) ?? [],
    resources: () => [...stored.keys()],
  };
}
