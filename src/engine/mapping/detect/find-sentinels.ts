import type { Findings } from './findings.ts';

/** A value that stands for "no value" by all appearance. */
export interface Sentinel {
  readonly column: string;
  readonly value: number;
  readonly count: number;
  /** So far outside the rest that it spoils every sum. */
  readonly isCertain: boolean;
}

/** Figures that programmers and devices put where there is none. */
const usual: ReadonlySet<number> = new Set([
  -1, 999, -999, 9999, -9999, 99_999, -99_999, 999_999, -999_999, 9_999_999, 99_999_999, 999_999_999, 100_000,
  500_000, 1_000_000, 10_000_000, 32_767, -32_768, 65_535, 65_534, 2_147_483_647, -2_147_483_648,
  4_294_967_295, 9.969_209_968_386_869e36,
]);

/** How many times the rest's highest ordinary value an extreme must reach: usual figures, and any other one. */
const usualRatio = 20;
const anyRatio = 200;
const fewestValues = 20;

/** The repeated extremes of some values, see `usual`. NaN are left aside. */
export function findSentinels(column: string, values: Float64Array): Sentinel[] {
  const numbers = values.filter((value) => !Number.isNaN(value)).sort();
  if (numbers.length < fewestValues) return [];
  const found: Sentinel[] = [];
  for (const value of [numbers.at(-1) as number, numbers[0] as number]) {
    const sentinel = judgeExtreme(column, value, numbers);
    if (sentinel !== null) found.push(sentinel);
  }
  return found;
}

function judgeExtreme(column: string, value: number, sorted: Float64Array): Sentinel | null {
  const rest = sorted.filter((number) => number !== value);
  const count = sorted.length - rest.length;
  if (rest.length < fewestValues / 2 || count > sorted.length * 0.5) return null;
  const high = Math.max(
    Math.abs(rest[Math.floor(rest.length * 0.99)] ?? 0),
    Math.abs(rest[Math.floor(rest.length * 0.01)] ?? 0),
  );
  const middle = medianSize(rest);
  const ordinary = Math.max(high, middle * 4);
  if (value === -1 && (rest[0] as number) >= 0 && count >= 2)
    return { column, value, count, isCertain: false };
  const ratio = ordinary === 0 ? 0 : Math.abs(value) / ordinary;
  const isUsual = usual.has(value);
  if (ratio < usualRatio || (!isUsual && (ratio < anyRatio || count < 2))) return null;
  return { column, value, count, isCertain: count >= 2 && ratio >= usualRatio };
}

/** The median of the sizes; the rest is long, and sorted numbers sort fast. */
function medianSize(rest: Float64Array): number {
  const sizes = rest.map(Math.abs).sort();
  return sizes[Math.floor(sizes.length / 2)] ?? NaN;
}

/** Warns of sentinels, and asks about those that would drown every sum; `given` silences the question. */
export function tellSentinels(sentinels: readonly Sentinel[], isAnswered: boolean, findings: Findings): void {
  for (const { column, value, count, isCertain } of sentinels) {
    const times = count === 1 ? 'once' : `${count} times`;
    const text = `The value ${value} stands ${times} in the column "${column}", far outside the rest: it probably means that there is no value. Give --missing ${value} to leave it out.`;
    if (isAnswered) continue;
    findings.warn('mapping/sentinel', text);
    if (!isCertain) continue;
    findings.ask({
      code: 'mapping/sentinel',
      text: `Is ${value} in the column "${column}" (${times}) a value, or a sign that there is none?`,
      option: '--missing',
      suggestions: [String(value), 'none'],
    });
  }
}

/** Columns worth a look, and how many rows of them: a sample would miss what is rare. */
export const sentinelColumns = 6;
export const sentinelRows = 100_000;
