import { askUnit, hdf5, integers, second, starts, third, truth, values } from './hdf5.ts';
import type { Hdf5File } from './hdf5.ts';
import type { ExpectedSeries, Shape } from './shape.ts';
import { render } from './truth.ts';
import type { TrueInterval } from './truth.ts';

function sites(): Float64Array {
  return Float64Array.from(
    truth.flatMap(({ value }, row) => [value, second[row]?.value ?? 0, third[row]?.value ?? 0]),
  );
}

const rows3 = [truth, second, third];
const named = ['North', 'South', 'West'];
const perSite: ExpectedSeries[] = rows3.map((intervals, place) => ({
  name: named[place] ?? null,
  intervals,
}));

const grids: readonly Shape[] = [
  hdf5(
    'values by time and site, beside a time axis and a names axis',
    (file) => {
      file.create_dataset({
        name: 'time_index',
        data: starts.map((ms) => render(ms, 'UTC', "YYYY-MM-DD HH:mm:ss'+00:00'")),
      });
      file.create_dataset({ name: 'names', data: named });
      file
        .create_dataset({ name: 'power', data: sites(), shape: [truth.length, 3] })
        .create_attribute('units', 'kW');
    },
    { expected: perSite },
  ),
  hdf5(
    'values by time and site without names',
    (file) => {
      file.create_dataset({ name: 'time', data: integers(1n, 1000n) });
      file
        .create_dataset({ name: 'power', data: sites(), shape: [truth.length, 3] })
        .create_attribute('units', 'kW');
    },
    { expected: rows3.map((intervals) => ({ name: null, intervals })) },
  ),
  hdf5(
    'several value datasets share one time axis',
    (file) => {
      file.create_dataset({
        name: 'time_index',
        data: starts.map((ms) => render(ms, 'UTC', "YYYY-MM-DD HH:mm:ss'+00:00'")),
      });
      file.create_dataset({ name: 'profile_0', data: values, shape: [truth.length, 1] });
      file.create_dataset({
        name: 'profile_1',
        data: Float64Array.from(second, ({ value }) => value),
        shape: [truth.length, 1],
      });
    },
    {
      ...askUnit,
      expected: [
        { name: 'profile_0', intervals: truth },
        { name: 'profile_1', intervals: second },
      ],
    },
  ),
];

const scaled = truth.map((interval): TrueInterval => ({
  ...interval,
  value: Math.round(interval.value * 100) / 100,
}));
const shifted = truth.map((interval): TrueInterval => ({
  ...interval,
  value: Math.round(interval.value * 100) / 100 + 10,
}));
const hundredths = Int32Array.from(truth, ({ value }) => Math.round(value * 100));

const attributes: readonly Shape[] = [
  hdf5(
    'the value says its unit by an attribute',
    (file) => {
      file.create_dataset({ name: 'time', data: integers(1n, 1000n) });
      file.create_dataset({ name: 'energy', data: values }).create_attribute('units', 'kWh');
    },
    { expected: [{ name: null, intervals: truth, unit: 'kWh' }] },
  ),
  hdf5(
    'integers with a scale_factor below one',
    (file) => {
      file.create_dataset({ name: 'time', data: integers(1n, 1000n) });
      const dataset = file.create_dataset({ name: 'energy', data: hundredths });
      dataset.create_attribute('units', 'kWh');
      dataset.create_attribute('scale_factor', Float64Array.of(0.01));
    },
    { expected: [{ name: null, intervals: scaled, unit: 'kWh' }] },
  ),
  hdf5(
    'integers with a scale_factor above one, which divides',
    (file) => {
      file.create_dataset({
        name: 'time_index',
        data: starts.map((ms) => render(ms, 'UTC', "YYYY-MM-DD HH:mm:ss'+00:00'")),
      });
      const dataset = file.create_dataset({ name: 'profile', data: Uint16Array.from(hundredths) });
      dataset.create_attribute('units', 'kWh');
      dataset.create_attribute('scale_factor', Float64Array.of(100));
    },
    { expected: [{ name: null, intervals: scaled, unit: 'kWh' }] },
  ),
  hdf5(
    'integers with a scale_factor and an add_offset',
    (file) => {
      file.create_dataset({ name: 'time', data: integers(1n, 1000n) });
      const dataset = file.create_dataset({ name: 'energy', data: hundredths });
      dataset.create_attribute('units', 'kWh');
      dataset.create_attribute('scale_factor', Float64Array.of(0.01));
      dataset.create_attribute('add_offset', Float64Array.of(10));
    },
    { expected: [{ name: null, intervals: shifted, unit: 'kWh' }] },
  ),
  hdf5(
    'NaN is a gap',
    (file) => {
      file.create_dataset({ name: 'time', data: integers(1n, 1000n) });
      file
        .create_dataset({ name: 'energy', data: values.map((value, row) => (row === 7 ? NaN : value)) })
        .create_attribute('units', 'kWh');
    },
    { expected: [{ name: null, intervals: truth.filter((_, row) => row !== 7), emptyValues: 1 }] },
  ),
];

