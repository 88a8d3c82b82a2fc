import type { ColumnProfile } from './column-profile.ts';
import type { Findings } from './findings.ts';
import { examples } from './column-profile.ts';

/**
 * The decimal sign of a file's value columns. Texts such as 1.234 alone do not tell it: then the language of the
 * headers and dates with points speak for a comma, and where they contradict the texts a person is asked.
 */
export function chooseDecimal(
  columns: readonly ColumnProfile[],
  stampPattern: string,
  speaksComma: boolean,
  findings: Findings,
): '.' | ',' {
  const about = findings.about('decimal');
  const texts = columns.filter(({ isTyped }) => !isTyped);
  let point = 0;
  let comma = 0;
  for (const { numbers } of texts) {
    if (numbers.decimal === '.') point += numbers.numbers;
    if (numbers.decimal === ',') comma += numbers.numbers;
  }
  if (comma > point) {
    const column = texts.find(({ numbers }) => numbers.decimal === ',');
    const sample =
      column === undefined ? '' : (examples(column, 200).find((text) => text.includes(',')) ?? '');
    about.note(
      `Numbers are written with a decimal comma, as in "${sample}" in the column "${column?.name ?? ''}".`,
    );
    if (point > 0) about.warn('mapping/decimal-mixed', 'Some columns seem to have a decimal point instead.');
    return ',';
  }
  if (point > 0) return '.';
  const unclear = texts.find(({ numbers }) => numbers.isAmbiguous);
  if (unclear === undefined) return '.';
  return decideAmbiguous(unclear, speaksComma || stampPattern.includes('D.M'), about);
}

function decideAmbiguous(column: ColumnProfile, isContinental: boolean, findings: Findings): '.' | ',' {
  const samples = examples(column, 400).filter((text) => /[.,]/.test(text));
  const hasPoints = samples.some((text) => text.includes('.'));
  // Thousands are grouped everywhere or nowhere.
  if (examples(column, 400).some((text) => /^-?\d{4,}$/.test(text))) return hasPoints ? '.' : ',';
  // A fraction of one is never a count of thousands.
  if (samples.some((text) => /^-?0[.,]/.test(text))) return hasPoints ? '.' : ',';
  // A thousand stands beside a hundred sooner or later; where every number has three places, they are decimals.
  const hasBare = examples(column, 400).some((text) => /^-?[1-9]\d{0,2}$/.test(text));
  if (hasPoints !== isContinental && !hasBare) {
    const sign = hasPoints ? 'point' : 'comma';
    findings.note(
      `The ${sign} in "${samples[0] ?? ''}" is taken for the decimal sign, as where the file comes from.`,
      0.7,
    );
    return hasPoints ? '.' : ',';
  }
  findings.ask({
    code: 'mapping/decimal-unknown',
    text: `"${samples[0] ?? ''}" in the column "${column.name}" can be ${hasPoints ? 'a decimal point' : 'a decimal comma'} or a thousands separator.`,
    option: '--save-mapping and edit "decimal"',
    suggestions: hasPoints ? ['.', ','] : [',', '.'],
  });
  return hasPoints ? '.' : ',';
}
