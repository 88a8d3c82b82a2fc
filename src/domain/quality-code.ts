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

export function qualityOf(value: number, rule: QualityRule): QualityCode {
  return value === 0 && rule.zeroCode !== null ? rule.zeroCode : rule.code;
}
