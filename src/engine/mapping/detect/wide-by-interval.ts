import type { MappingDocument } from '../../../contract/mapping-document.ts';
import type { ColumnProfile } from './column-profile.ts';
import type { StampColumn } from './stamp-columns.ts';
import { isNumeric } from './value-candidates.ts';

export type DayColumn = MappingDocument['dayColumns'][number];

export interface WideLayout {
  readonly day: StampColumn;
  readonly dayColumns: readonly DayColumn[];
  readonly columns: readonly ColumnProfile[];
  readonly intervalMinutes: number;
  readonly how: string;
}

/** The fewest columns that are a day: the 23 hours of the spring day. */
const fewestColumns = 23;
const dayMinutes = 1440;

/** A row a day with a column an interval, recognised by the columns' names; null for any other layout. */
export function findWideLayout(
  columns: readonly ColumnProfile[],
  stamps: readonly StampColumn[],
): WideLayout | null {
  const day = stamps.find(({ role, ms }) => role === 'day' || (role === 'full' && hasOneTime(ms)));
  if (day === undefined) return null;
  const slots = columns.filter((column) => column !== day.profile && isCellOfDay(column));
  const decimals = slots.filter(({ name }) => decimalHour.test(name.trim()));
  if (decimals.length >= 2 * fewestColumns) return fromClocks(day, decimals, decimalClock);
  const clocks = slots.map(({ name }) => clockOf(name));
  const named = slots.filter((_, place) => clocks[place] !== null);
  if (named.length >= fewestColumns) return fromClocks(day, named);
  return fromNumbers(day, slots);
}

/** Numbers or nothing at all: the hours of a day that has not come stand empty. */
function isCellOfDay(column: ColumnProfile): boolean {
  return isNumeric(column) || column.filled === 0;
}

function hasOneTime(ms: Float64Array): boolean {
  const [first] = ms;
  return (
    first !== undefined && ms.every((stamp) => Number.isNaN(stamp) || (stamp - first) % 86_400_000 === 0)
  );
}

interface Clock {
  readonly from: number;
  readonly to: number | null;
  readonly isRepeated: boolean;
}

const clockName =
  /^\D*?(\d{1,2})[:.h](\d{2})(?::\d{2})?(?:\s*(?:-|–|to|bis|tot|a|til)\s*(\d{1,2})[:.h](\d{2})(?::\d{2})?)?\s*([ab*]|dst|\(2\)|_2|\.1)?\s*(?:\[?\(?[km]?wh?\)?\]?)?$/i;
/** Hours of half, quarters and whole ones: `0.0`, `0.5` … `23.5`. */
const decimalHour = /^(\d{1,2})\.(0|5|25|75)$/;
/** An hour alone, with the letter or sign that tells the two equal ones of autumn apart: `02A`, `2B`, `HE02*`. */
const markedHour = /^\D*?(\d{1,2})\s*([ab*x]|\(2\))$/i;
const compactName = /^[a-z_ ]*?((?:[01]\d|2[0-4])[0-5]\d)$/i;

/** `00:15`, `00:00-00:15`, `00.15 kWh`, `HH_0015`; null for any other name. */
function clockOf(name: string): Clock | null {
  const parts = clockName.exec(name.trim());
  if (parts !== null) {
    const from = Number(parts[1]) * 60 + Number(parts[2]);
    const to = parts[3] === undefined ? null : Number(parts[3]) * 60 + Number(parts[4]);
    const mark = parts[5]?.toLowerCase() ?? '';
    if (from <= dayMinutes && (to ?? 0) <= dayMinutes)
      return { from, to, isRepeated: mark !== '' && mark !== 'a' };
  }
  const hour = markedHour.exec(name.trim());
  if (hour !== null && Number(hour[1]) < 24)
    return { from: Number(hour[1]) * 60, to: null, isRepeated: hour[2]?.toLowerCase() !== 'a' };
  const compact = compactName.exec(name.trim())?.[1];
  if (compact === undefined) return null;
  return { from: Number(compact.slice(0, 2)) * 60 + Number(compact.slice(2)), to: null, isRepeated: false };
}

function decimalClock(name: string): Clock {
  return { from: Math.round(Number(name) * 60), to: null, isRepeated: false };
}

