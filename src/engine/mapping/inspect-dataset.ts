import { AppError } from '../../contract/app-error.ts';
import type { DatasetInspection } from '../../contract/inspection-shapes.ts';
import { recogniseEpochUnit } from '../../domain/epoch-unit.ts';
import { inferIntervalMs } from '../../domain/interval-length.ts';
import { distinctStarts, orderByStart } from '../../domain/order-by-start.ts';
import { placeInTime } from '../../domain/place-in-time.ts';
import { openZoneClock } from '../../domain/time/zone-clock.ts';
import type { Nem12Channel } from '../sources/nem12/nem12-channel.ts';
import type { Nem12Source } from '../sources/nem12/nem12-source.ts';
import type { ColumnBatch, Source, SourceColumn, SourceDataset, SourceValue } from '../sources/source.ts';

const sampleRows = 3;

/** Rows at each end that tell the unit, the interval length and the span of a series. */
const endRows = 64;

/** A dataset as people see it; `trouble` says why its rows cannot be read, if they cannot. */
export function inspectDataset(
  source: Source,
  name: string,
): { dataset: DatasetInspection; trouble: AppError | null } {
  const described = source.describe(name);
  try {
    const columns = sampleColumns(source, described);
    const readings = source.kind === 'hdf5' ? findReadings(source, described) : null;
    return { dataset: { name, ...rowsOf(described), columns, readings }, trouble: null };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const columns = described.columns.map((column) => inspectColumn(column, []));
    return { dataset: { name, ...rowsOf(described), columns, readings: null }, trouble: thrown };
  }
}

/** A channel of a NEM12 file, shown as a dataset of one column. */
export function inspectChannel(source: Nem12Source, channel: Nem12Channel): DatasetInspection {
  const { stampMs, values } = source.readings(channel);
  const zone = openZoneClock(source.zone);
  const start = (wallMs: number | undefined): string | null => {
    if (wallMs === undefined) return null;
    zone.toInstants(wallMs);
    return instant(zone.earlierMs);
  };
  return {
    name: channel.key,
    rows: channel.rows,
    rowsAreEstimated: false,
    columns: [
      inspectColumn({ name: 'value', type: channel.unitText, secret: false }, values.slice(0, sampleRows)),
    ],
    readings: {
      epochUnit: `day of ${source.zone}`,
      intervalMs: channel.intervalMs,
      firstStart: start(stampMs[0]),
      lastStart: start(stampMs.at(-1)),
    },
  };
}

function rowsOf({
  rows,
  rowsAreEstimated = false,
}: SourceDataset): Pick<DatasetInspection, 'rows' | 'rowsAreEstimated'> {
  return { rows, rowsAreEstimated };
}

function sampleColumns(source: Source, dataset: SourceDataset): DatasetInspection['columns'] {
  const open = dataset.columns.filter((column) => !column.secret);
  const columns = open.map((column) => column.name);
  const [batch] = readAll(source, dataset.name, columns, 0, sampleRows);
  return dataset.columns.map((column) => inspectColumn(column, batch?.columns[open.indexOf(column)] ?? []));
}

function inspectColumn(
  column: SourceColumn,
  values: ArrayLike<SourceValue>,
): DatasetInspection['columns'][number] {
  return { name: column.name, type: column.type, samples: Array.from(values, plainValue) };
}

/** JSON has no NaN and no infinity. */
function plainValue(value: SourceValue): SourceValue {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function readAll(
  source: Source,
  dataset: string,
  columns: readonly string[],
  from: number,
  to: number,
): ColumnBatch[] {
  return columns.length === 0 ? [] : [...source.read({ dataset, columns, from, to })];
}

/** Time span and interval of an (N, 2) dataset, judged by its first and last rows. */
function findReadings(source: Source, { name, rows, columns }: SourceDataset): DatasetInspection['readings'] {
  if (columns.length !== 2 || columns[0]?.name !== '0') return null;
  const stamps = [
    ...readAll(source, name, ['0'], 0, endRows),
    ...readAll(source, name, ['0'], Math.max(endRows, rows - endRows), rows),
  ].flatMap((batch) => Array.from(batch.columns[0] ?? [], Number));
  const raw = { stamps: Float64Array.from(stamps), coarseStamps: columns[0].type === 'float32' };
  const epochUnit = recogniseEpochUnit(raw.stamps);
  const placed = epochUnit === null ? null : placeInTime(raw, epochUnit, null);
  if (epochUnit === null || placed === null) return null;
  const starts = distinctStarts(placed.startMs, orderByStart(placed.startMs));
  return {
    epochUnit,
    intervalMs: inferIntervalMs(starts),
    firstStart: instant(starts[0]),
    lastStart: instant(starts.at(-1)),
  };
}

function instant(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
