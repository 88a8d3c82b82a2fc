import { describe, expect, it } from 'vitest';
import type { SourceValue } from '../../sources/source.ts';
import { arraySource } from './array-source.ts';
import type { ArrayDataset } from './array-source.ts';
import { proposeMapping } from './propose-mapping.ts';
import type { GivenAnswers } from './propose-mapping.ts';

const columns = ['start', 'kWh'];

/** Hourly rows in UTC; `row` makes the cells behind the stamp. */
function hourly(count: number, row: (place: number) => SourceValue[]): SourceValue[][] {
  return Array.from({ length: count }, (_, place) => [
    new Date(Date.UTC(2024, 2, 1) + place * 3_600_000).toISOString(),
    ...row(place),
  ]);
}

function wave(place: number, size = 1): string {
  return (size * (1 + Math.abs(Math.sin(place)))).toFixed(3);
}

function propose(dataset: ArrayDataset, given: GivenAnswers = {}) {
  return proposeMapping(arraySource([dataset]), given, []);
}

describe('the columns of readings', () => {
  it('are all that are alike, each a series by its name', () => {
    const rows = hourly(60, (place) => [wave(place), wave(place + 3)]);
    const { mapping } = propose({ columns: ['start', 'Import kWh', 'Export kWh'], rows });
    expect(mapping.values).toEqual([
      { column: 'Import kWh', name: 'Import kWh', unit: 'kWh', kind: 'interval', factor: 1 },
      { column: 'Export kWh', name: 'Export kWh', unit: 'kWh', kind: 'interval', factor: 1 },
    ]);
  });

  it('leave out the column that is the sum of the others, and money, and weather', () => {
    const rows = hourly(60, (place) => {
      const [low, high] = [Number(wave(place)), Number(wave(place + 5))];
      return [low.toFixed(3), high.toFixed(3), (low + high).toFixed(3), '$0.12', '21.5'];
    });
    const { mapping, evidence } = propose({
      columns: ['start', 'Low kWh', 'High kWh', 'Total kWh', 'Cost', 'Temperature'],
      rows,
    });
    expect(mapping.values.map(({ column }) => column)).toEqual(['Low kWh', 'High kWh']);
    expect(evidence.join('\n')).toMatch(/"Total kWh" is left out.*sum/);
  });

  it('are those of energy where power is measured beside it', () => {
    let state = 40_000_000;
    const rows = hourly(60, (place) => [String((state += 100 + place)), wave(place, 5000), '230.1']);
    const dataset = {
      columns: [
        'start',
        { name: 'Metering.TotWhOut', unit: 'Wh' },
        { name: 'GridMs.TotW', unit: 'W' },
        { name: 'PhV', unit: 'V' },
      ],
      rows,
    };
    const { mapping } = propose(dataset);
    expect(mapping.values).toMatchObject([{ column: 'Metering.TotWhOut', unit: 'Wh', kind: 'register' }]);
  });

  it('are asked for when several numbers have names that say nothing', () => {
    const rows = hourly(60, (place) => [wave(place), wave(place, 3)]);
    const { questions } = propose({ columns: ['start', 'foo', 'bar'], rows });
    expect(questions.find(({ code }) => code === 'mapping/value-unknown')?.suggestions).toEqual([
      'foo',
      'bar',
    ]);
  });

  it('are the given ones', () => {
    const rows = hourly(60, (place) => [wave(place), wave(place, 3)]);
    const { mapping, questions } = propose(
      { columns: ['start', 'foo', 'bar'], rows },
      { value: ['bar'], unit: 'kW', kind: 'power' },
    );
    expect(mapping.values).toMatchObject([{ column: 'bar', unit: 'kW', kind: 'power' }]);
    expect(questions).toEqual([]);
  });

  it('are missing from a template, which is refused in a sentence', () => {
    const rows = hourly(60, () => ['KWH', '']);
    expect(() => propose({ columns: ['start', 'Einheit', 'Verbrauch'], rows })).toThrow(
      /no value to send.*"Verbrauch" is empty/,
    );
  });
});

describe('readings that begin late', () => {
  it('are found behind thousands of blank rows', () => {
    const rows = hourly(9000, (place) => [place > 2600 && place < 4400 ? wave(place) : '']);
    const { mapping } = propose({ columns, rows }, { zone: 'UTC' });
    expect(mapping.values).toMatchObject([{ column: 'kWh', kind: 'interval' }]);
  });
});

