import { expect, it } from 'vitest';
import { arraySource } from './array-source.ts';
import { proposeMapping } from './propose-mapping.ts';

function meterColumnOf(header: string, id: string): string | null {
  const rows = Array.from({ length: 48 }, (_, place) => [
    id,
    new Date(Date.UTC(2024, 5, 12) + place * 3_600_000).toISOString(),
    (0.2 + ((place * 7) % 10) / 10).toFixed(2),
  ]);
  const source = arraySource([{ columns: [header, 'Time', 'Energy (kWh)'], rows }]);
  return proposeMapping(source, {}, []).mapping.meterColumn;
}

it.each([
  ['Målernavn', 'Sønderstræde 5'],
  ['Maalernr', 'A-17'],
  ['Mätare', 'Källare'],
  ['Mittari', 'Talo 2'],
  ['Meternaam', 'Kelder'],
  ['Misuratore', 'Piano terra'],
  ['Medidor', 'Planta baja'],
  ['Odběrné místo', 'Dům'],
  ['Merilno mesto', 'Klet'],
  ['メーター', '東京支店'],
  ['計器番号', 'A号'],
  ['계량기', '본관'],
])('the meter is named under "%s"', (header, id) => {
  expect(meterColumnOf(header, id)).toBe(header);
});

it.each(['Bemærkning', '備考'])('a remark under "%s" is no meter', (header) => {
  expect(meterColumnOf(header, 'ok så')).toBeNull();
});
