import type { ColumnProfile } from './column-profile.ts';
import { wordList } from './header-words.ts';
import { scored } from './score-time.ts';
import { joinTexts, readStamps, recogniseTexts } from './stamp-columns.ts';
import type { TimeChoice } from './time-choice.ts';

/** Headers of columns that hold one part of a date or time each, and the numbers they may hold. */
const parts = [
  {
    words: wordList('year', 'yr', 'jahr', 'annee', 'anno', 'ano', 'jaar', 'rok', 'vuosi', 'ar'),
    from: 1990,
    to: 2100,
    token: 'YYYY',
  },
  {
    words: wordList(
      'month',
      'mo',
      'mon',
      'monat',
      'mois',
      'mese',
      'mes',
      'maand',
      'maned',
      'manad',
      'miesiac',
      'mesic',
      'kuukausi',
    ),
    from: 1,
    to: 12,
    token: 'MM',
  },
  {
    words: wordList('day', 'dy', 'tag', 'jour', 'giorno', 'dia', 'dag', 'dzien', 'den', 'paiva'),
    from: 1,
    to: 31,
    token: 'DD',
  },
  {
    words: wordList(
      'hour',
      'hr',
      'hh',
      'stunde',
      'heure',
      'ora',
      'hora',
      'uur',
      'time',
      'godzina',
      'hodina',
      'tunti',
    ),
    from: 0,
    to: 24,
    token: 'HH',
  },
  {
    words: wordList('minute', 'min', 'mn', 'minuut', 'minuto', 'minut', 'minuta', 'minuutti'),
    from: 0,
    to: 59,
    token: 'mm',
  },
] as const;

const needed = 3;

/** The time in columns of its own for year, month, day, hour and minute; null when the first three are not there. */
export function timeOfParts(columns: readonly ColumnProfile[]): TimeChoice | null {
  const found: { readonly column: ColumnProfile; readonly token: string }[] = [];
  for (const { words, from, to, token } of parts) {
    const column = columns.find(
      (each) =>
        !found.some((part) => part.column === each) &&
        isPart(each, words.find(each.words) !== null, from, to),
    );
    if (column === undefined) break;
    found.push({ column, token });
  }
  if (found.length < needed) return null;
  const used = found.map(({ column }) => column);
  const pattern = patternOf(found);
  const candidate = recogniseTexts(joinTexts(used.slice(0, needed)).map((text) => text.replaceAll(' ', '-')));
  return scored({
    stamp: { columns: used.map(({ name }) => name), pattern },
    end: null,
    endIsInclusive: false,
    columns: used,
    candidate: candidate === null ? null : { ...candidate, pattern, dayMonthOrder: 'sure' },
    ms: readStamps(pattern, used),
    endMs: null,
    isInstant: false,
    isDaily: found.length === needed,
  });
}

function isPart(column: ColumnProfile, isNamed: boolean, from: number, to: number): boolean {
  if (!isNamed || column.filled === 0) return false;
  return [...column.counts.keys()].every((text) => {
    const number = Number(text);
    return text.trim() !== '' && Number.isInteger(number) && number >= from && number <= to;
  });
}

/** Hours from 1 to 24 are numbers of slots; a clock begins at 0. */
function patternOf(found: readonly { readonly column: ColumnProfile; readonly token: string }[]): string {
  const hour = found.find(({ token }) => token === 'HH');
  const hours = [...(hour?.column.counts.keys() ?? [])].map(Number);
  const isSlot = found.length === needed + 1 && hours.includes(24) && !hours.includes(0);
  return found.map(({ token }) => (token === 'HH' && isSlot ? 'slot(1,60)' : token)).join(' ');
}
