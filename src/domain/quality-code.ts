/** The quality codes a bulk VTN knows; GOOD is what it assumes when none is given. */
export const qualityCodes = ['GOOD', 'ESTIMATED', 'HISTORICAL', 'MIGRATED'] as const;

export type QualityCode = (typeof qualityCodes)[number];

export function isQualityCode(text: string): text is QualityCode {
  return (qualityCodes as readonly string[]).includes(text);
}

/** How an interval gets its quality: one code for all, with another for readings of exactly zero. */
export interface QualityRule {
  readonly code: QualityCode;
  readonly zeroCode: QualityCode | null;
}

/**
 * The quality of an interval. What the source itself says goes before the rule, as a place in `qualityCodes`;
 * null where it says nothing.
 */
export function qualityOf(value: number, stated: number | null, rule: QualityRule): QualityCode {
  if (value === 0 && rule.zeroCode !== null) return rule.zeroCode;
  return (stated === null ? undefined : qualityCodes[stated]) ?? rule.code;
}
