import type { StampCandidate } from '../../../domain/time/recognise-stamps.ts';
import { compileStampPattern } from '../../../domain/time/stamp-pattern.ts';
import type { ColumnProfile } from './column-profile.ts';
import { joinTexts, readStamps, recogniseTexts, slotNumber, stepsOf } from './stamp-columns.ts';
import type { StampColumn } from './stamp-columns.ts';
import { endWords, bookkeepingTimeWords, localWords, startWords, utcWords } from './words/time-words.ts';
import { scored } from './score-time.ts';
import type { TimeChoice } from './time-choice.ts';

/** Every way to tell the time from these columns, best first. */
export function timeChoices(columns: readonly StampColumn[]): TimeChoice[] {
  const days = columns.filter((column) => column.role === 'day' || isMidnightOnly(column));
  const fulls = columns.filter((column) => column.role === 'full');
  const choices: (TimeChoice | null)[] = [
    ...columns.filter(({ role }) => role === 'full' || role === 'range' || role === 'day').map(lone),
    ...fulls.flatMap((start) => fulls.map((end) => pair(start, end))),
    ...days.flatMap((day) =>
      days.map((end) => (day.role === 'day' && end.role === 'day' ? pair(day, end) : null)),
    ),
    ...days.flatMap((day) => withClock(day, days, columns)),
    ...days.flatMap((day) =>
      columns.filter(({ role }) => role === 'slot').map((slot) => withSlot(day, slot)),
    ),
  ];
  const known = choices.filter((choice) => choice !== null);
  const offsets = columns.filter(({ role }) => role === 'offset');
  const sound = [...known, ...known.flatMap((choice) => offsets.flatMap((each) => withOffset(choice, each)))];
  return sound.sort((a, b) => b.score - a.score);
}

/** A stamp that stands alone: labelled at its start or end, or a range with both. */
function lone(column: StampColumn): TimeChoice | null {
  const { profile, candidate, ms } = column;
  if (candidate === null) return null;
  const isDaily = column.role === 'day';
  return scored({
    stamp: { columns: [profile.name], pattern: candidate.pattern },
    end: null,
    endIsInclusive: false,
    columns: [profile],
    candidate,
    ms,
    endMs: column.role === 'range' ? rangeEnds(candidate.pattern, [profile]) : null,
    isInstant: candidate.isInstant,
    isDaily,
  });
}

/** A column of starts and one of ends. */
function pair(start: StampColumn, end: StampColumn): TimeChoice | null {
  if (start === end || start.candidate === null || end.candidate === null) return null;
  if (start.candidate.isInstant !== end.candidate.isInstant) return null;
  const says = (column: StampColumn): boolean => endWords.find(column.profile.words) !== null;
  const isOther = (column: StampColumn): boolean =>
    [utcWords, localWords, bookkeepingTimeWords].some((list) => list.find(column.profile.words) !== null);
  const isPaired =
    (says(end) && !says(start)) ||
    (startWords.find(start.profile.words) !== null && !isOther(end) && !says(start));
  if (!isPaired || bookkeepingTimeWords.find(end.profile.words) !== null) return null;
  return paired([start.profile], start, [end.profile], end.candidate.pattern, end.ms);
}

/** A day with one or two clock times, with a range of them, or two days with a clock time each. */
function withClock(
  day: StampColumn,
  days: readonly StampColumn[],
  columns: readonly StampColumn[],
): (TimeChoice | null)[] {
  const clocks = columns.filter(({ role }) => role === 'clock' || role === 'clock-range');
  const near = clocks.filter((clock) => clock.profile.place > day.profile.place);
  const [first, second] = near.length > 0 ? near : clocks;
  if (first === undefined) return [];
  const choices = [joined(day, first)];
  const start = joinedColumn(day, first);
  if (start === null || second?.role !== 'clock') return choices;
  const otherDay = days.find(
    ({ profile }) => profile.place > first.profile.place && profile.place < second.profile.place,
  );
  const end = joinedColumn(otherDay ?? day, second);
  if (end?.candidate == null) return choices;
  const endDay = otherDay ?? day;
  choices.push(
    paired(
      [day.profile, first.profile],
      start,
      [endDay.profile, second.profile],
      end.candidate.pattern,
      end.ms,
    ),
  );
  return choices;
}

