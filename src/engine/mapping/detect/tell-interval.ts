import type { DatasetProfile } from './column-profile.ts';
import { headerWords } from './header-words.ts';
import type { Findings } from './findings.ts';
import { intervalNumber, intervalWords } from './words/interval-words.ts';
import type { TimeChoice } from './time-choice.ts';

const minuteMs = 60_000;

/**
 * Says how long the intervals are by the stamps, and what a header or a column claims. The mapping leaves the length
 * open: it is inferred from all rows, and kinds of rows of several lengths are told apart there. Returns the lengths
 * in ms that the stamps and a header speak for, the likeliest first; none where the steps are irregular.
 */
export function tellInterval(
  choice: TimeChoice,
  profile: DatasetProfile,
  findings: Findings,
): readonly number[] {
  const lengths = lengthsOf(choice);
  const [usual] = lengths;
  if (usual === undefined) return [];
  const total = choice.hasEnd ? lengths.find(({ ms }) => ms >= usual.ms * longTimes) : undefined;
  const other = lengths.find((length) => length !== usual && isOtherKind(length, usual));
  if (total !== undefined) {
    findings.note(
      `Some rows are of ${spell(total.ms)} among those of ${spell(usual.ms)}: totals, which are kept apart by their length.`,
    );
  } else if (other !== undefined) {
    findings.note(
      `Rows follow at ${spell(usual.ms)} and at ${spell(other.ms)}: there seem to be two kinds of rows, which are kept apart by their length.`,
      0.85,
    );
  } else if (usual.share >= 0.6) {
    findings.note(`Rows follow at ${spell(usual.ms)}.`);
  } else {
    findings.note('Rows follow at irregular steps.', 0.75);
  }
  const claim = claimedMinutes(profile);
  if (claim !== null && usual.share >= 0.6 && claim.minutes * minuteMs !== usual.ms) {
    findings.warn(
      'mapping/header-contradicted',
      `"${claim.text}" says ${spell(claim.minutes * minuteMs)}, but the rows follow at ${spell(usual.ms)}.`,
    );
  }
  const isRegular = total !== undefined || other !== undefined || usual.share >= 0.6;
  const claimed = claim === null ? undefined : claim.minutes * minuteMs;
  const told = [isRegular ? usual.ms : undefined, claimed, other?.ms].filter((ms) => ms !== undefined);
  return [...new Set(told)];
}

/** Lengths of intervals with an end, else steps between rows; most frequent first. */
function lengthsOf({ ms, endMs, endIsInclusive }: TimeChoice): Length[] {
  const counts = new Map<number, number>();
  let told = 0;
  for (let row = 0; row < ms.length; row++) {
    const start = ms[row] as number;
    const length = endMs === null ? Math.abs((ms[row + 1] ?? NaN) - start) : (endMs[row] ?? NaN) - start;
    if (Number.isNaN(length) || length === 0) continue;
    told++;
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const lengths = [...counts].map(([length, count]) => ({
    ms: whole(length, endIsInclusive),
    share: count / told,
  }));
  return lengths.sort((a, b) => b.share - a.share);
}

/** 14 minutes with an inclusive end are 15. */
function whole(length: number, endIsInclusive: boolean): number {
  if (!endIsInclusive) return length;
  return length % minuteMs === 0 ? length + minuteMs : length + (length % 1000 === 0 ? 1000 : 1);
}

interface Length {
  readonly ms: number;
  readonly share: number;
}

/** A row so many times longer than the usual one is the sum of many. */
const longTimes = 20;

/** Longer steps are gaps unless they are frequent; shorter ones that go into the usual one are finer rows. */
function isOtherKind({ ms, share }: Length, usual: Length): boolean {
  if (ms < usual.ms) return share >= 0.02 && ms >= 1000 && Number.isInteger(usual.ms / ms);
  return share >= 0.2 && Number.isInteger(ms / usual.ms);
}

interface Claim {
  readonly text: string;
  readonly minutes: number;
}

/** The length that a header, a line around the data or a column with one text claims; null when none does. */
function claimedMinutes({ columns, dataset }: DatasetProfile): Claim | null {
  const constant = columns.filter(({ counts, numbers }) => counts.size === 1 && numbers.numbers === 0);
  const cells = constant.flatMap(({ counts }) => [...counts.keys()]);
  for (const text of [...columns.slice(0, 60).map(({ name }) => name), ...(dataset.labels ?? []), ...cells]) {
    const minutes = minutesIn(text);
    if (minutes !== null) return { text: text.trim(), minutes };
  }
  return null;
}

/** How long the file lasts, not a row of it: `Data for period starting … for 24 hours`, `last 24 hours`. */
const spanOfFile =
  /\b(?:for|last|past|next)\s+(?:the\s+)?(?:last\s+|next\s+)?\d+\s*(?:h|d|hours?|days?)\b|period (?:starting|from)/i;

/** `QH`, `hourly`, `15min`: minutes; null for a text that names no length. */
export function minutesIn(text: string): number | null {
  if (spanOfFile.test(text) || /\bHH[:.]?mm\b/.test(text)) return null;
  const words = headerWords(text);
  for (const [pattern, minutes] of intervalWords) if (pattern.test(words)) return minutes;
  const [, count, unit] = intervalNumber.exec(text) ?? [];
  if (count === undefined || unit === undefined || Number(count) === 0) return null;
  const first = unit.charAt(0).toLowerCase();
  if (first === 's' && !/^std|^stund/i.test(unit)) return Number(count) / 60;
  return first === 'm' ? Number(count) : Number(count) * 60;
}

/** 15 min, 1 h, 1 day, 10 s. */
function spell(ms: number): string {
  if (ms % 86_400_000 === 0) return ms === 86_400_000 ? '1 day' : `${ms / 86_400_000} days`;
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000} h`;
  return ms % minuteMs === 0 ? `${ms / minuteMs} min` : `${ms / 1000} s`;
}
