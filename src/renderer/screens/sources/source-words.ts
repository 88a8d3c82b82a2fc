import type { TFunction } from 'i18next';
import type { FileInspection } from '../../../contract/inspection-shapes.ts';
import { fileName } from '../../words/file-name.ts';
import type { MissingSource } from './file-state.ts';

type Words = TFunction<'sources'>;

/** What keeps the person here, in a sentence with what to do. */
export function wordsOfMissing(missing: MissingSource, t: Words): string {
  if (!('paths' in missing)) return t(`missing.${missing.what}`);
  const names = missing.paths.map(fileName);
  const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ' …' : '');
  return t(`missing.${missing.what}`, { count: names.length, names: shown });
}

/** The sign between the cells of a line, by its name. */
export function wordOfDelimiter(delimiter: string, t: Words): string {
  if (delimiter === ',') return t('delimiter.comma');
  if (delimiter === ';') return t('delimiter.semicolon');
  if (delimiter === '\t') return t('delimiter.tab');
  if (delimiter === '|') return t('delimiter.pipe');
  return delimiter;
}

export function wordOfKind({ kind }: Pick<FileInspection, 'kind'>, t: Words): string {
  return t(`kind.${kind}`);
}
