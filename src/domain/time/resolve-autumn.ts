import { wallMark } from '../raw-readings.ts';
import type { ChangeoverFinding, ChangeoverRows } from './changeover-windows.ts';
import { dayMs, hourMs, wallText } from './civil-days.ts';

/** The repeated hour of one changeover, with what is known about the file around it. */
interface Repeated extends ChangeoverRows {
  /** Rows within the repeated wall times, by wall time, each in file order. */
  readonly within: ReadonlyMap<number, readonly number[]>;
  /** How often the file has each of the hours around: 2 where the whole day stands in it twice. */
  readonly copies: number;
  readonly isAscending: boolean;
}

/**
 * Places the rows of a day on which the clocks are put back. In this order: hours numbered through to 25; marks;
 * a time that is there twice as often as its neighbours is the doubled hour, its first row the earlier one, or
 * the later one where rows run newest first; a time that is there once stands in the earlier hour.
 */
export function resolveAutumn(near: ChangeoverRows, startMs: Float64Array): ChangeoverFinding | null {
  const { change, rows, raw } = near;
  const counted = Map.groupBy(rows, (row) => raw.stampMs[row] as number);
  const within = new Map(
    [...counted].filter(([wall]) => wall >= change.wallFromMs && wall < change.wallToMs),
  );
  if (within.size === 0) return null;
  const repeated: Repeated = {
    ...near,
    within,
    copies: copiesAround(near, counted),
    isAscending: isAscending(near),
  };
  const isDoubled = [...within.values()].some((same) => same.length > repeated.copies);
  if (!isDoubled && numberThrough(repeated, counted, startMs)) {
    return finding(near, 'numbered-through', 'The hours are numbered through to 25.');
  }
  const byOrder = orderPlaces(repeated, isDoubled);
  const isMarked = applyMarks(repeated, byOrder);
  for (const [row, isLater] of byOrder) startMs[row] = instantOf(near, row, isLater);
  if (isMarked) return finding(near, 'marked', 'The source marks which of the two equal hours a row means.');
  if (isDoubled) {
    const which = repeated.isAscending ? 'earlier' : 'later';
    return finding(near, 'in-file-order', `The hour is there twice; the first in the file is the ${which}.`);
  }
  return holdsTwoHours(repeated)
    ? finding(
        near,
        'two-hours-in-one',
        'One row seems to hold the energy of both equal hours; it stays one row.',
      )
    : finding(near, 'once', 'Only one of the two equal hours is there; it was taken for the earlier one.');
}

function instantOf({ change, raw }: ChangeoverRows, row: number, isLater: boolean): number {
  return (raw.stampMs[row] as number) - (isLater ? change.offsetAfterMs : change.offsetBeforeMs);
}

/** The most frequent count of the times in the hours before and after the repeated one. */
function copiesAround({ change }: ChangeoverRows, counted: ReadonlyMap<number, readonly number[]>): number {
  const counts = new Map<number, number>();
  for (const [wall, same] of counted) {
    const isBefore = wall >= change.wallFromMs - 3 * hourMs && wall < change.wallFromMs;
    const isAfter = wall >= change.wallToMs && wall < change.wallToMs + 3 * hourMs;
    if (isBefore || isAfter) counts.set(same.length, (counts.get(same.length) ?? 0) + 1);
  }
  const [best] = [...counts].toSorted(([, one], [, other]) => other - one);
  return best?.[0] ?? 1;
}

/** Whether neighbouring rows of these days mostly go forward, whatever the order of the days in the file. */
function isAscending({ raw, rows }: ChangeoverRows): boolean {
  let forward = 0;
  for (let place = 1; place < rows.length; place++) {
    const step =
      (raw.stampMs[rows[place] as number] as number) - (raw.stampMs[rows[place - 1] as number] as number);
    forward += Math.sign(step);
  }
  return forward >= 0;
}

