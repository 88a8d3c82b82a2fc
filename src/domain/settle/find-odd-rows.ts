import { rowOutcome } from '../row-outcome.ts';
import type { PlaceList } from './odd-places.ts';
import type { SettledPart } from './settle-part.ts';
import type { Finding } from './settled-readings.ts';
import { spellTime } from './spell-length.ts';

/** What is odd about the rows of the parts as they stand in the file: repeated, contradicting, out of order. */
export function findOddRows(parts: readonly SettledPart[], odd: PlaceList): Finding[] {
  const findings = [
    locate(parts, 'duplicates', rowOutcome.duplicate, (count) =>
      count === 1 ? '1 row repeats another one' : `${count} rows repeat others`,
    ),
    locate(parts, 'conflicts', rowOutcome.conflict, (count) =>
      count === 1 ? '1 row contradicts another one' : `${count} rows contradict others of the same time`,
    ),
    locate(parts, 'overlaps', rowOutcome.overlap, (count) =>
      count === 1 ? '1 interval overlaps the next' : `${count} intervals overlap the next`,
    ),
    ...parts.map(findDisorder),
  ];
  const found = findings.filter((one) => one !== null);
  const distinct = found.filter(({ text }, at) => found.findIndex((other) => other.text === text) === at);
  for (const { code, firstStartMs, firstRow, text } of distinct) {
    if (code !== 'out-of-order') continue;
    odd.add('finding', () => ({ atMs: firstStartMs, endMs: null, row: firstRow, text }));
  }
  return distinct;
}

/** The row number as an editor shows it; the place of the row where the source has no other. */
export function rowNumber({ part }: Pick<SettledPart, 'part'>, row: number): number {
  return part.raw.rows?.[row] ?? row;
}

function locate(
  parts: readonly SettledPart[],
  code: Finding['code'],
  outcome: number,
  spell: (count: number) => string,
): Finding | null {
  let count = 0;
  let firstStartMs: number | null = null;
  let firstRow: number | null = null;
  for (const part of parts) {
    for (let row = part.outcomes.indexOf(outcome); row >= 0; row = part.outcomes.indexOf(outcome, row + 1)) {
      if (count++ > 0) continue;
      firstStartMs = part.part.placed.startMs[row] as number;
      firstRow = rowNumber(part, row);
    }
  }
  if (firstStartMs === null) return null;
  return {
    code,
    text: `${spell(count)}, first at ${spellTime(firstStartMs)}.`,
    count,
    firstStartMs,
    firstRow,
  };
}

/** How the rows of a part run through time when they do not simply run forwards. */
function findDisorder(settled: SettledPart): Finding | null {
  const { startMs } = settled.part.placed;
  let before = NaN;
  let forwards = 0;
  let backwards = 0;
  let firstBack = -1;
  for (let row = 0; row < startMs.length; row++) {
    const start = startMs[row] as number;
    if (start < before) {
      if (backwards++ === 0) firstBack = row;
    } else if (start > before) forwards++;
    if (start === start) before = start;
  }
  if (backwards === 0) return null;
  const how =
    forwards === 0 || backwards > 9 * forwards
      ? 'The rows run from the newest to the oldest.'
      : backwards * 4 < forwards
        ? `The rows stand in ${backwards + 1} blocks that are not in order of time.`
        : `The rows are shuffled: ${backwards} of ${forwards + backwards} steps go back in time.`;
  return {
    code: 'out-of-order',
    text: `${how} They are put in order.`,
    count: backwards,
    firstStartMs: startMs[firstBack] as number,
    firstRow: rowNumber(settled, firstBack),
  };
}