const tables: readonly Shape[] = [
  hdf5('a compound table of time and value', (file) => {
    file.create_dataset({
      name: 'table',
      data: new Map<string, BigInt64Array | Float64Array>([
        ['timestamp', integers(1n, 1000n)],
        ['energy_kwh', values],
      ]),
    });
  }),
  hdf5(
    'a compound table of nanoseconds and several values',
    (file) => {
      file.create_dataset({
        name: 'table',
        data: new Map<string, BigInt64Array | Float64Array>([
          ['index', integers(1_000_000n)],
          ['kedel_kwh', values],
          ['lys_kwh', Float64Array.from(third, ({ value }) => value)],
        ]),
      });
    },
    {
      expected: [
        { name: 'kedel_kwh', intervals: truth },
        { name: 'lys_kwh', intervals: third },
      ],
    },
  ),
  hdf5(
    'a matrix without a time axis: its first start is asked for',
    (file) => {
      file.create_dataset({ name: 'profile', data: sites(), shape: [truth.length, 3] });
    },
    {
      said: {
        firstStart: new Date(starts[0] ?? 0).toISOString(),
        intervalMs: 3_600_000,
        unit: 'kW',
        kind: 'power',
      },
      questions: ['mapping/time-unknown', 'mapping/unit-unknown'],
      expected: rows3.map((intervals) => ({ name: null, intervals })),
    },
  ),
  hdf5(
    'texts alone hold nothing to send',
    (file) => {
      file.create_dataset({ name: 'texts', data: ['one', 'two'] });
    },
    { expected: { code: /^source\//, mention: /nothing|no /i } },
  ),
];

/** What pandas writes for a frame with `format='fixed'`. */
function pandasFixed(file: Hdf5File): void {
  const group = file.create_group('readings');
  group.create_attribute('pandas_type', 'frame');
  group.create_attribute('pandas_version', '0.15.2');
  group.create_dataset({ name: 'axis0', data: ['house', 'barn'] }).create_attribute('kind', 'string');
  group.create_dataset({ name: 'axis1', data: integers(1_000_000n) }).create_attribute('kind', 'datetime64');
  group.create_dataset({ name: 'block0_items', data: ['house', 'barn'] }).create_attribute('kind', 'string');
  const cells = Float64Array.from(truth.flatMap(({ value }, row) => [value, third[row]?.value ?? 0]));
  group.create_dataset({ name: 'block0_values', data: cells, shape: [truth.length, 2] });
}

const others: readonly Shape[] = [
  hdf5('a frame of pandas in its fixed format', pandasFixed, {
    ...askUnit,
    expected: [
      { name: 'house', intervals: truth },
      { name: 'barn', intervals: third },
    ],
  }),
];

export const hdf5TableShapes: readonly Shape[] = [...grids, ...attributes, ...tables, ...others];