function joined(day: StampColumn, clock: StampColumn): TimeChoice | null {
  const start = joinedColumn(day, clock);
  if (start?.candidate == null) return null;
  const columns = [day.profile, clock.profile];
  return scored({
    stamp: { columns: columns.map(({ name }) => name), pattern: start.candidate.pattern },
    end: null,
    endIsInclusive: false,
    columns,
    candidate: start.candidate,
    ms: start.ms,
    endMs: start.candidate.isRange ? rangeEnds(start.candidate.pattern, columns) : null,
    isInstant: start.candidate.isInstant,
    isDaily: false,
  });
}

function joinedColumn(day: StampColumn, clock: StampColumn): StampColumn | null {
  const columns = [day.profile, clock.profile];
  const candidate = recogniseTexts(joinTexts([bareDay(day), clock.profile]));
  const datePattern = dayPattern(day);
  if (candidate?.hasTime !== true || datePattern === null) return null;
  const bare = recogniseTexts(bareDay(day).texts)?.pattern ?? '';
  const pattern = candidate.pattern.startsWith(bare)
    ? `${datePattern}${candidate.pattern.slice(bare.length)}`
    : candidate.pattern;
  return {
    profile: day.profile,
    role: 'full',
    candidate: { ...candidate, pattern, dayMonthOrder: orderOf(day, candidate) },
    ms: readStamps(pattern, columns),
  };
}

/** What the day's column says for certain, with other parts of the file, holds with a clock beside it, too. */
function orderOf(day: StampColumn, joinedStamp: StampCandidate): StampCandidate['dayMonthOrder'] {
  return day.candidate?.dayMonthOrder === 'sure' ? 'sure' : joinedStamp.dayMonthOrder;
}

/** The midnight that every date of a column carries, as written; empty when dates stand bare. */
function midnightOf(day: StampColumn): string {
  if (day.role === 'day') return '';
  const [first] = day.profile.texts.filter((text) => text !== '');
  const midnight = /[ T]\d{1,2}:\d{2}.*$/.exec(first ?? '')?.[0] ?? '';
  const isShared =
    midnight !== '' && day.profile.texts.every((text) => text === '' || text.endsWith(midnight));
  return isShared ? midnight : '';
}

/** The day's column without its midnight, so that the clock time beside it can follow. */
function bareDay(day: StampColumn): ColumnProfile {
  const midnight = midnightOf(day);
  if (midnight === '') return day.profile;
  return { ...day.profile, texts: day.profile.texts.map((text) => text.slice(0, -midnight.length)) };
}

/** A pattern that reads the day and steps over its midnight. */
function dayPattern(day: StampColumn): string | null {
  if (day.role === 'day') return day.candidate?.pattern ?? null;
  const midnight = midnightOf(day);
  if (midnight === '') return null;
  const bare = recogniseTexts(bareDay(day).texts);
  return bare === null ? null : `${bare.pattern}'${midnight}'`;
}

function paired(
  startColumns: readonly ColumnProfile[],
  start: StampColumn,
  endColumns: readonly ColumnProfile[],
  endPattern: string,
  endStamps: Float64Array,
): TimeChoice | null {
  if (start.candidate === null) return null;
  const isDayShared = startColumns.length > 1 && startColumns[0] === endColumns[0];
  const endMs = isDayShared
    ? endStamps.map((ms, row) => (ms <= (start.ms[row] ?? NaN) ? ms + dayMs : ms))
    : endStamps;
  let forward = 0;
  let told = 0;
  for (let row = 0; row < start.ms.length; row++) {
    const length = (endMs[row] ?? NaN) - (start.ms[row] ?? NaN);
    if (Number.isNaN(length)) continue;
    told++;
    if (length > 0 || (length === 0 && start.role === 'day')) forward++;
  }
  if (told === 0 || forward < told * 0.9) return null;
  return scored({
    stamp: { columns: startColumns.map(({ name }) => name), pattern: start.candidate.pattern },
    end: { columns: endColumns.map(({ name }) => name), pattern: endPattern },
    endIsInclusive: isInclusive(start.ms, endMs),
    columns: [...new Set([...startColumns, ...endColumns])],
    candidate: start.candidate,
    ms: start.ms,
    endMs,
    isInstant: start.candidate.isInstant,
    isDaily: start.role === 'day',
  });
}

