import { stepsOf } from './stamp-columns.ts';
import type { TimeChoice } from './time-choice.ts';
import {
  bookkeepingTimeWords,
  dayWords,
  endWords,
  startWords,
  timeWords,
  utcWords,
} from './words/time-words.ts';

/** A way to tell the time with how good it is: instants before wall clocks, times before dates, what steps evenly. */
export function scored(choice: Omit<TimeChoice, 'score' | 'why' | 'words' | 'hasEnd'>): TimeChoice {
  const names = new Set([...choice.stamp.columns]);
  const words = choice.columns
    .filter(({ name }) => names.has(name))
    .map((profile) => profile.words)
    .join('');
  const { share, stepMs } = stepsOf(choice.ms);
  const isUtc = choice.columns.some((profile) => utcWords.find(profile.words) !== null);
  const isKept = choice.columns.some((profile) => bookkeepingTimeWords.find(profile.words) !== null);
  const isNamed = [timeWords, startWords, endWords, dayWords].some((list) => list.find(words) !== null);
  const filled = Math.min(
    ...choice.columns.map(({ filled: cells, texts }) => cells / Math.max(1, texts.length)),
  );
  const score =
    (choice.isInstant ? 3 : 0) +
    (isUtc ? 2.5 : 0) +
    (choice.isDaily ? 0 : 2) +
    (choice.end !== null || choice.endMs !== null ? 1.5 : 0) +
    (isNamed ? 1 : 0) +
    share * 2 +
    // Clock times dropped from a date make its rows repeat.
    (stepMs === 0 ? -2 : 0) +
    (isKept ? -4 : 0) +
    filled -
    (choice.columns[0]?.place ?? 0) * 0.01;
  const why = isUtc
    ? 'its header says UTC'
    : choice.isInstant
      ? 'its stamps say their offset'
      : 'it steps regularly';
  return { ...choice, words, hasEnd: choice.end !== null || choice.endMs !== null, score, why };
}
