import path from 'node:path';
import h5wasm from 'h5wasm/node';
import { loadHdf5Library } from '../../../src/engine/sources/hdf5/hdf5-library.ts';
import type { ExpectedSeries, Refusal, Said, Shape } from './shape.ts';
import { unitAsked, zoneAsked } from './shape.ts';
import { copenhagen, makeTruth, plainDays, render } from './truth.ts';

export type Hdf5File = InstanceType<typeof h5wasm.File>;

export const truth = makeTruth(plainDays, 60, { seed: 131 });
export const second = makeTruth(plainDays, 60, { seed: 132, level: 4 });
export const third = makeTruth(plainDays, 60, { seed: 133, level: 0.4 });
export const starts = truth.map(({ startMs }) => startMs);
export const values = Float64Array.from(truth, ({ value }) => value);
const power: Said = { unit: 'kW', kind: 'power' };

interface Hdf5Shape {
  readonly said?: Said;
  readonly questions?: readonly string[];
  readonly expected?: readonly ExpectedSeries[] | Refusal;
}

export function hdf5(name: string, fill: (file: Hdf5File) => void, shape: Hdf5Shape = {}): Shape {
  const { said = {}, questions = [], expected = [{ name: null, intervals: truth }] } = shape;
  return {
    name,
    axis: 'HDF5',
    write: async (folder) => {
      await loadHdf5Library();
      const file = path.join(folder, 'readings.h5');
      const open = new h5wasm.File(file, 'w');
      try {
        fill(open);
      } finally {
        open.close();
      }
      return [file];
    },
    said,
    questions,
    expected: 'code' in expected ? expected : { series: expected },
    inspected: { kind: 'hdf5' },
  };
}

export const integers = (factor: bigint, by = 1n): BigInt64Array =>
  BigInt64Array.from(starts, (ms) => (BigInt(ms) * factor) / by);
const seconds = Float64Array.from(starts, (ms) => ms / 1000);
export const askUnit = { said: power, questions: [unitAsked] };

function pairs(scale: number): Float64Array {
  return Float64Array.from(truth.flatMap(({ startMs, value }) => [startMs * scale, value]));
}

function separate(
  name: string,
  time: BigInt64Array | Float64Array | string[],
  more: Hdf5Shape = askUnit,
): Shape {
  return hdf5(
    name,
    (file) => {
      file.create_dataset({ name: 'time', data: time });
      file.create_dataset({ name: 'power', data: values });
    },
    more,
  );
}

const arrays: readonly Shape[] = [
  hdf5(
    'rows of epoch seconds and value',
    (file) => {
      file
        .create_group('site')
        .create_dataset({ name: 'power', data: pairs(1e-3), shape: [truth.length, 2] });
    },
    askUnit,
  ),
  hdf5(
    'rows of epoch milliseconds and value, with gzip',
    (file) => {
      file.create_dataset({
        name: 'power',
        data: pairs(1),
        shape: [truth.length, 2],
        chunks: [16, 2],
        compression: 'gzip',
        compression_opts: 4,
      });
    },
    askUnit,
  ),
  hdf5(
    'the layout of the meter file at several paths',
    (file) => {
      for (const [meter, rows] of [
        ['meter_1', truth],
        ['meter_2', second],
      ] as const) {
        const data = Float64Array.from(rows.flatMap(({ startMs, value }) => [startMs / 1000, value]));
        file.create_group(meter).create_dataset({ name: 'power', data, shape: [rows.length, 2] });
      }
    },
    {
      ...askUnit,
      expected: [
        { name: 'meter_1', intervals: truth },
        { name: 'meter_2', intervals: second },
      ],
    },
  ),
];

const times: readonly Shape[] = [
  separate('time and value in two datasets, epoch seconds as float64', seconds),
  separate('time and value in two datasets, epoch seconds as int64', integers(1n, 1000n)),
  separate('time and value in two datasets, epoch milliseconds as int64', integers(1n)),
  separate('time and value in two datasets, epoch microseconds as int64', integers(1000n)),
  separate('time and value in two datasets, epoch nanoseconds as int64', integers(1_000_000n)),
  separate(
    'times are texts with offsets',
    starts.map((ms) => render(ms, copenhagen, "YYYY-MM-DD'T'HH:mm:ssZ")),
  ),
  separate(
    'times are naive texts',
    starts.map((ms) => render(ms, copenhagen, 'YYYY-MM-DD HH:mm:ss')),
    { said: { ...power, timeZone: copenhagen }, questions: [zoneAsked, unitAsked] },
  ),
  hdf5('time says by its attribute since when it counts', (file) => {
    const from = starts[0] ?? 0;
    file
      .create_dataset({ name: 'time', data: Int32Array.from(starts, (ms) => (ms - from) / 3_600_000) })
      .create_attribute(
        'units',
        `hours since ${new Date(from).toISOString().slice(0, 19).replace('T', ' ')} UTC`,
      );
    file.create_dataset({ name: 'power', data: values }).create_attribute('units', 'kW');
  }),
];

export const hdf5ArrayShapes: readonly Shape[] = [...arrays, ...times];
