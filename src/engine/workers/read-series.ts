import { AppError } from '../../contract/app-error.ts';
import type { ErrorCode } from '../../contract/error-codes.ts';
import type { IntervalSeries } from '../../domain/interval-series.ts';
import { settleReadings } from '../../domain/settle-readings.ts';
import type { RawReadings, SettledEpochReadings, UnsettledReadings } from '../../domain/settle-readings.ts';
import type { Hdf5Source } from '../sources/hdf5/hdf5-source.ts';
import type { ReadingSpec } from './reader.ts';

/** Longer series would not fit in memory together with their order. */
const rowLimit = 16_000_000;

const unsettledCodes: Record<UnsettledReadings['reason'], ErrorCode> = {
  'time-unrecognised': 'source/time-unrecognised',
  'time-precision': 'source/time-precision',
  'interval-unknown': 'mapping/interval-unknown',
  'no-readings': 'source/no-readings',
  'unit-unknown': 'mapping/unit-unknown',
};

/**
 * Reads one (N, 2) dataset and settles it.
 *
 * @throws AppError source/meter-missing, source/component-missing, source/dataset-unreadable,
 *   source/filter-missing, source/too-long, source/time-unrecognised, source/time-precision,
 *   source/no-readings, mapping/interval-unknown, each naming the dataset
 */
export function readSeries(
  source: Hdf5Source,
  spec: ReadingSpec,
  minus: readonly IntervalSeries[],
): SettledEpochReadings {
  const { intervalMs, onConflict, fromMs, toMs } = spec;
  const settled = settleReadings(readRows(source, spec.dataset), {
    intervalMs,
    onConflict,
    fromMs,
    toMs,
    minus,
  });
  // The layout of the meter file says watts (site-files: column 1).
  if (settled.kind === 'settled') return { ...settled, unit: 'W' };
  const message = `${spec.dataset} in ${source.path} gives no intervals: ${settled.text}.`;
  throw new AppError(unsettledCodes[settled.reason], message, {
    context: { path: source.path, dataset: spec.dataset },
  });
}

function readRows(source: Hdf5Source, dataset: string): RawReadings {
  refuseMissing(source, dataset);
  const shape = source.shapeOf(dataset);
  const [rows, width] = shape;
  const context = { path: source.path, dataset };
  if (shape.length !== 2 || rows === undefined || width !== 2) {
    const message = `${dataset} in ${source.path} has the shape (${shape.join(', ')}), not (N, 2): time and value.`;
    throw new AppError('source/dataset-unreadable', message, { context });
  }
  const type = source.describe(dataset).columns[0]?.type ?? '';
  if (!/^(float|int|uint)/.test(type)) {
    const message = `${dataset} in ${source.path} holds ${type}, not numbers.`;
    throw new AppError('source/dataset-unreadable', message, { context });
  }
  if (rows > rowLimit) {
    const message = `${dataset} in ${source.path} has ${rows} rows; up to ${rowLimit} can be put in order.`;
    throw new AppError('source/too-long', message, { context });
  }
  const stamps = new Float64Array(rows);
  const values = new Float64Array(rows);
  for (const batch of source.read({ dataset, columns: ['0', '1'], from: 0, to: rows })) {
    stamps.set(batch.columns[0] as Float64Array, batch.from);
    values.set(batch.columns[1] as Float64Array, batch.from);
  }
  return { stamps, values, coarseStamps: type === 'float32' };
}

/** Says of `meters/<meter>/<component>/power` which part of it the file does not have. */
function refuseMissing(source: Hdf5Source, dataset: string): void {
  const { kind, at } = source.resolve(dataset);
  if (kind !== 'missing') return;
  const [root, meter, component] = dataset.split('/');
  const context = { path: source.path, dataset };
  if (at === `${root}/${meter}` || at === root) {
    throw new AppError('source/meter-missing', `${source.path} has no meter ${meter} (${dataset}).`, {
      context,
    });
  }
  if (at === `${root}/${meter}/${component}`) {
    const message = `The meter ${meter} has no ${component} in ${source.path} (${dataset}).`;
    throw new AppError('source/component-missing', message, { context });
  }
  const message = `${dataset} in ${source.path} cannot be read: there is no such dataset.`;
  throw new AppError('source/dataset-unreadable', message, { context });
}
