/** A slider over several powers of ten; its last position stands for no limit. */
export interface RateScale {
  readonly least: number;
  readonly most: number;
}

/** Positions of the slider are 0 to this. */
export const lastPosition = 200;

/** The rate at a position, as two digits; null at the last one, which is no limit. */
export function rateAt({ least, most }: RateScale, position: number): number | null {
  if (position >= lastPosition) return null;
  const exact = least * (most / least) ** (position / (lastPosition - 1));
  return Math.min(most, Math.max(least, Number(exact.toPrecision(2))));
}

/** The position nearest to a rate; one outside the scale stands at its end, but short of *no limit*. */
export function positionOf({ least, most }: RateScale, rate: number | null): number {
  if (rate === null) return lastPosition;
  const share = Math.log(Math.max(rate, least) / least) / Math.log(most / least);
  return Math.min(lastPosition - 1, Math.round(share * (lastPosition - 1)));
}
