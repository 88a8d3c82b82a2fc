import type { TFunction } from 'i18next';
import type { MappingQuestion } from '../../../contract/mapping-proposal.ts';
import { isQualityCode } from '../../../domain/quality-code.ts';
import { isKind, isUnit, spellUnit } from './meanings.ts';

type Words = TFunction<'mapping'>;

const askedCodes = [
  'zone-unknown',
  'unit-unknown',
  'kind-unknown',
  'value-unknown',
  'time-unknown',
  'date-order',
  'decimal-unknown',
  'quality-unknown',
  'sentinel',
] as const;

/** The question in short, by its code; what the file itself says about it stands below. */
export function questionText({ code }: MappingQuestion, t: Words): string {
  const known = askedCodes.find((each) => code === `mapping/${each}`);
  return known === undefined ? t('question.other') : t(`question.${known}`);
}

/** What a suggestion is called on its button. */
export function suggestionText({ code }: MappingQuestion, suggestion: string, t: Words): string {
  if (code === 'mapping/kind-unknown' && isKind(suggestion)) return t(`kind.${suggestion}`);
  if (code === 'mapping/unit-unknown' && isUnit(suggestion)) return spellUnit(suggestion);
  if (code === 'mapping/decimal-unknown') return t(suggestion === ',' ? 'decimal.comma' : 'decimal.point');
  if (code === 'mapping/quality-unknown' && isQualityCode(suggestion))
    return t('qualities.all', { quality: t(`qualities.${suggestion}`) });
  if (code === 'mapping/sentinel')
    return suggestion === 'none' ? t('sentinel.value') : t('sentinel.missing', { number: suggestion });
  return suggestion;
}
