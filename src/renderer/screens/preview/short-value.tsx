import { value } from '../../words/figures.ts';

const leastDecimals = 3;
const mostDecimals = 12;

/** A sum or a mean as people compare it; the whole figure shows when the pointer rests on it. */
export function ShortValue({ figure, unit = '' }: { figure: number; unit?: string }) {
  const whole = Number(figure.toPrecision(12));
  return (
    <span title={`${value(whole)} ${unit}`.trimEnd()}>{`${value(shortened(whole))} ${unit}`.trimEnd()}</span>
  );
}

/**
 * Three decimals, and as many more as a small figure needs to show three digits. Adding up binary fractions leaves
 * dust far behind them.
 */
export function shortened(figure: number): number {
  if (figure === 0 || !Number.isFinite(figure)) return figure;
  const decimals = leastDecimals - 1 - Math.floor(Math.log10(Math.abs(figure)));
  return Number(figure.toFixed(Math.min(mostDecimals, Math.max(leastDecimals, decimals))));
}
