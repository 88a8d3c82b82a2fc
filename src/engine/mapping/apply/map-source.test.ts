import { describe, expect, it } from 'vitest';
import { listRejects, mapCells, showReadings } from './map-cells.ts';

describe('one series', () => {
  it('has a reading for each row, in the order of the file, with its row number', () => {
    const file = mapCells({ time: ['2024-01-01 00:15', '2024-01-01 00:00'], kWh: ['1.5', '2'] }, {});
    expect(file.series).toMatchObject([
      { name: 'Energy', unit: 'kWh', kind: 'interval', meter: null, rows: 2 },
    ]);
    expect(file.rows).toBe(2);
    expect(file.isComplete).toBe(true);
    const [part] = file.parts(0);
    expect(part).toMatchObject({ label: 'kWh', factor: 1, rows: 2 });
    expect(part!.readings).toMatchObject({ clock: 'wall', endMs: null, quality: null, marks: null });
    expect([...part!.readings.rows!]).toEqual([0, 1]);
    expect(showReadings(file)).toEqual({ Energy: ['00:15=1.5', '00:00=2'] });
  });

  it('keeps missing values as gaps and lists what it cannot read', () => {
    const file = mapCells(
      {
        time: [
          '2024-01-01 00:00',
          '2024-01-01 01:00',
          '2024-01-01 02:00',
          'Total',
          '',
          '2024-01-01 03:00',
          '',
        ],
        kWh: ['', 'NaN', 'broken', '99', '', '-99999', '7'],
        rowNumbers: [12, 13, 14, 15, 16, 17, 18],
      },
      { missing: ['-99999'] },
    );
    expect(showReadings(file)).toEqual({ Energy: ['00:00=NaN', '01:00=NaN', '03:00=NaN'] });
    expect(file.ignored).toBe(1);
    expect(
      listRejects(file).map(({ row, field, text, outcome, series }) => [row, field, text, outcome, series]),
    ).toEqual([
      [14, 'kWh', 'broken', 'rejected', 0],
      [15, 'time', 'Total', 'rejected', 0],
      [16, 'time', '', 'ignored', null],
      [18, 'time', '', 'rejected', 0],
    ]);
  });

  it('reads numeric columns as they are: epochs, values, missing numbers, infinity as a gap', () => {
    const start = Date.UTC(2024, 0, 1) / 1000;
    const file = mapCells(
      {
        time: Float64Array.of(start, start + 3600, start + 7200, NaN),
        kWh: Float64Array.of(0.1, 65535, Infinity, 4),
      },
      { time: { stamp: { columns: ['time'], pattern: 'epoch-s' } }, missing: ['65535'] },
    );
    expect(showReadings(file)).toEqual({ Energy: ['00:00=0.1', '01:00=NaN', '02:00=NaN'] });
    expect(file.parts(0)[0]!.readings.clock).toBe('instant');
    expect(listRejects(file)).toMatchObject([{ row: 3, field: 'time' }]);
  });

  it('joins columns of date and time and reads the end of the interval on the same date', () => {
    const file = mapCells(
      {
        date: ['2024-01-01', '2024-01-01'],
        from: ['23:30', '23:45'],
        to: ['23:45', '00:00'],
        kWh: ['1', '2'],
      },
      {
        time: {
          stamp: { columns: ['date', 'from'], pattern: 'YYYY-MM-DD HH:mm' },
          end: { columns: ['date', 'to'], pattern: 'YYYY-MM-DD HH:mm' },
        },
      },
    );
    expect(showReadings(file)).toEqual({ Energy: ['23:30=1', '23:45=2'] });
    expect([...file.parts(0)[0]!.readings.endMs!]).toEqual([
      Date.UTC(2024, 0, 1, 23, 45),
      Date.UTC(2024, 0, 2, 0, 0),
    ]);
  });

  it('has one clock: rows of the other kind are rejected', () => {
    const file = mapCells(
      { time: ['2024-01-01T00:00Z', '2024-01-01T01:00', '2024-01-01T02:00+01:00'], kWh: ['1', '2', '3'] },
      { time: { stamp: { columns: ['time'], pattern: 'iso' } } },
    );
    expect(showReadings(file)).toEqual({ Energy: ['00:00=1', '01:00=3'] });
    expect(listRejects(file)).toMatchObject([
      { row: 1, field: 'time', text: '2024-01-01T01:00', reason: expect.stringContaining('no offset') },
    ]);
  });

  it('without a time axis counts on from the given start', () => {
    const file = mapCells(
      { kWh: Float64Array.of(1, 2, 3) },
      { time: { stamp: null, firstStart: '2024-01-01T00:00Z', interval: 'PT30M' } },
    );
    expect(showReadings(file)).toEqual({ Energy: ['00:00=1', '00:30=2', '01:00=3'] });
    expect(() => mapCells({ kWh: ['1'] }, { time: { stamp: null } })).toThrow(/first start/);
  });

  it('takes an empty quality cell for no remark, unless the mapping says what it means', () => {
    const table = {
      time: ['2024-01-01 00:00', '2024-01-01 01:00', '2024-01-01 02:00'],
      kWh: ['1', '2', '3'],
      flag: ['', 'E', ' '],
    };
    const qualityBy = (codes: object): number[] => {
      const file = mapCells(table, { quality: { column: 'flag', codes } });
      expect(listRejects(file)).toEqual([]);
      return [...(file.parts(0)[0]?.readings.quality ?? [])];
    };
    expect(qualityBy({ E: 'ESTIMATED' })).toEqual([0, 1, 0]);
    expect(qualityBy({ E: 'ESTIMATED', '': 'HISTORICAL' })).toEqual([2, 1, 2]);
  });

  it('takes quality from its column and rejects codes that the mapping does not name', () => {
    const file = mapCells(
      {
        time: [
          '2024-01-01 00:00',
          '2024-01-01 01:00',
          '2024-01-01 02:00',
          '2024-01-01 03:00',
          '2024-01-01 04:00',
        ],
        kWh: ['1', '2', '3', '4', ''],
        flag: ['A', 'E', 'X', '?', 'X'],
      },
      { quality: { column: 'flag', codes: { A: 'GOOD', E: 'ESTIMATED', '?': 'gap' } } },
    );
    expect(showReadings(file)).toEqual({ Energy: ['00:00=1', '01:00=2', '03:00=NaN', '04:00=NaN'] });
    expect([...file.parts(0)[0]!.readings.quality!]).toEqual([0, 1, 0, 0]);
    expect(listRejects(file)).toMatchObject([{ row: 2, field: 'flag', text: 'X', series: 0 }]);
    expect(listRejects(file)[0]!.reason).toContain('"X"');
  });

  it('marks the hours that a column tells apart', () => {
    const file = mapCells(
      {
        time: ['2024-10-27 02:00', '2024-10-27 02:00', '2024-10-27 03:00'],
        kWh: ['1', '2', '3'],
        dst: ['S', 'W', 'W'],
      },
      {
        time: {
          stamp: { columns: ['time'], pattern: 'YYYY-MM-DD HH:mm' },
          daylight: { column: 'dst', values: { S: 'first', W: 'second' } },
        },
      },
    );
    expect(showReadings(file)).toEqual({ Energy: ['02:00#1=1', '02:00#2=2', '03:00#2=3'] });
  });

  it('ends after the rows of a first page', () => {
    const times = Array.from({ length: 10 }, (_, hour) => `2024-01-01 0${hour}:00`);
    const table = { time: times, kWh: times.map(() => '1') };
    expect(mapCells(table, {}, { maxRows: 4 })).toMatchObject({ rows: 4, isComplete: false });
    expect(mapCells(table, {}, { maxRows: 10 })).toMatchObject({ rows: 10, isComplete: true });
  });

  it('ignores rows of another kind and those the source sets aside, in the order of the file', () => {
    const file = mapCells(
      {
        time: ['2024-01-01 00:00', '2024-01-01 00:00', 'x'],
        kWh: ['1', '24', '3'],
        type: ['hour', 'day', 'hour'],
        rowNumbers: [2, 4, 5],
        ignored: [
          { row: 1, text: 'time;kWh', reason: 'A header.' },
          { row: 3, text: '====', reason: 'A banner.' },
          { row: 9, text: 'end', reason: 'A footer.' },
        ],
      },
      { only: { column: 'type', values: ['hour'] } },
    );
    expect(showReadings(file)).toEqual({ Energy: ['00:00=1'] });
    expect(file.ignored).toBe(4);
    expect(listRejects(file).map(({ row, text }) => [row, text])).toEqual([
      [1, 'time;kWh'],
      [3, '===='],
      [4, 'day'],
      [5, 'x'],
      [9, 'end'],
    ]);
  });
});

describe('a row of a day', () => {
  it('is a reading a column, with gaps where it is blank and the extra hour only where it is filled', () => {
    const file = mapCells(
      {
        time: ['2024-03-31', '2024-10-27'],
        meter: ['a', 'a'],
        h1: ['1', '5'],
        h2: ['2', '6'],
        h2b: ['', '7'],
        h3: ['', 'bad'],
      },
      {
        layout: 'wide-by-interval',
        time: { stamp: { columns: ['time'], pattern: 'YYYY-MM-DD' } },
        meterColumn: 'meter',
        dayColumns: [
          { column: 'h1', minute: 60 },
          { column: 'h2', minute: 120 },
          { column: 'h2b', minute: 120, isRepeated: true },
          { column: 'h3', minute: 180 },
        ],
      },
    );
    expect(showReadings(file)).toEqual({
      a: ['01:00=1', '02:00=2', '03:00=NaN', '01:00=5', '02:00=6', '02:00#2=7'],
    });
    expect(file.parts(0)[0]).toMatchObject({ label: 'Energy' });
    expect(listRejects(file)).toMatchObject([{ row: 1, field: 'h3', text: 'bad', series: 0 }]);
  });
});
