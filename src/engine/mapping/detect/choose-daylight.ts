import type { TimeMapping } from '../../../contract/mapping-document.ts';
import { examples } from './column-profile.ts';
import type { ColumnProfile } from './column-profile.ts';
import { quoteNames } from './findings.ts';
import type { Findings } from './findings.ts';
import { wordList } from './header-words.ts';

type Daylight = NonNullable<TimeMapping['daylight']>;
type Mark = Daylight['values'][string];

/** Headers of columns that tell the two equal hours of autumn apart. */
const repeatedWords = wordList(
  'repeated hour*',
  'repeat hour*',
  'dstflag',
  'dst flag*',
  'fold',
  'hour repeated',
);
const summerWords = wordList(
  'dst',
  'is dst',
  'daylight*',
  'summer time*',
  'summertime*',
  'sommerzeit*',
  'sommertid*',
  'zomertijd*',
  'heure d ete',
  'ora legale',
  'horario de verano',
  'inv ver',
  'invierno verano',
);

const yes = /^(y|yes|true|t|1|ja|j|oui|s|si|dst|summer|sommer|s?cest|[ecmp]dt)$/i;
const no = /^(n|no|false|f|0|nein|nej|non|std|st|winter|s?cet|[ecmp]st)$/i;

/**
 * The column that says whether a row is of daylight saving time or of the repeated hour, and what its values
 * mean for the two equal hours of autumn; null when there is none.
 */
export function chooseDaylight(columns: readonly ColumnProfile[], findings: Findings): Daylight | null {
  for (const column of columns) {
    const isRepeated = repeatedWords.find(column.words) !== null;
    if (!isRepeated && summerWords.find(column.words) === null) continue;
    const texts = examples(column, 10);
    if (texts.length === 0 || texts.length > 3 || !texts.every((text) => yes.test(text) || no.test(text)))
      continue;
    const [onYes, onNo]: readonly Mark[] = isRepeated ? ['second', 'first'] : ['first', 'second'];
    const values = Object.fromEntries(
      texts.map((text): [string, Mark] => [text, (yes.test(text) ? onYes : onNo) ?? 'none']),
    );
    const what = isRepeated ? 'the repeated hour of autumn' : 'daylight saving time';
    findings.note(`The column "${column.name}" tells ${what}: ${quoteNames(texts)}.`, 0.9);
    return { column: column.name, values: complete(values, isRepeated) };
  }
  return null;
}

/** The sample may lie outside the one hour a year that the other value stands for. */
function complete(values: Record<string, Mark>, isRepeated: boolean): Record<string, Mark> {
  const pairs = [
    ['Y', 'N'],
    ['y', 'n'],
    ['1', '0'],
    ['true', 'false'],
    ['TRUE', 'FALSE'],
    ['True', 'False'],
    ['Yes', 'No'],
  ] as const;
  const [onYes, onNo]: readonly Mark[] = isRepeated ? ['second', 'first'] : ['first', 'second'];
  for (const [positive, negative] of pairs) {
    if (values[positive] === undefined && values[negative] === undefined) continue;
    return { ...values, [positive]: onYes ?? 'none', [negative]: onNo ?? 'none' };
  }
  return values;
}
