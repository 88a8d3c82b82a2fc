import { qualityCodes } from '../quality-code.ts';
import type { QualityCode } from '../quality-code.ts';

const ranks: Readonly<Record<QualityCode, number>> = { GOOD: 0, MIGRATED: 1, HISTORICAL: 2, ESTIMATED: 3 };
const rankOfPlace = Uint8Array.from(qualityCodes, (code) => ranks[code]);

/** The worse of two qualities, as places in `qualityCodes`: what is partly estimated is estimated. */
export function worseQuality(a: number, b: number): number {
  return (rankOfPlace[b] ?? 0) > (rankOfPlace[a] ?? 0) ? b : a;
}