/** A lone stamp of the wall clock whose offset from UTC stands in a column of its own. */
function withOffset(choice: TimeChoice, { profile }: StampColumn): TimeChoice[] {
  const { stamp, candidate } = choice;
  const isOpen = !choice.isInstant && !choice.hasEnd && !choice.isDaily && stamp.columns.length < 3;
  if (!isOpen || candidate === null || stamp.pattern.includes('slot(')) return [];
  const columns = [...choice.columns, profile];
  const pattern = stamp.pattern === 'iso' ? 'iso' : `${stamp.pattern} Z`;
  const ms = readStamps(pattern, columns);
  const read = ms.filter((each) => !Number.isNaN(each)).length;
  if (read < ms.length * 0.9 || read < choice.ms.filter((each) => !Number.isNaN(each)).length) return [];
  const names = columns.map(({ name }) => name);
  const zoned = { ...candidate, pattern, isInstant: true };
  return [
    scored({ ...choice, stamp: { columns: names, pattern }, columns, candidate: zoned, ms, isInstant: true }),
  ];
}

/** A day and the number of an hour or slot within it. */
function withSlot(day: StampColumn, slot: StampColumn): TimeChoice | null {
  if (day.candidate === null) return null;
  const numbers = [...slot.profile.counts.keys()].map(slotNumber);
  const first = Math.min(...numbers) === 0 ? 0 : 1;
  const last = Math.max(...numbers);
  const count = last - first + 1;
  const minutes = count <= 25 ? 60 : count <= 50 ? 30 : 15;
  const datePattern = dayPattern(day);
  if (datePattern === null) return null;
  const pattern = `${datePattern} slot(${first},${minutes})`;
  const columns = [day.profile, slot.profile];
  return scored({
    stamp: { columns: columns.map(({ name }) => name), pattern },
    end: null,
    endIsInclusive: false,
    columns,
    candidate: day.candidate,
    ms: readStamps(pattern, columns),
    endMs: null,
    isInstant: false,
    isDaily: false,
  });
}

const dayMs = 86_400_000;

/** A date with the same midnight in every row, as databases write a bare date. */
function isMidnightOnly({ role, ms }: StampColumn): boolean {
  return (
    role === 'full' &&
    ms.every((stamp) => Number.isNaN(stamp) || stamp % dayMs === 0) &&
    stepsOf(ms).stepMs !== 0
  );
}

/** The length that is missing between an end and the next start is that of the clock's last figure. */
function isInclusive(startMs: Float64Array, endMs: Float64Array): boolean {
  const lengths = new Map<number, number>();
  for (let row = 0; row < startMs.length; row++) {
    const length = (endMs[row] ?? NaN) - (startMs[row] ?? NaN);
    if (!Number.isNaN(length)) lengths.set(length, (lengths.get(length) ?? 0) + 1);
  }
  let [usual, count] = [0, 0];
  for (const [length, times] of lengths) if (times > count) [usual, count] = [length, times];
  const rest = stepsOf(startMs).stepMs - usual;
  return rest === 60_000 || rest === 1000 || rest === 1;
}

function rangeEnds(pattern: string, columns: readonly ColumnProfile[]): Float64Array {
  const reader = compileStampPattern(pattern);
  return Float64Array.from(joinTexts(columns), (text) => {
    reader.read(text);
    return reader.endMs;
  });
}
