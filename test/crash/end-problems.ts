import type { Observations } from '../../src/practice-vtn/observation-tally.ts';
import type { Store } from './compare-with-store.ts';
import type { CrashEnd } from './crash-scene.ts';
import { countUnsent } from './ledger-account.ts';
import type { LedgerAccount } from './ledger-account.ts';

/** What must hold of a job that has come to its end, beyond each single interval. */
export function endProblems(
  end: CrashEnd,
  account: LedgerAccount | null,
  observed: Observations,
  { expected, isRefused }: Store,
): string[] {
  if (account === null) return ['there is no job in the ledger'];
  const { confirmed, rejected, uncertain } = account.sums;
  const refused = [...expected.values()].flat().filter(({ startMs }) => isRefused(startMs)).length;
  const problems: string[] = [];
  const hold = (what: string, is: unknown, due: unknown): void => {
    if (is !== due) problems.push(`${what}: ${String(is)} instead of ${String(due)}`);
  };
  hold('intervals changed by a second write', observed.changedRewrites, 0);
  if (observed.maxInFlightPerResource > 1) problems.push('one series had two requests at once');
  if (end === 'cancelled') {
    // It may have come to its end before it could be paused.
    if (account.state !== 'completed') hold('state of the job', account.state, 'cancelled');
    return problems;
  }
  hold('intervals at the VTN', observed.pointsStored, confirmed);
  if (end === 'undone') {
    hold('state of the job', account.state, 'cancelled');
    hold('confirmed and uncertain intervals', confirmed + uncertain, 0);
    return problems;
  }
  hold('state of the job', account.state, refused > 0 ? 'incomplete' : 'completed');
  hold('failed loads', account.loadsFailed, 0);
  hold('rejected intervals', rejected, refused);
  hold('uncertain and unsent intervals', uncertain + countUnsent(account.series), 0);
  for (const { id, state } of account.series) hold(`state of series ${id}`, state, 'confirmed');
  return problems;
}
