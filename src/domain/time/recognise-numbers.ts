import { epochUnitOf, epochUnits, msPerEpochUnit } from '../epoch-unit.ts';
import type { EpochUnit } from '../epoch-unit.ts';
import type { StampCandidate } from './recognise-stamps.ts';
import { compileStampPattern } from './stamp-pattern.ts';
import { stepsEvenly } from './steps-evenly.ts';

/** Fewer numbers than this are no series of which one could say that it ascends. */
const leastNumbers = 2;

/** Epochs among the samples, or for times of day hours, clock times without signs and slot numbers. */
export function recogniseNumbers(
  filled: readonly (string | number)[],
  wanted: 'stamps' | 'times-of-day',
): StampCandidate[] {
  const numbers = filled.map(numberOf);
  if (wanted === 'stamps') return [...epochs(numbers), ...serialDays(numbers)];
  return [...slots(numbers, filled), ...clockNumbers(numbers)];
}

function numberOf(each: string | number): number {
  if (typeof each === 'number') return each;
  const bare = each.trim().replace(/^["']|["']$/g, '');
  return /^\d+([.,]\d+)?(e\+?\d+)?$/i.test(bare) ? Number(bare.replace(',', '.')) : Number.NaN;
}

function epochs(numbers: readonly number[]): StampCandidate[] {
  const finite = numbers.filter((each) => Number.isFinite(each));
  if (finite.length < leastNumbers || !isOrdered(finite)) return [];
  const found: StampCandidate[] = [];
  for (const unit of epochUnits) {
    const share = numbers.filter((each) => epochUnitOf(each) === unit).length / numbers.length;
    if (share < 0.9 || (!stepsEvenly(finite) && !areRecent(finite, unit))) continue;
    const evidence = `The numbers are epochs in ${unit} within 1990-2100 and follow each other in order.`;
    found.push(candidate(`epoch-${unit}`, share, { isInstant: true, isTimeOfDayOnly: false, evidence }));
  }
  return found;
}

/** Days since 1899-12-30, as spreadsheets count them, of 1990 and of 2100. */
const serialFrom = 32_874;
const serialTo = 73_051;
/** How far from a whole minute a time of four decimals may lie, in minutes. */
const serialTolerance = 0.08;

/**
 * Numbers of days whose fractions are whole minutes in every row, which readings of that size are not. Whole days
 * alone are like any count: whether they are days is for the header to say.
 */
function serialDays(numbers: readonly number[]): StampCandidate[] {
  const finite = numbers.filter((each) => Number.isFinite(each));
  if (finite.length < leastNumbers || finite.length < 0.9 * numbers.length || !isOrdered(finite)) return [];
  const minutes = finite.map((each) => each * 1440);
  const isMinute = (each: number): boolean => Math.abs(each - Math.round(each)) <= serialTolerance;
  if (!finite.every((each) => each >= serialFrom && each < serialTo) || !minutes.every(isMinute)) return [];
  if (!stepsEvenly(minutes.map(Math.round))) return [];
  const kind = { isInstant: false, isTimeOfDayOnly: false };
  const evidence =
    'The numbers are the days of a spreadsheet within 1990-2100 and follow each other in order.';
  const found = candidate('excel', finite.length / numbers.length, { ...kind, evidence });
  return [{ ...found, hasTime: finite.some((each) => !Number.isInteger(each)) }];
}

/** Logs of irregular moments are of our time; a register that happens to lie among the epochs need not be. */
function areRecent(numbers: readonly number[], unit: EpochUnit): boolean {
  const from = Date.UTC(2000, 0, 1);
  const to = Date.UTC(2040, 0, 1);
  return numbers.every((each) => each * msPerEpochUnit[unit] >= from && each * msPerEpochUnit[unit] < to);
}

/** Times go one way, but for the places where one meter's rows end and the next one's begin. */
function isOrdered(numbers: readonly number[]): boolean {
  let up = 0;
  let down = 0;
  for (let place = 1; place < numbers.length; place++) {
    const step = (numbers[place] ?? 0) - (numbers[place - 1] ?? 0);
    if (step > 0) up++;
    else if (step < 0) down++;
  }
  return up + down > 0 && Math.max(up, down) >= 0.8 * (up + down);
}

/** First number, most numbers of an ordinary day, minutes of each. */
const slotKinds = [
  { perDay: 24, minutes: 60 },
  { perDay: 48, minutes: 30 },
  { perDay: 96, minutes: 15 },
  { perDay: 144, minutes: 10 },
  { perDay: 288, minutes: 5 },
  { perDay: 1440, minutes: 1 },
];

function slots(numbers: readonly number[], filled: readonly (string | number)[]): StampCandidate[] {
  const values = numbers.map((each, place) => (Number.isNaN(each) ? labelledSlot(filled[place]) : each));
  const whole = values.filter((each) => Number.isInteger(each) && each >= 0);
  const share = whole.length / values.length;
  if (share < 0.9 || !stepsEvenly(whole)) return [];
  const most = whole.reduce((one, other) => Math.max(one, other), 0);
  const first = whole.includes(0) ? 0 : 1;
  const kind = slotKinds.find(({ perDay }) => most - first < Math.floor((perDay * 25) / 24));
  if (kind === undefined) return [];
  if (first === 0 && kind.minutes === 60 && most < 24) return [];
  // 100, 200 … 2300 are clock times; as numbers of minutes they would leave the most part of the day out.
  if (
    kind.minutes < 15 &&
    whole.every((each) => each % 100 < 60) &&
    whole.some((each) => each % 100 === 0 && each > 0)
  ) {
    return [];
  }
  const evidence = `Whole numbers from ${first} to ${most}: intervals of ${kind.minutes} min counted through the day.`;
  const pattern = `slot(${first},${kind.minutes})`;
  return [candidate(pattern, share, { isInstant: false, isTimeOfDayOnly: true, evidence })];
}

/** `H07`, `Hour 7`, `3A`, `P48`. */
function labelledSlot(each: string | number | undefined): number {
  const match = /^\s*["']?(?:\p{L}{1,8}[ .]?)?(\d{1,4})[AB*]?["']?\s*$/iu.exec(String(each));
  return match === null ? Number.NaN : Number(match[1]);
}

function clockNumbers(numbers: readonly number[]): StampCandidate[] {
  if (numbers.some((each) => !Number.isInteger(each) || each < 0)) return [];
  const most = Math.max(...numbers);
  const hours = { isInstant: false, isTimeOfDayOnly: true };
  if (most < 24 && numbers.includes(0) && stepsEvenly(numbers)) {
    return [candidate('HH', 1, { ...hours, evidence: 'Whole numbers from 0 to 23: hours of the day.' })];
  }
  const reader = compileStampPattern('HHmm');
  // As numbers half hours step by 30 and by 70.
  const times = numbers.map((each) => reader.readNumber(each));
  if (most < 100 || times.some((each) => Number.isNaN(each)) || !stepsEvenly(times)) return [];
  const evidence = 'Numbers of hour and minute without a sign between: 700 is 07:00.';
  return [candidate('HHmm', 1, { ...hours, evidence })];
}

function candidate(
  pattern: string,
  share: number,
  kind: { readonly isInstant: boolean; readonly isTimeOfDayOnly: boolean; readonly evidence: string },
): StampCandidate {
  return {
    pattern,
    share,
    isInstant: kind.isInstant,
    hasTime: true,
    isTimeOfDayOnly: kind.isTimeOfDayOnly,
    isRange: false,
    dayMonthOrder: null,
    evidence: [kind.evidence],
  };
}
