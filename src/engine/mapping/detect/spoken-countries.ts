import type { DatasetProfile } from './column-profile.ts';
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
    const spoken = texts.map((text) => words.find(text)).filter((word) => word !== null);
    return { language, zones, word: spoken[0] ?? '', count: new Set(spoken).size };
  });
  const most = Math.max(...found.map(({ count }) => count));
  return found.filter(({ count }) => count > 0 && count === most);
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
