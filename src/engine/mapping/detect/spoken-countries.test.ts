import { describe, expect, it } from 'vitest';
import { arraySource } from './array-source.ts';
import { profileDataset } from './column-profile.ts';
import { countriesOf, describeCountries } from './spoken-countries.ts';

function languages(columns: string[], labels: string[] = []): string[] {
  const profile = profileDataset(
    arraySource([{ columns, rows: [columns.map(() => '1')], labels }]),
    'readings 1',
  );
  return countriesOf(profile).map(({ language }) => language);
}

describe('the language of the headers', () => {
  it.each([
    [['Målerstand'], ['Danish', 'Norwegian']],
    [['Fra', 'Til', 'Mængde'], ['Danish']],
    [['Fra', 'Til', 'Forbruk'], ['Norwegian']],
    [['Kanal', 'Tid'], []],
    [['Data', 'Ora', 'Consumo'], ['Italian']],
    [['Fecha', 'Hora', 'Consumo'], ['Spanish']],
    [['Data', 'Hora', 'Consumo'], ['Portuguese']],
    [
      ['Čas', 'Spotřeba'],
      ['Czech', 'Slovak'],
    ],
    [['Uhrzeit', 'Wert'], ['German']],
  ])('of %j is %j', (columns, spoken) => {
    expect(languages(columns)).toEqual(spoken);
  });

  it('is not told by words of English sentences', () => {
    expect(languages(['Time', 'kWh'], ['Data for period starting: 2022-08-01 00:00 for 24 hours'])).toEqual(
      [],
    );
  });

  it('is said with every country that shares it', () => {
    const zones: string[] = [];
    expect(
      describeCountries([
        { language: 'Danish', word: 'fra', zones },
        { language: 'Norwegian', word: 'fra', zones },
      ]),
    ).toBe('The words of the header are Danish or Norwegian ("fra").');
    expect(describeCountries([])).toBeNull();
  });
});
