import type { DatasetProfile } from './column-profile.ts';
import { headerWords } from './header-words.ts';
import { countryWords } from './words/zone-words.ts';

/** A country whose words stand in the headers or around the data. */
export interface CountryFound {
  readonly language: string;
  readonly word: string;
  readonly zones: readonly string[];
}

/** Languages by the number of column names and lines that speak them, most first. */
export function countriesOf(profile: DatasetProfile): CountryFound[] {
  const texts = [...profile.columns.slice(0, 60).map(({ name }) => name), ...(profile.dataset.labels ?? [])];
  const found = countryWords.map(({ language, words, zones }) => {
    const spoken = texts
      .map((text) => {
        const word = words.find(text);
        return word !== null && englishToo.has(word) && !isAlone(word, text) ? null : word;
      })
      .filter((word) => word !== null);
    return { language, zones, word: spoken[0] ?? '', count: new Set(spoken).size };
  });
  const most = Math.max(...found.map(({ count }) => count));
  return found.filter(({ count }) => count > 0 && count === most);
}

/** `The words of the header are Danish or Norwegian ("fra").` Null when none of them is of any country. */
export function describeCountries(countries: readonly CountryFound[]): string | null {
  if (countries.length === 0) return null;
  const languages = countries.map(({ language }) => language);
  const last = languages.pop() ?? '';
  const spoken = languages.length === 0 ? last : `${languages.join(', ')} or ${last}`;
  const words = [...new Set(countries.map(({ word }) => `"${word}"`))].join(', ');
  return `The words of the header are ${spoken} (${words}).`;
}

/** Words of other languages that English sentences hold: they count where they are all that a header says. */
const englishToo: ReadonlySet<string> = new Set([
  'data',
  'stand',
  'fine',
  'nature',
  'til',
  'till',
  'stan',
  'bis',
]);

function isAlone(word: string, text: string): boolean {
  return headerWords(text).trim() === word;
}

/** True when the words are those of countries that write a decimal comma, and of no other. */
export function writesComma(profile: DatasetProfile): boolean {
  const countries = countriesOf(profile);
  return countries.length > 0 && countries.every(({ language }) => !pointLanguages.has(language));
}

const pointLanguages: ReadonlySet<string> = new Set([
  'American',
  'British',
  'Irish',
  'Australian',
  'Japanese',
]);