/** For each row of the repeated hour whether it is of the later one, by its place in the file. */
function orderPlaces(repeated: Repeated, isDoubled: boolean): Map<number, boolean> {
  const { within, copies, isAscending: ascends } = repeated;
  const places = new Map<number, boolean>();
  const seconds: number[] = [];
  let adjacent = 0;
  for (const same of within.values()) {
    if (same.length <= copies) continue;
    same.forEach((row, place) => places.set(row, (place % 2 === 1) === ascends));
    const [first = 0, second = 0] = same;
    seconds.push(second);
    if (second - first === 1) adjacent++;
  }
  // 02:00, 02:00, 02:15, 02:15: no row tells in which of the two passes a lone one stands.
  const isInterleaved = adjacent * 2 > seconds.length;
  const secondPassFrom = Math.min(...seconds);
  for (const same of within.values()) {
    if (same.length > copies) continue;
    for (const row of same) {
      const isSecondPass = isDoubled && copies === 1 && !isInterleaved && row > secondPassFrom;
      const isKnown = isDoubled && copies === 1 && !isInterleaved;
      places.set(row, isKnown && isSecondPass === ascends);
    }
  }
  return places;
}

/**
 * Marks outrank the order of the file. When only one of two equal rows is marked, as in `02:00 DST`, suppliers
 * differ in what they mean by it: there the order outranks the mark.
 */
function applyMarks({ raw, within }: Repeated, places: Map<number, boolean>): boolean {
  const { marks } = raw;
  if (marks === null) return false;
  const rows = [...within.values()].flat();
  const has = (mark: number): boolean => rows.some((row) => marks[row] === mark);
  const hasBoth = has(wallMark.first) && has(wallMark.second);
  let applied = false;
  for (const same of within.values()) {
    for (const row of same) {
      if (marks[row] === wallMark.none || (!hasBoth && same.length > 1)) continue;
      places.set(row, marks[row] === wallMark.second);
      applied = true;
    }
  }
  return applied;
}

/**
 * Hours numbered 1 to 25 run through: the day's last number looks like the next midnight, which is then there
 * twice. True when the day is so, and its rows are placed by the time gone since midnight.
 */
function numberThrough(
  { change, raw, rows, intervalMs, copies }: Repeated,
  counted: ReadonlyMap<number, readonly number[]>,
  startMs: Float64Array,
): boolean {
  const midnightMs = (Math.floor(change.wallFromMs / dayMs) + 1) * dayMs;
  if (intervalMs === null || (counted.get(midnightMs)?.length ?? 0) <= copies) return false;
  const gapMs = change.wallToMs - change.wallFromMs;
  const ends = new Set<number>();
  const order = isAscending({ change, raw, rows, intervalMs }) ? rows : rows.toReversed();
  order.forEach((row, place) => {
    const wall = raw.stampMs[row] as number;
    const before = order[place - 1];
    if (before === undefined || wall < midnightMs || wall >= midnightMs + gapMs) return;
    const beforeMs = raw.stampMs[before] as number;
    if (wall - beforeMs === intervalMs && (beforeMs < midnightMs || ends.has(before))) ends.add(row);
  });
  // A day that ends like any other has its next midnight in the same run of rows.
  if (ends.size === 0) return false;
  for (const row of rows) {
    const wall = raw.stampMs[row] as number;
    const isOfDay = wall >= change.wallFromMs && wall < midnightMs;
    if (isOfDay || ends.has(row)) startMs[row] = wall - change.offsetBeforeMs;
  }
  return true;
}

/** One row as long as the repeated hour, with about twice the value of both its neighbours. */
function holdsTwoHours({ change, raw, rows, within, intervalMs, copies }: Repeated): boolean {
  if (intervalMs === null || copies !== 1 || intervalMs < change.wallToMs - change.wallFromMs) return false;
  const [row] = [...within.values()].flat();
  if (row === undefined || within.size !== 1) return false;
  const valueAt = (wall: number): number =>
    raw.values[rows.find((each) => raw.stampMs[each] === wall) ?? -1] ?? Number.NaN;
  const wall = raw.stampMs[row] as number;
  const neighbours = Math.max(valueAt(wall - intervalMs), valueAt(wall + intervalMs));
  return neighbours > 0 && (raw.values[row] as number) >= 1.6 * neighbours;
}

function finding(
  { change }: ChangeoverRows,
  shape: ChangeoverFinding['shape'],
  what: string,
): ChangeoverFinding {
  const { atMs, wallFromMs, wallToMs } = change;
  const text = `Autumn changeover at ${wallText(wallFromMs)}: ${what}`;
  return { kind: 'repeated', atMs, wallFromMs, wallToMs, shape, text };
}
