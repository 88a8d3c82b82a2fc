import type { MappingDocument } from '../../../contract/mapping-document.ts';
import { examples } from './column-profile.ts';
import type { ColumnProfile } from './column-profile.ts';
import { quoteNames } from './findings.ts';
import type { Findings } from './findings.ts';
import { qualityWords } from './words/column-words.ts';
import { qualityMeaning } from './words/quality-words.ts';
import type { QualityMeaning } from './words/quality-words.ts';

export type QualityMapping = NonNullable<MappingDocument['quality']>;

/** A column of more different texts than this holds notes, not codes. */
const mostCodes = 16;

/** The column that says how good each value is, and what its codes mean; null when there is none. */
export function chooseQuality(columns: readonly ColumnProfile[], findings: Findings): QualityMapping | null {
  let best: { profile: ColumnProfile; score: number } | null = null;
  for (const profile of columns) {
    const score = qualityScore(profile);
    if (score > 0 && score > (best?.score ?? 0)) best = { profile, score };
  }
  return best === null ? null : readQuality(best.profile, findings);
}

/** The codes of one column, known or asked. `known` is what a recipe says of them. */
export function readQuality(
  profile: ColumnProfile,
  findings: Findings,
  known: Readonly<Record<string, QualityMeaning>> = {},
): QualityMapping {
  const codes: Record<string, QualityMeaning> = { ...known };
  const unknown: string[] = [];
  // "No consumption" is a marker of a missing value, too, and still a code of this column.
  const texts = new Set([
    ...examples(profile, 400),
    ...profile.texts.filter((text) => qualityMeaning(text) === 'gap'),
  ]);
  for (const text of texts) {
    if (codes[text] !== undefined) continue;
    const meaning = qualityMeaning(text);
    if (meaning === null) unknown.push(text);
    else codes[text] = meaning;
  }
  const told = Object.entries(codes).map(([text, meaning]) => `"${text}" ${meaning}`);
  if (told.length > 0) {
    findings.note(
      `The column "${profile.name}" says how good a value is: ${told.slice(0, 8).join(', ')}.`,
      0.85,
    );
  }
  if (unknown.length > 0) {
    findings.ask({
      code: 'mapping/quality-unknown',
      text: `What ${unknown.length === 1 ? 'does' : 'do'} ${quoteNames(unknown)} in the column "${profile.name}" mean for the quality of a value?`,
      option: '--quality',
      suggestions: ['GOOD', 'ESTIMATED'],
      about: unknown,
    });
  }
  return { column: profile.name, codes };
}

/** 0 for a column that is not about quality. */
function qualityScore({ counts, words, numbers, filled }: ColumnProfile): number {
  if (counts.size === 0 || counts.size > mostCodes || numbers.numbers * 2 > filled) return 0;
  const texts = [...counts.keys()];
  const known = texts.filter((text) => qualityMeaning(text) !== null);
  const spelled = known.filter((text) => text.trim().length > 3);
  const isNamed = qualityWords.find(words) !== null;
  if (isNamed && known.length * 2 >= texts.length) return 3 + spelled.length;
  // Without a header that says so only words can speak, and only when there are several of them.
  if (!isNamed && spelled.length === texts.length && texts.length >= 2) return 2;
  return isSurelyQuality(words) && texts.length >= 2 ? 1 : 0;
}

function isSurelyQuality(words: string): boolean {
  return /quali|kvali|calid|estimat|validat|kwalit|laatu|jakosc/.test(words);
}
