import type { Preview } from '../../../contract/inspection-shapes.ts';

/** What became of rows, in the order in which people ask; intervals always, the others where there are any. */
const outcomes = [
  'intervals',
  'gaps',
  'rejected',
  'conflicts',
  'duplicates',
  'ignored',
  'merged',
  'closing',
] as const;

export type Outcome = (typeof outcomes)[number];

export function outcomesOf(totals: Preview['totals']): (readonly [Outcome, number])[] {
  return outcomes
    .map((outcome) => [outcome, totals[outcome]] as const)
    .filter(([outcome, number]) => outcome === 'intervals' || number !== 0);
}
