import { coverage } from '../interval-series.ts';
import { listLimit, listSetAside, reasonOf, rowOutcome } from '../row-outcome.ts';
import type { OutcomeCounts, SetAside } from '../row-outcome.ts';
import type { Stretch } from './add-series.ts';
import { otherLengthReason } from './explicit-ends.ts';
import { rowNumber } from './find-odd-rows.ts';
import { addOddRows, duplicateReason } from './odd-places.ts';
import type { PlaceList } from './odd-places.ts';
import type { RowsOfParts } from './rows-of-parts.ts';
import { spellLength } from './spell-length.ts';
import type { PlacedRules, SettledPart } from './settle-part.ts';

/** What the parts add up to, and how other loads cover it. */
export interface CoveredSum {
  /** Null when there is nothing to list, or the rows have it already. */
  readonly covered: Uint8Array | null;
  readonly sum: Stretch;
  readonly rows: RowsOfParts;
}

/**
 * The rows of all parts that are left out, part by part in file order, numbered as an editor shows them, and the
 * intervals of a sum that another load has otherwise.
 */
export function listPlaced(
  parts: readonly SettledPart[],
  rules: PlacedRules,
  { covered, sum, rows: numbered }: CoveredSum,
): { rows: SetAside[]; notes: string[] } {
  const rows: SetAside[] = [];
  const notes: string[] = [];
  for (const part of parts) {
    const listed = listSetAside(part.outcomes, (row, outcome) => describe(part, rules, row, outcome));
    for (const row of listed.rows) rows.push(row);
    notes.push(...listed.notes);
  }
  if (covered === null) return { rows, notes };
  for (let at = 0; at < covered.length; at++) {
    if (covered[at] !== coverage.different || rows.length >= listLimit) continue;
    const reason = reasonOf(rowOutcome.shared, sum.series.startMs[at] as number, 0);
    const from = numbered.find(sum.rowOf[at] as number);
    rows.push({
      row: rowNumber(from.part, from.row),
      outcome: 'conflict',
      field: 'value',
      text: String(sum.series.value[at]),
      reason,
    });
  }
  return { rows, notes };
}

/** The places of these rows, for a person who looks at the series. */
export function locatePlaced(
  list: PlaceList,
  { parts, counts }: { readonly parts: readonly SettledPart[]; readonly counts: readonly OutcomeCounts[] },
  rules: PlacedRules,
  { covered, sum, rows: numbered }: CoveredSum,
): void {
  const isShared = rules.minus.length > 0;
  for (const [place, part] of parts.entries()) {
    const { startMs } = part.part.placed;
    addOddRows(list, {
      outcomes: part.outcomes,
      startMs,
      counts: counts[place] as OutcomeCounts,
      describe: (row, outcome) =>
        outcome === rowOutcome.duplicate
          ? { row: rowNumber(part, row), reason: duplicateReason(startMs[row] as number, isShared) }
          : describe(part, rules, row, outcome),
    });
  }
  if (covered === null) return;
  for (let at = 0; at < covered.length; at++) {
    if (covered[at] === coverage.free) continue;
    const isSame = covered[at] === coverage.equal;
    list.add(isSame ? 'duplicate' : 'conflict', () => {
      const atMs = sum.series.startMs[at] as number;
      const from = numbered.find(sum.rowOf[at] as number);
      const text = isSame ? duplicateReason(atMs, true) : reasonOf(rowOutcome.shared, atMs, 0);
      return { atMs, endMs: null, row: rowNumber(from.part, from.row), text };
    });
  }
}

function describe(
  settled: SettledPart,
  rules: PlacedRules,
  row: number,
  outcome: number,
): Omit<SetAside, 'outcome'> {
  const known = settled.reasons.get(row);
  const shown = known?.row ?? row;
  const isOfTime = timeOutcomes.includes(outcome);
  return {
    row: rowNumber(settled, shown),
    field: isOfTime ? 'time' : 'value',
    text: isOfTime ? stampText(settled, shown) : String(settled.part.raw.values[shown]),
    reason: known?.text ?? reason(settled, rules, row, outcome),
  };
}

const timeOutcomes: readonly number[] = [
  rowOutcome.untimed,
  rowOutcome.overlap,
  rowOutcome.otherLength,
  rowOutcome.backwards,
  rowOutcome.lengthless,
];

function reason(settled: SettledPart, rules: PlacedRules, row: number, outcome: number): string {
  const { startMs, endMs, trouble } = settled.part.placed;
  const start = startMs[row] as number;
  const usualMs = settled.intervalMs;
  const lengthMs = endMs === null || Number.isNaN(endMs[row]) ? usualMs : (endMs[row] as number) - start;
  switch (outcome) {
    case rowOutcome.untimed:
      return rules.describeTrouble(trouble[row] as number);
    case rowOutcome.otherLength:
      return lengthMs === usualMs
        ? `A total of the readings ${spellLength(usualMs)} apart that stand before it.`
        : otherLengthReason(lengthMs, usualMs);
    case rowOutcome.backwards:
      return 'The interval does not end after its start.';
    case rowOutcome.lengthless:
      return 'Nothing says how long its interval is.';
    case rowOutcome.registerStep:
      return 'The register steps back, or far up, after this reading.';
    case rowOutcome.strayReading:
      return 'The reading is far off the register, which goes on afterwards as if it had not been.';
    case rowOutcome.unequalParts:
      return `The interval from ${new Date(start).toISOString()} overlaps intervals of other lengths in a part it is added to.`;
    case rowOutcome.conflictBeside:
      return `Another part of the sum contradicts itself at ${new Date(start).toISOString()}.`;
    default:
      return reasonOf(outcome, start, lengthMs);
  }
}

/** The time as the row has it: of a clock on the wall without an offset. */
function stampText({ part }: SettledPart, row: number): string {
  const stampMs = part.raw.stampMs[row] as number;
  if (!(Math.abs(stampMs) <= 8.64e15)) return '';
  const text = new Date(stampMs).toISOString().replace('.000Z', 'Z');
  return part.raw.clock === 'wall' ? text.slice(0, -1) : text;
}
