import h5wasm from 'h5wasm/node';
import type { Group } from 'h5wasm/node';
import { loadHdf5Library } from './hdf5-library.ts';

/** How the two columns of a dataset are stored. */
export type StoredAs = 'float64' | 'float32' | 'int64';

export interface MeterSeries {
  readonly component: string;
  /** Time stamps in the unit they are to be stored in, one a row. */
  readonly stamps: Float64Array;
  readonly values: Float64Array;
  readonly storedAs: StoredAs;
  readonly gzip: boolean;
}

export interface Meter {
  /** The group's name, `meter_7070…`. */
  readonly meterId: string;
  readonly company: string;
  readonly series: readonly MeterSeries[];
}

/**
 * Writes a meter file in the layout of the VEN client: `/meters/<meter>/<component>/power`, (N, 2). Meters are
 * taken one by one, so their number does not matter for memory. An existing file is replaced.
 */
export async function writeMeterFile(path: string, meters: Iterable<Meter>): Promise<void> {
  await loadHdf5Library();
  const file = new h5wasm.File(path, 'w');
  try {
    const root = file.create_group('meters');
    for (const meter of meters) writeMeter(root, meter);
  } finally {
    file.close();
  }
}

function writeMeter(root: Group, meter: Meter): void {
  const group = root.create_group(meter.meterId);
  group.create_attribute('meter_id', meter.meterId.replace(/^meter_/, ''));
  group.create_attribute('company', meter.company);
  group.create_attribute('num_load_components', BigInt64Array.of(BigInt(meter.series.length)), [], '<q');
  for (const series of meter.series) writeSeries(group.create_group(series.component), series);
}

function writeSeries(group: Group, series: MeterSeries): void {
  const rows = series.stamps.length;
  group.create_dataset({
    name: 'power',
    data: interleave(series),
    shape: [rows, 2],
    ...(series.gzip
      ? { chunks: [Math.min(rows, 4096), 2], compression: 'gzip' as const, compression_opts: 4 }
      : {}),
  });
}

function interleave({ stamps, values, storedAs }: MeterSeries): Float64Array | Float32Array | BigInt64Array {
  const cells = new Float64Array(stamps.length * 2);
  for (let row = 0; row < stamps.length; row++) {
    cells[row * 2] = stamps[row] as number;
    cells[row * 2 + 1] = values[row] as number;
  }
  if (storedAs === 'float32') return Float32Array.from(cells);
  if (storedAs === 'int64') return BigInt64Array.from(cells, (cell) => BigInt(Math.round(cell)));
  return cells;
}
