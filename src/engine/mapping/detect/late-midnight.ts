import type { ColumnProfile } from './column-profile.ts';
import type { Findings } from './findings.ts';
import { readStamps, stepsOf } from './stamp-columns.ts';
import type { TimeChoice } from './time-choice.ts';

const dayMs = 86_400_000;

/**
 * The choice with a pattern that knows it, where 00:00 is written with the date of the day that ends then: after
 * 23:45 of its own date and before 00:15 of the next one.
 */
export function withLateMidnight(choice: TimeChoice, findings: Findings): TimeChoice {
  const { stamp, candidate, ms } = choice;
  const isOpen = !choice.isInstant && !choice.isDaily && !choice.hasEnd && candidate !== null;
  if (!isOpen || !stamp.pattern.includes('HH:mm') || !endsDays(ms)) return choice;
  const pattern = stamp.pattern.replace('HH:mm', 'kk:mm');
  const columns = stamp.columns.map((name) => choice.columns.find((column) => column.name === name));
  findings.note('00:00 is written with the date of the day that ends then, and is read as its 24:00.', 0.85);
  return {
    ...choice,
    stamp: { ...stamp, pattern },
    candidate: { ...candidate, pattern },
    ms: readStamps(
      pattern,
      columns.filter((column): column is ColumnProfile => column !== undefined),
    ),
  };
}

/** Every midnight between two rows of its series ends the day whose date it has. */
function endsDays(ms: Float64Array): boolean {
  const { stepMs, backShare } = stepsOf(ms);
  if (stepMs === 0 || stepMs >= dayMs) return false;
  const rows = backShare > 0.5 ? ms.toReversed() : ms;
  let late = 0;
  for (let row = 0; row < rows.length; row++) {
    const midnight = rows[row] as number;
    if (midnight % dayMs !== 0) continue;
    const before = (rows[row - 1] ?? NaN) - midnight;
    const after = (rows[row + 1] ?? NaN) - midnight;
    if (before === -stepMs || (Number.isNaN(before) && after === stepMs)) return false;
    if (before === dayMs - stepMs && (Number.isNaN(after) || after === dayMs + stepMs)) late++;
  }
  return late > 0;
}
