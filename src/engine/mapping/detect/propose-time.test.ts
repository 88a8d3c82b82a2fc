import { describe, expect, it } from 'vitest';
import { arraySource } from './array-source.ts';
import { proposeMapping } from './propose-mapping.ts';
import type { GivenAnswers } from './propose-mapping.ts';
import type { SourceValue } from '../../sources/source.ts';

const quarter = 15;

function clock(minutes: number): string {
  const day = ((minutes % 1440) + 1440) % 1440;
  return `${String(Math.floor(day / 60)).padStart(2, '0')}:${String(day % 60).padStart(2, '0')}`;
}

/** So many rows a quarter of an hour apart from the 14th of March 2024; `row` makes the cells. */
function quarters(
  count: number,
  row: (at: { day: number; minutes: number; value: string }) => SourceValue[],
): SourceValue[][] {
  return Array.from({ length: count }, (_, place) => {
    const minutes = place * quarter;
    return row({
      day: 14 + Math.floor(minutes / 1440),
      minutes,
      value: (0.1 + ((place * 7) % 10) / 100).toFixed(3),
    });
  });
}

function propose(columns: string[], rows: SourceValue[][], given: GivenAnswers = {}) {
  return proposeMapping(arraySource([{ columns, rows }]), given, []);
}

const iso = ({ day, minutes }: { day: number; minutes: number }) =>
  `2024-03-${day}T${clock(minutes)}:00+01:00`;

describe('the time of a row', () => {
  it('is read from stamps that say their offset without asking for a zone', () => {
    const { mapping, questions } = propose(
      ['start', 'kWh'],
      quarters(96, (at) => [iso(at), at.value]),
    );
    expect(mapping.time).toMatchObject({ stamp: { columns: ['start'] }, zone: 'data', label: 'start' });
    expect(questions.map(({ code }) => code)).not.toContain('mapping/zone-unknown');
  });

  it('is joined from a column of dates and one of clock times', () => {
    const { mapping } = propose(
      ['Datum', 'Uhrzeit', 'Verbrauch kWh'],
      quarters(200, ({ day, minutes, value }) => [`${day}.03.2024`, clock(minutes), value.replace('.', ',')]),
    );
    expect(mapping.time.stamp).toEqual({ columns: ['Datum', 'Uhrzeit'], pattern: 'DD.MM.YYYY HH:mm' });
    expect(mapping.decimal).toBe(',');
  });

  it('has an end where date, from and to stand in three columns', () => {
    const { mapping } = propose(
      ['Datum', 'von', 'bis', 'kWh'],
      quarters(200, ({ day, minutes, value }) => [
        `${day}.03.2024`,
        clock(minutes),
        clock(minutes + quarter),
        value,
      ]),
    );
    expect(mapping.time.stamp?.columns).toEqual(['Datum', 'von']);
    expect(mapping.time.end?.columns).toEqual(['Datum', 'bis']);
    expect(mapping.time.endIsInclusive).toBe(false);
  });

  it('has an inclusive end where the next row starts a minute later', () => {
    const { mapping } = propose(
      ['DATE', 'START TIME', 'END TIME', 'USAGE (kWh)'],
      quarters(200, ({ day, minutes, value }) => [
        `3/${day}/2024`,
        clock(minutes),
        clock(minutes + 14),
        value,
      ]),
    );
    expect(mapping.time.endIsInclusive).toBe(true);
    expect(mapping.time.stamp?.pattern).toMatch(/^MM?\/DD?\/YYYY/);
  });

  it('takes the UTC column of two', () => {
    const { mapping, questions } = propose(
      ['HourUTC', 'HourDK', 'ConsumptionkWh'],
      quarters(96, ({ day, minutes, value }) => [
        `2024-03-${day} ${clock(minutes)}`,
        `2024-03-${day} ${clock(minutes + 60)}`,
        value,
      ]),
    );
    expect(mapping.time).toMatchObject({ stamp: { columns: ['HourUTC'] }, end: null, zone: 'UTC' });
    expect(questions).toEqual([]);
  });

  it('leaves out the columns that say when a row was written', () => {
    const { mapping } = propose(
      ['created_at', 'timestamp', 'energy_kwh'],
      quarters(96, (at) => ['2024-04-02T08:00:00Z', `2024-03-${at.day} ${clock(at.minutes)}`, at.value]),
    );
    expect(mapping.time.stamp?.columns).toEqual(['timestamp']);
  });

  it('counts the hours of a day from a column of numbers', () => {
    const { mapping } = propose(
      ['Fecha', 'Hora', 'Consumo_kWh'],
      Array.from({ length: 120 }, (_, place) => [
        `${String(14 + Math.floor(place / 24))}/03/2024`,
        String((place % 24) + 1),
        `0,${100 + place}`,
      ]),
    );
    expect(mapping.time.stamp).toEqual({ columns: ['Fecha', 'Hora'], pattern: 'DD/MM/YYYY slot(1,60)' });
  });

  it('reads a range in one cell', () => {
    const { mapping } = propose(
      ['Period', 'Usage kWh'],
      quarters(96, ({ day, minutes, value }) => [
        `2024-03-${day} ${clock(minutes)} to 2024-03-${minutes % 1440 === 1425 ? day + 1 : day} ${clock(minutes + quarter)}`,
        value,
      ]),
    );
    expect(mapping.time.stamp?.pattern).toContain(' .. ');
    expect(mapping.time.end).toBeNull();
  });

  it('asks for the zone of wall times and suggests that of the language', () => {
    const { questions, confidence } = propose(
      ['Vanaf', 'Verbruik (kWh)'],
      quarters(96, ({ day, minutes, value }) => [`2024-03-${day} ${clock(minutes)}`, value]),
    );
    const zone = questions.find(({ code }) => code === 'mapping/zone-unknown');
    expect(zone).toMatchObject({ option: '--tz' });
    expect(zone?.suggestions).toContain('Europe/Amsterdam');
    expect(confidence).toBeLessThan(0.5);
  });

  it('asks which of day and month comes first when nothing tells', () => {
    const rows = Array.from({ length: 12 }, (_, place) => ['03/04/2024', clock(place * 60), '1.5']);
    const { questions } = propose(['Date', 'Time', 'kWh'], rows);
    expect(questions.map(({ code }) => code)).toContain('mapping/date-order');
  });

  it('names the end when the header does', () => {
    const { mapping } = propose(
      ['Ende Ablesezeitraum', 'Verbrauch kWh'],
      quarters(96, (at) => [iso({ ...at, minutes: at.minutes }), at.value]),
    );
    expect(mapping.time.label).toBe('end');
  });

  it('is the given column, even against better ones', () => {
    const { mapping, questions } = propose(
      ['utc', 'local', 'kWh'],
      quarters(96, (at) => [iso(at), `2024-03-${at.day} ${clock(at.minutes)}`, at.value]),
      { time: 'local', zone: 'Europe/Copenhagen' },
    );
    expect(mapping.time).toMatchObject({ stamp: { columns: ['local'] }, zone: 'Europe/Copenhagen' });
    expect(questions).toEqual([]);
  });

  it('is refused when the given column does not exist, naming those that do', () => {
    expect(() =>
      propose(
        ['start', 'kWh'],
        quarters(20, (at) => [iso(at), at.value]),
        { time: 'begin' },
      ),
    ).toThrow(/"begin".*"start" and "kWh"/);
  });
});

