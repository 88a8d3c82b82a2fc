import { compileStampPattern } from '../../domain/time/stamp-pattern.ts';
import type { MappingDocument, ValueMapping } from '../../contract/mapping-document.ts';
import type { MappingQuestion } from '../../contract/mapping-proposal.ts';
import { spellDuration } from './spell-duration.ts';
import type { ProposalAnswers } from '../workers/reader.ts';

/** A given mapping with what a person says besides; columns that it names stay those of the document. */
export function applyAnswers(mapping: MappingDocument, answers: ProposalAnswers): MappingDocument {
  const { time } = mapping;
  return {
    ...mapping,
    datasets: answers.dataset === null ? mapping.datasets : [answers.dataset],
    time: {
      ...time,
      zone: answers.timeZone ?? time.zone,
      label: answers.label ?? time.label,
      firstStart: answers.firstStart ?? time.firstStart,
      interval: answers.intervalMs === null ? time.interval : spellDuration(answers.intervalMs),
    },
    values: valuesAsked(mapping.values, answers).map((value) => ({
      ...value,
      unit: answers.unit ?? value.unit,
      kind: answers.kind ?? value.kind,
    })),
    quality: answers.qualityCode === null ? mapping.quality : null,
    missing: answers.missing.length === 0 ? mapping.missing : answers.missing,
    toUnit: answers.toUnit ?? mapping.toUnit,
    resample: answers.resampleMs === null ? mapping.resample : spellDuration(answers.resampleMs),
  };
}

function valuesAsked(
  values: readonly ValueMapping[],
  { values: asked }: ProposalAnswers,
): readonly ValueMapping[] {
  return asked.length === 0
    ? values
    : values.filter(({ column, name }) => asked.includes(column) || asked.includes(name));
}

/** What a mapping leaves open and a person must say. */
export function openQuestions(mapping: MappingDocument): MappingQuestion[] {
  const questions: MappingQuestion[] = [];
  const ask = (code: string, text: string, option: string): void =>
    void questions.push({ code, text, option, suggestions: [] });
  if (mapping.time.zone === null && isWallClock(mapping))
    ask('mapping/zone-unknown', 'The mapping does not say the time zone of its time stamps.', '--tz ZONE');
  const nameless = mapping.values.filter(({ unit }) => unit === null);
  if (nameless.length > 0 && mapping.unitColumn === null) {
    ask('mapping/unit-unknown', `The mapping does not say the unit of ${listed(nameless)}.`, '--unit UNIT');
  }
  const unclear = mapping.format === 'nem12' ? [] : mapping.values.filter(({ kind }) => kind === null);
  if (unclear.length > 0) {
    const text = `The mapping does not say whether ${listed(unclear)} is energy per interval, mean power or a register.`;
    ask('mapping/kind-unknown', text, '--kind interval|power|register');
  }
  if (mapping.values.length === 0 && mapping.dayColumns.length === 0 && mapping.format !== 'nem12')
    ask('mapping/value-unknown', 'The mapping names no column of values.', '--value COLUMN');
  return questions;
}

function isWallClock({ time }: MappingDocument): boolean {
  return time.stamp !== null && !compileStampPattern(time.stamp.pattern).isInstant;
}

function listed(values: readonly ValueMapping[]): string {
  return values.map(({ column, name }) => `"${column === '' ? name : column}"`).join(', ');
}