function fromClocks(
  day: StampColumn,
  columns: readonly ColumnProfile[],
  clockIn: (name: string) => Clock | null = clockOf,
): WideLayout | null {
  const clocks = columns.map(({ name }) => clockIn(name) as Clock);
  const steps = new Map<number, number>();
  clocks.forEach(({ from }, place) => {
    const step = from - (clocks[place - 1]?.from ?? NaN);
    if (step > 0) steps.set(step, (steps.get(step) ?? 0) + 1);
  });
  const [usual] = [...steps].sort((a, b) => b[1] - a[1]);
  if (usual === undefined || usual[1] < columns.length * 0.8) return null;
  const [minutes] = usual;
  const hasRanges = clocks[0]?.to !== null;
  // Lone times that begin after midnight and end at it are ends: 00:15 … 24:00.
  const lastFrom = clocks.at(-1)?.from ?? 0;
  const isEnd = !hasRanges && clocks[0]?.from === minutes && (lastFrom === dayMinutes || lastFrom === 0);
  const seen = new Set<number>();
  const dayColumns = columns.map(({ name }, place) => {
    const clock = clocks[place] as Clock;
    const end = clock.from === 0 && isEnd ? dayMinutes : clock.from;
    const minute = isEnd ? end - minutes : clock.from;
    const isRepeated = clock.isRepeated || seen.has(minute);
    seen.add(minute);
    return { column: name, minute, isRepeated };
  });
  const how = isEnd
    ? 'named by the end of its interval'
    : hasRanges
      ? 'named by its interval'
      : 'named by its start';
  return { day, dayColumns, columns, intervalMinutes: minutes, how };
}

interface NumberedColumn {
  readonly column: ColumnProfile;
  readonly number: number;
  /** `3B` beside `3A`: there on the autumn day only. */
  readonly isRepeated: boolean;
}

/**
 * Columns counted from 0 or 1: `H1`…`H24`, `1`…`96`, `Hour 1`, `Hour 3A` and `Hour 3B`; 25, 50 and 100 hold the
 * autumn day's extra hour.
 */
function fromNumbers(day: StampColumn, columns: readonly ColumnProfile[]): WideLayout | null {
  const [group] = [...numberedColumns(columns).values()].sort((a, b) => b.length - a.length);
  if (group === undefined || group.length < fewestColumns) return null;
  const once = group.filter(({ isRepeated }) => !isRepeated);
  const first = once[0]?.number ?? -1;
  if (first > 1 || !once.every(({ number }, place) => number === first + place)) return null;
  const minutes = minutesOfCount(once.length);
  if (minutes === null) return null;
  const dayColumns = group.map(({ column, number, isRepeated }) => ({
    column: column.name,
    minute: (number - first) * minutes,
    // Beyond 24 hours it is there on the autumn day only, and empty on all others.
    isRepeated: isRepeated || (number - first) * minutes >= dayMinutes,
  }));
  return {
    day,
    dayColumns,
    columns: group.map(({ column }) => column),
    intervalMinutes: minutes,
    how: `numbered ${first} to ${first + once.length - 1}`,
  };
}

/** By the letters around their numbers. */
function numberedColumns(columns: readonly ColumnProfile[]): Map<string, NumberedColumn[]> {
  const stems = new Map<string, NumberedColumn[]>();
  for (const column of columns) {
    const name = column.name.trim();
    const marked = markedHour.exec(name);
    const parts = /^(.*?)(\d{1,3})(\D*)$/.exec(
      marked === null ? name : name.slice(0, -(marked[2]?.length ?? 0)),
    );
    if (parts === null) continue;
    const stem = `${parts[1] ?? ''}#${(parts[3] ?? '').trim()}`;
    const isRepeated = marked !== null && marked[2]?.toLowerCase() !== 'a';
    const entry = { column, number: Number(parts[2]), isRepeated };
    const list = stems.get(stem);
    if (list === undefined) stems.set(stem, [entry]);
    else list.push(entry);
  }
  return stems;
}

function minutesOfCount(count: number): number | null {
  for (const minutes of [60, 30, 15, 10, 5]) {
    const perHour = 60 / minutes;
    if (count >= 23 * perHour && count <= 25 * perHour) return minutes;
  }
  return null;
}
