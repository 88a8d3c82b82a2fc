import type { DraftMapping } from '../../../contract/draft-shapes.ts';
import type { MappingQuestion } from '../../../contract/mapping-proposal.ts';
import { isQualityCode } from '../../../domain/quality-code.ts';
import { readingKinds } from '../../../domain/reading-kind.ts';
import { unitCodes } from '../../../domain/unit.ts';
import type { MappingChange } from './change-mapping.ts';

/** Suggestions of a question; for the order of day and month both orders, since one alone would be no choice. */
export function suggestionsOf({ code, suggestions }: MappingQuestion): string[] {
  if (code !== 'mapping/date-order') return suggestions;
  return [...new Set(suggestions.flatMap((pattern) => [pattern, swapDayAndMonth(pattern)]))];
}

/** `DD/MM/YYYY` from `MM/DD/YYYY`, and the other way round. */
export function swapDayAndMonth(pattern: string): string {
  return pattern.replace(/D+|M+/g, (part) => {
    const other = part.startsWith('D') ? 'M' : 'D';
    return other.repeat(part.length);
  });
}

/** What pressing a suggestion changes; null for one that says nothing that can be done here. */
export function changeOf(
  question: MappingQuestion,
  suggestion: string,
  current: DraftMapping,
): MappingChange | null {
  const { mapping, answers } = current;
  const edit = { kind: 'edit', settles: question.code } as const;
  switch (question.code) {
    case 'mapping/zone-unknown':
      return { kind: 'answer', field: 'zone', timeZone: suggestion };
    case 'mapping/unit-unknown': {
      const unit = unitCodes.find((code) => code === suggestion);
      return unit === undefined ? null : { kind: 'answer', field: 'unit', answers: { unit } };
    }
    case 'mapping/kind-unknown': {
      const kind = readingKinds.find((each) => each === suggestion);
      return kind === undefined ? null : { kind: 'answer', field: 'kind', answers: { kind } };
    }
    case 'mapping/value-unknown':
      return { kind: 'answer', field: 'value', answers: { values: [suggestion] } };
    case 'mapping/sentinel': {
      const missing = suggestion === 'none' ? ['none'] : [...withoutNone(answers.missing), suggestion];
      return { kind: 'answer', field: 'missing', answers: { missing } };
    }
    case 'mapping/decimal-unknown':
      return suggestion === '.' || suggestion === ','
        ? { ...edit, field: 'decimal', mapping: { ...mapping, decimal: suggestion } }
        : null;
    case 'mapping/date-order': {
      const { stamp } = mapping.time;
      if (stamp === null) return null;
      const time = { ...mapping.time, stamp: { ...stamp, pattern: suggestion } };
      return { ...edit, field: 'time', mapping: { ...mapping, time } };
    }
    case 'mapping/quality-unknown': {
      if (mapping.quality === null || !isQualityCode(suggestion)) return null;
      const codes = Object.fromEntries((question.about ?? []).map((code) => [code, suggestion]));
      const quality = { ...mapping.quality, codes: { ...mapping.quality.codes, ...codes } };
      return { ...edit, field: 'quality', mapping: { ...mapping, quality } };
    }
    default:
      return null;
  }
}

function withoutNone(missing: readonly string[]): string[] {
  return missing.filter((text) => text !== 'none');
}