describe('the kind of a value', () => {
  it('is a register when it only rises and stands high', () => {
    let state = 8350;
    const rows = hourly(80, (place) => [(state += place % 4).toFixed(3)]);
    expect(propose({ columns, rows }).mapping.values[0]?.kind).toBe('register');
  });

  it('is a register that falls from row to row in a file that begins with the newest', () => {
    const rows = hourly(80, (place) => [String(900 + place)]).reverse();
    expect(propose({ columns: ['OpnameDatum', 'Stand'], rows }).mapping.values[0]?.kind).toBe('register');
  });

  it('is an amount a day when daily values rise and fall, however large they are', () => {
    const rows = Array.from({ length: 90 }, (_, place) => [
      new Date(Date.UTC(2023, 0, 1 + place)).toISOString().slice(0, 10).replaceAll('-', ''),
      String(10_000 + ((place * 7919) % 9000)),
    ]);
    const { mapping, questions } = propose(
      { columns: ['column 1', 'column 2'], rows },
      { zone: 'Europe/Rome' },
    );
    expect(mapping.values[0]?.kind).toBe('interval');
    expect(questions.map(({ code }) => code)).toEqual(['mapping/unit-unknown']);
  });

  it('is power when the unit is', () => {
    const rows = hourly(80, (place) => [wave(place, 3)]);
    expect(propose({ columns: ['time', 'Wirkleistung kW'], rows }).mapping.values[0]).toMatchObject({
      unit: 'kW',
      kind: 'power',
    });
  });

  it('goes by the figures when a header calls amounts a reading, and says so', () => {
    const rows = hourly(80, (place) => [wave(place)]);
    const { mapping, warnings } = propose({ columns: ['time', 'Meter reading (kWh)'], rows });
    expect(mapping.values[0]?.kind).toBe('interval');
    expect(warnings[0]?.text).toContain('reading');
  });

  it('is asked when neither header nor figures tell', () => {
    const rows = hourly(80, (place) => [wave(place)]);
    const { questions } = propose({ columns: ['time', 'value'], rows });
    expect(questions.map(({ code }) => code)).toEqual(['mapping/kind-unknown', 'mapping/unit-unknown']);
  });
});

describe('what a reading is of', () => {
  it('is a meter by its id, a register, a unit and a quality', () => {
    const rows = hourly(40, () => []).flatMap(([stamp], place) =>
      ['Afname', 'Injectie'].map((register): SourceValue[] => [
        stamp ?? null,
        '541448800000000001',
        register,
        wave(place).replace('.', ','),
        'kWh',
        place % 5 === 0 ? 'Geschat' : 'Gevalideerd',
      ]),
    );
    const { mapping, questions } = propose({
      columns: ['Van', 'EAN', 'Register', 'Volume', 'Eenheid', 'Validatiestatus'],
      rows,
    });
    expect(mapping).toMatchObject({
      meterColumn: 'EAN',
      register: { column: 'Register' },
      unitColumn: 'Eenheid',
      decimal: ',',
      values: [{ column: 'Volume', unit: 'kWh', kind: 'interval' }],
      quality: { column: 'Validatiestatus', codes: { Geschat: 'ESTIMATED', Gevalideerd: 'GOOD' } },
    });
    expect(questions).toEqual([]);
  });

  it('reads only the rows that are no totals of others', () => {
    const rows = hourly(60, (place) => [place % 25 === 24 ? 'daily' : 'hourly', wave(place)]);
    const { mapping } = propose({ columns: ['start', 'Resolution', 'kWh'], rows });
    expect(mapping.only).toEqual({ column: 'Resolution', values: ['hourly'] });
  });

  it('asks what unknown quality codes mean', () => {
    const rows = hourly(60, (place) => [wave(place), place % 3 === 0 ? 'Zz' : 'Qq']);
    const { questions } = propose({ columns: ['start', 'kWh', 'Quality'], rows });
    expect(questions).toMatchObject([{ code: 'mapping/quality-unknown', option: '--quality' }]);
    expect(questions[0]?.text).toMatch(/"Zz" and "Qq"/);
  });
});

describe('values that are none', () => {
  const rows = hourly(120, (place) => [place % 40 === 7 ? '1000000' : wave(place)]);

  it('are shown with their count and asked about', () => {
    const { warnings, questions } = propose({ columns, rows });
    expect(warnings[0]?.text).toMatch(/1000000 stands 3 times.*--missing 1000000/);
    expect(questions).toMatchObject([{ code: 'mapping/sentinel', suggestions: ['1000000', 'none'] }]);
  });

  it('are no question once a person has said so', () => {
    expect(propose({ columns, rows }, { missing: ['1000000'] })).toMatchObject({
      questions: [],
      mapping: { missing: ['1000000'] },
    });
    expect(propose({ columns, rows }, { missing: ['none'] })).toMatchObject({
      questions: [],
      mapping: { missing: [] },
    });
  });
});

describe('the dataset', () => {
  const readings = hourly(30, (place) => [wave(place)]);

  it('is the one with time and numbers, not the lists beside it', () => {
    const lists = {
      name: 'customers',
      columns: ['id', 'name'],
      rows: [
        ['1', 'A'],
        ['2', 'B'],
      ],
    };
    const { mapping } = proposeMapping(
      arraySource([lists, { name: 'power', columns, rows: readings }]),
      {},
      [],
    );
    expect(mapping.datasets).toEqual(['power']);
  });

  it('is all of those with the same columns', () => {
    const meter = (name: string) => ({ name, columns, rows: readings });
    const { mapping } = proposeMapping(arraySource([meter('meter 1'), meter('meter 2')]), {}, []);
    expect(mapping.datasets).toEqual(['meter 1', 'meter 2']);
  });

  it('is refused when no such one exists', () => {
    expect(() => propose({ columns, rows: readings }, { dataset: 'meters' })).toThrow(/"readings 1"/);
  });
});