describe('a day in a row', () => {
  const day = (place: number) => `${String(1 + place).padStart(2, '0')}/09/2024`;
  const values = (count: number) =>
    Array.from({ length: count }, (_, place) => `0,${100 + ((place * 37) % 100)}`);

  it('is recognised by columns named after ranges', () => {
    const names = Array.from({ length: 96 }, (_, place) => `${clock(place * 15)}-${clock(place * 15 + 15)}`);
    const { mapping } = propose(
      ['Giorno', ...names],
      Array.from({ length: 20 }, (_, place) => [day(place), ...values(96)]),
    );
    expect(mapping).toMatchObject({ layout: 'wide-by-interval', decimal: ',' });
    expect(mapping.dayColumns).toHaveLength(96);
    expect(mapping.dayColumns.at(-1)).toMatchObject({ column: '23:45-00:00', minute: 1425 });
    expect(mapping.values).toHaveLength(1);
  });

  it('shifts columns named after the end of their interval', () => {
    const names = Array.from({ length: 48 }, (_, place) => (place === 47 ? '24:00' : clock(place * 30 + 30)));
    const { mapping } = propose(
      ['Date', ...names],
      Array.from({ length: 20 }, (_, place) => [day(place), ...values(48)]),
    );
    expect(mapping.dayColumns[0]).toMatchObject({ column: '00:30', minute: 0 });
    expect(mapping.time.interval).toBe('PT30M');
  });

  it('is recognised by numbered hours beside a meter', () => {
    const names = Array.from({ length: 24 }, (_, place) => `H${place + 1}`);
    const rows = Array.from({ length: 20 }, (_, place) => [
      'ES0021000000000001AB',
      day(place),
      ...values(24),
    ]);
    const { mapping } = propose(['CUPS', 'Fecha', ...names], rows);
    expect(mapping).toMatchObject({ layout: 'wide-by-interval', meterColumn: 'CUPS' });
    expect(mapping.dayColumns[23]).toMatchObject({ column: 'H24', minute: 1380 });
  });
});

describe('the time in parts', () => {
  const rows = (hourOf: (place: number) => number): string[][] =>
    Array.from({ length: 72 }, (_, place) => {
      const day = Math.floor(place / 24) + 14;
      return ['2024', '3', String(day), String(hourOf(place % 24)), ((place * 7) % 13).toFixed(1)];
    });

  it('is read from columns of year, month, day and hour', () => {
    const { mapping } = propose(
      ['Year', 'Month', 'Day', 'Hour', 'kWh'],
      rows((hour) => hour),
    );
    expect(mapping.time.stamp).toEqual({
      columns: ['Year', 'Month', 'Day', 'Hour'],
      pattern: 'YYYY MM DD HH',
    });
  });

  it('counts hours from 1 to 24 as slots', () => {
    const { mapping } = propose(
      ['Year', 'Month', 'Day', 'Hour', 'kWh'],
      rows((hour) => hour + 1),
    );
    expect(mapping.time.stamp?.pattern).toBe('YYYY MM DD slot(1,60)');
  });
});

describe('a number that counts through the day', () => {
  it('is the half hour, whatever its header says', () => {
    const rows = Array.from({ length: 144 }, (_, place) => [
      `2024/03/${14 + Math.floor(place / 48)}`,
      String((place % 48) + 1),
      ((place * 7) % 13).toFixed(1),
    ]);
    const { mapping } = propose(['受渡日', '時刻コード', 'kWh'], rows);
    expect(mapping.time.stamp).toEqual({
      columns: ['受渡日', '時刻コード'],
      pattern: expect.stringContaining('slot(1,30)') as string,
    });
  });
});
