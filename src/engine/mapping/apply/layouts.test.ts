import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mapCells } from './map-cells.ts';
import type { MappedFile } from './mapped-file.ts';

const hours = 24;
const firstMs = Date.UTC(2024, 0, 1);
// String() writes the negative zero as 0.
const doubles = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

/** A value for each hour of some days of some meters; null where the meter has none. */
const tables = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
  .chain(([meters, days]) =>
    fc.array(fc.array(fc.option(doubles), { minLength: days * hours, maxLength: days * hours }), {
      minLength: meters,
      maxLength: meters,
    }),
  );

type Readings = Record<string, [number, number][]>;

/** Each meter's readings in order of time, gaps left out. */
function readingsOf(file: MappedFile): Readings {
  const all = file.series.map(({ name }, place) => {
    const { stampMs, values } = file.parts(place)[0]!.readings;
    const pairs = Array.from(stampMs, (ms, at): [number, number] => [ms, values[at]!]);
    return [name, pairs.filter(([, value]) => !Number.isNaN(value)).sort(([a], [b]) => a - b)] as const;
  });
  return Object.fromEntries(all);
}

const stamp = (hour: number): string =>
  new Date(firstMs + hour * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const write = (value: number | null | undefined, decimal: string): string =>
  value === null || value === undefined ? '' : String(value).replace('.', decimal);

it('any table of meters, times and values gives the same readings long, wide by meter and wide by hour', () => {
  fc.assert(
    fc.property(tables, fc.constantFrom('.', ','), fc.boolean(), (table, decimal, isTight) => {
      const options = isTight ? { memoryBytes: 72 * 10 } : {};
      const meters = table.map((_, meter) => `0${meter}`);
      const cells = table.flatMap((values, meter) =>
        values.map((value, hour) => ({ meter: meters[meter]!, hour, value })),
      );
      const byHour = cells.toSorted((a, b) => a.hour - b.hour);
      const long = mapCells(
        {
          time: byHour.map(({ hour }) => stamp(hour)),
          kWh: byHour.map(({ value }) => write(value, decimal)),
          meter: byHour.map(({ meter }) => meter),
        },
        { decimal, meterColumn: 'meter' },
        options,
      );
      const count = table[0]!.length;
      const wide = mapCells(
        {
          time: Array.from({ length: count }, (_, hour) => stamp(hour)),
          ...Object.fromEntries(
            meters.map((meter, at) => [`m${meter}`, table[at]!.map((value) => write(value, decimal))]),
          ),
        },
        { decimal, values: meters.map((name) => ({ column: `m${name}`, name, unit: null, kind: null })) },
        options,
      );
      const days = cells.filter(({ hour }) => hour % hours === 0);
      const byDay = mapCells(
        {
          time: days.map(({ hour }) => stamp(hour).slice(0, 10)),
          meter: days.map(({ meter }) => meter),
          ...Object.fromEntries(
            Array.from({ length: hours }, (_, at) => [
              `h${at}`,
              days.map(({ meter, hour }) => write(table[meters.indexOf(meter)]![hour + at], decimal)),
            ]),
          ),
        },
        {
          decimal,
          layout: 'wide-by-interval',
          time: { stamp: { columns: ['time'], pattern: 'YYYY-MM-DD' } },
          meterColumn: 'meter',
          dayColumns: Array.from({ length: hours }, (_, at) => ({ column: `h${at}`, minute: at * 60 })),
        },
        options,
      );
      const expected: Readings = Object.fromEntries(
        meters.map((meter, at) => [
          meter,
          table[at]!.flatMap((value, hour): [number, number][] =>
            value === null ? [] : [[firstMs + hour * 3_600_000, value]],
          ),
        ]),
      );
      expect(readingsOf(long)).toEqual(expected);
      expect(readingsOf(wide)).toEqual(expected);
      expect(readingsOf(byDay)).toEqual(expected);
      for (const file of [long, wide, byDay]) file.close();
    }),
    { numRuns: 60 },
  );
});
