import type { ValueCandidate } from './value-candidates.ts';
import { netWords, totalWords } from './words/derived-words.ts';

/** Rows that must agree before two columns are said to tell the same. */
const tellingRows = 3;

/**
 * The column that is the sum of all the others in every row of the sample, or the difference of two, or null. With two or more parts a sum
 * that holds throughout is no accident.
 */
export function findTotal(group: readonly ValueCandidate[]): ValueCandidate | null {
  if (group.length < 3 || group.length > 40) return null;
  const named = group.filter(({ profile }) => totalWords.find(profile.words) !== null);
  const rest = group.filter((candidate) => !named.includes(candidate));
  const total = [...named, ...rest].find((candidate) => isSumOfOthers(candidate, group)) ?? null;
  // Consumption = generation + net holds as well as net = consumption - generation: the net is what was worked out.
  const net = group.find(({ profile }) => netWords.find(profile.words) !== null);
  return total === null ? null : (net ?? total);
}

function isSumOfOthers(total: ValueCandidate, group: readonly ValueCandidate[]): boolean {
  const parts = group.filter((candidate) => candidate !== total).map(({ values }) => values);
  let agree = 0;
  let differ = 0;
  for (let row = 0; row < total.values.length; row++) {
    const whole = total.values[row] ?? NaN;
    let sum = 0;
    let size = 0;
    let told = 0;
    for (const values of parts) {
      const value = values[row] ?? NaN;
      if (Number.isNaN(value)) continue;
      sum += value;
      size += Math.abs(value);
      if (value !== 0) told++;
    }
    if (Number.isNaN(whole) || (whole === 0 && told === 0)) continue;
    // Written figures are rounded one by one.
    if (Math.abs(sum - whole) <= size * 1e-4 + 0.0015) agree += told > 1 ? 1 : 0;
    else differ++;
  }
  return agree >= tellingRows && differ <= agree * 0.02;
}

/** True when two columns change by the same amount from row to row, and do change. */
export function sameSteps(one: Float64Array, other: Float64Array): boolean {
  let same = 0;
  for (let row = 1; row < one.length; row++) {
    const step = (one[row] ?? NaN) - (one[row - 1] ?? NaN);
    const otherStep = (other[row] ?? NaN) - (other[row - 1] ?? NaN);
    if (Number.isNaN(step) || Number.isNaN(otherStep)) continue;
    if (Math.abs(step - otherStep) > 1e-6 + Math.abs(step) * 1e-6) return false;
    if (step !== 0) same++;
  }
  return same >= tellingRows;
}
