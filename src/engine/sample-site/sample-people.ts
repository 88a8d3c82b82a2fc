import type { SampleRandom } from './sample-random.ts';

const towns = [
  'Aabenraa',
  'Ærøskøbing',
  'Brønderslev',
  'Esbjerg',
  'Frederikshavn',
  'Gråsten',
  'Hjørring',
  'Køge',
];
const firstWords = [
  'Åboulevardens',
  'Ørsteds',
  'Nørregades',
  'Sønder',
  'Bjørns',
  'Kærby',
  'Østerbro',
  "Maria's",
];
const secondWords = [
  'Bageri',
  'Hotel "Færgen"',
  'Svømmehal, afd. 2',
  'Skole',
  'Køl & Frost',
  'Plejehjem',
  'Værksted',
];
const streets = ['Åboulevarden', 'Søndergade', 'Ågade', 'Bjerggade', 'Lærkevej', 'Kløvervænget'];
const kinds = ['HOTEL', 'OFFICE', 'SCHOOL', 'RETAIL', 'COLD_STORAGE'];

/** The name of VEN number `index`: a town, with a number once the towns are used up. */
export function venName(index: number): string {
  const town = towns[index % towns.length] as string;
  return index < towns.length ? town : `${town} ${Math.floor(index / towns.length) + 1}`;
}

/** A customer's name, with the quotes, commas and Danish letters that real ones have. */
export function resourceName(index: number, random: SampleRandom): string {
  return `${pick(firstWords, random)} ${pick(secondWords, random)} ${index + 1}`;
}

export function streetAddress(random: SampleRandom): string {
  return `${pick(streets, random)} ${1 + Math.floor(random.next() * 99)}, st. tv.`;
}

export function resourceKind(random: SampleRandom): string {
  return pick(kinds, random);
}

function pick(words: readonly string[], random: SampleRandom): string {
  return words[Math.floor(random.next() * words.length)] as string;
}
