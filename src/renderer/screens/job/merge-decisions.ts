import type { JobDetail } from '../../../contract/job-shapes.ts';

export type Decision = JobDetail['decisions'][number];

/** As many as the ledger is asked for. */
export const decisionsShown = 200;

/** Decisions of the ledger and those told since, each once, the latest first. */
export function mergeDecisions(kept: readonly Decision[], live: readonly Decision[]): readonly Decision[] {
  const known = new Set(kept.map(keyOf));
  const fresh = live.filter((decision) => !known.has(keyOf(decision)));
  return [...kept, ...fresh]
    .sort((a, b) => a.at.localeCompare(b.at))
    .slice(-decisionsShown)
    .reverse();
}

function keyOf({ at, text }: Decision): string {
  return `${at} ${text}`;
}
