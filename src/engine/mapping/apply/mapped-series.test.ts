import { describe, expect, it } from 'vitest';
import { listRejects, mapCells, showReadings } from './map-cells.ts';

const value = (column: string, more: object = {}): object => ({
  column,
  name: column,
  unit: 'kWh',
  kind: 'interval',
  ...more,
});

describe('several series', () => {
  const time = ['2024-01-01 00:00', '2024-01-01 00:00', '2024-01-01 01:00', '2024-01-01 01:00'];

  it('are told apart by meter, whose leading zeros stay; a row without a meter is rejected', () => {
    const file = mapCells(
      {
        time: [...time, '2024-01-01 02:00'],
        kWh: ['1', '2', '3', '4', '5'],
        meter: ['007', '7', '007 ', '7', ''],
      },
      { meterColumn: 'meter' },
    );
    expect(showReadings(file)).toEqual({ '007': ['00:00=1', '01:00=3'], '7': ['00:00=2', '01:00=4'] });
    expect(file.series[0]).toMatchObject({ meter: '007', unit: 'kWh' });
    expect(listRejects(file)).toMatchObject([{ row: 4, field: 'meter', series: null }]);
  });

  it('are told apart by value column, and by meter before that', () => {
    const table = {
      time,
      kWh: ['1', '2', '3', '4'],
      back: ['0', '0', '1', '1'],
      meter: ['a', 'b', 'a', 'b'],
    };
    const values = [value('kWh', { name: 'taken' }), value('back', { name: 'given' })];
    expect(Object.keys(showReadings(mapCells(table, { values })))).toEqual(['taken', 'given']);
    const file = mapCells(table, { values, meterColumn: 'meter' });
    expect(showReadings(file)).toEqual({
      'a / taken': ['00:00=1', '01:00=3'],
      'a / given': ['00:00=0', '01:00=1'],
      'b / taken': ['00:00=2', '01:00=4'],
      'b / given': ['00:00=0', '01:00=1'],
    });
  });

  it('are one when values share a name: parts with their factors', () => {
    const file = mapCells(
      { time: time.slice(1, 3), kWh: ['1', '2'], back: ['5', '6'] },
      { values: [value('kWh', { name: 'net' }), value('back', { name: 'net', factor: -1 })] },
    );
    expect(file.series).toMatchObject([
      {
        name: 'net',
        rows: 4,
        parts: [
          { label: 'kWh', factor: 1 },
          { label: 'back', factor: -1 },
        ],
      },
    ]);
    expect(showReadings(file)).toEqual({ net: ['00:00=1', '01:00=2', '00:00=5*-1', '01:00=6*-1'] });
  });

  it('are one when registers are mapped to one name; other registers keep theirs', () => {
    const file = mapCells(
      { time, kWh: ['1', '2', '3', '4'], register: ['T1', 'T2', 'T1', 'constructor'] },
      { register: { column: 'register', series: { T1: { name: 'sum' }, T2: { name: 'sum', factor: 10 } } } },
    );
    expect(showReadings(file)).toEqual({
      sum: ['00:00=1', '01:00=3', '00:00=2*10'],
      constructor: ['01:00=4'],
    });
    expect(file.series.map(({ register }) => register)).toEqual(['sum', 'constructor']);
  });

  it('are told apart by dataset only when several are mapped', () => {
    const tables = ['east', 'west'].map((name) => ({ name, time: time.slice(0, 1), kWh: ['1'] }));
    expect(Object.keys(showReadings(mapCells(tables, {})))).toEqual(['east', 'west']);
    expect(Object.keys(showReadings(mapCells(tables, { datasets: ['west'] })))).toEqual(['Energy']);
    expect(() => mapCells(tables, { datasets: ['north'] })).toThrow(/north/);
    expect(() => mapCells(tables, { meterColumn: 'meter' })).toThrow(/no column meter/);
  });

  it('convert units that differ row by row, and keep apart what cannot be converted', () => {
    const file = mapCells(
      { time, kWh: ['1', '620.5', '3', '4'], unit: ['kWh', 'Wh', 'm³', ''], meter: ['a', 'a', 'a', 'a'] },
      { unitColumn: 'unit', meterColumn: 'meter' },
    );
    expect(showReadings(file)).toEqual({ a: ['00:00=1', '00:00=0.6205', '01:00=4'], 'a / m3': ['01:00=3'] });
    expect(file.series.map(({ unit }) => unit)).toEqual(['kWh', 'm3']);
  });

  it('have no unit of their own, and no gap, where dashes stand for unit and value', () => {
    const file = mapCells(
      { time, kWh: ['1', '-', '3', '-'], unit: ['kWh', '-', 'n/a', 'kWh'] },
      { unitColumn: 'unit' },
    );
    expect(showReadings(file)).toEqual({ Energy: ['00:00=1', '01:00=3', '01:00=NaN'] });
    expect(file.series.map(({ unit }) => unit)).toEqual(['kWh']);
  });

  it('convert the unit behind a number; a volume among energies is rejected', () => {
    const file = mapCells({ time, kWh: ['1.5 kWh', '850 Wh', '3', '4 m³'] }, {});
    expect(showReadings(file)).toEqual({ Energy: ['00:00=1.5', '00:00=0.85', '01:00=3'] });
    expect(listRejects(file)).toMatchObject([{ row: 3, field: 'kWh', text: '4 m³' }]);
  });

  it('lists no series for a footer that looks like a meter', () => {
    const file = mapCells(
      { time: ['2024-01-01 00:00', 'x'], kWh: ['1', '2'], meter: ['a', 'Sum'] },
      { meterColumn: 'meter' },
    );
    expect(file.series.map(({ name }) => name)).toEqual(['a']);
    expect(listRejects(file)).toMatchObject([{ row: 1, series: null }]);
  });
});
