import type { DraftMapping } from '../../../contract/draft-shapes.ts';
import type { MappingDocument } from '../../../contract/mapping-document.ts';
import type { MappingProposal, MappingQuestion } from '../../../contract/mapping-proposal.ts';
import { readingKinds } from '../../../domain/reading-kind.ts';
import { compileStampPattern } from '../../../domain/time/stamp-pattern.ts';

/** Questions that the mapping itself answers, or leaves open, whoever asked them. */
const askedOfDocument = [
  'mapping/zone-unknown',
  'mapping/unit-unknown',
  'mapping/kind-unknown',
  'mapping/time-unknown',
] as const;

/**
 * What must still be answered before anything of a file is sent. A question of detection that the mapping says
 * nothing about, as which sign is the decimal one, stays open until a person has settled it. The text of a question
 * that only the mapping raises is empty: the page has the words for it.
 */
export function openQuestions(
  { mapping, origin, settled }: DraftMapping,
  proposal: MappingProposal | null,
): MappingQuestion[] {
  const found = proposal?.questions ?? [];
  const own = openInDocument(mapping).map(
    (code) => found.find((question) => question.code === code) ?? bare(code),
  );
  const isJudged = origin === 'detected' || origin === 'edited';
  const others = found.filter(({ code }) => isJudged && !isOfDocument(code) && !settled.includes(code));
  return [...own, ...others];
}

function isOfDocument(code: string): boolean {
  return (askedOfDocument as readonly string[]).includes(code);
}

/** Codes of what the mapping itself leaves open. */
function openInDocument(mapping: MappingDocument): string[] {
  const { time, values, unitColumn, format } = mapping;
  const codes: string[] = [];
  if (format === 'nem12') {
    if (values.some(({ unit }) => unit === null)) codes.push('mapping/unit-unknown');
    return codes;
  }
  if (time.stamp === null && (time.firstStart === null || time.interval === null))
    codes.push('mapping/time-unknown');
  if (time.zone === null && time.stamp !== null && !isInstant(time.stamp.pattern))
    codes.push('mapping/zone-unknown');
  if (values.length === 0 && mapping.dayColumns.length === 0) codes.push('mapping/value-unknown');
  if (unitColumn === null && values.some(({ unit }) => unit === null)) codes.push('mapping/unit-unknown');
  if (values.some(({ kind }) => kind === null)) codes.push('mapping/kind-unknown');
  return codes;
}

/** Whether stamps of a pattern say themselves what instant they are; a pattern that nobody understands does not. */
export function isInstant(pattern: string): boolean {
  try {
    return compileStampPattern(pattern).isInstant;
  } catch {
    return false;
  }
}

function bare(code: string): MappingQuestion {
  const suggestions = code === 'mapping/kind-unknown' ? [...readingKinds] : [];
  return { code, text: '', option: '', suggestions };
}
