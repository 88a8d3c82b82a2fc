import type { Attributes } from './attributes.ts';
import { numberOf, textOf } from './attributes.ts';
import type { Leaf } from './leaf.ts';
import { readTimeUnits } from './time-units.ts';
import type { TimeUnits } from './time-units.ts';

/** What stands between the numbers of a file and what they mean. */
export interface ColumnMeaning {
  readonly unit: string | null;
  readonly labels: readonly string[];
  /** Stored numbers that mean "no value". */
  readonly missing: readonly number[];
  readonly multiply: number;
  readonly divide: number;
  readonly add: number;
  /** How stored numbers become epoch milliseconds; `ns` is done on 64-bit integers before anything else. */
  readonly time: TimeUnits | 'ns' | null;
  /** Whole numbers beyond 2^53, such as meter ids, come as texts of all their digits. */
  readonly asDigits: boolean;
}

export const plainMeaning: ColumnMeaning = {
  unit: null,
  labels: [],
  missing: [],
  multiply: 1,
  divide: 1,
  add: 0,
  time: null,
  asDigits: false,
};

/** Names of columns and datasets that hold time. */
export const timeName =
  /^(.*[._/ ])?(time|times|timestamps?|time_?stamps?|datetimes?|date_?times?|dates?|index|time_?index|t|ts|epochs?|utc|unix(_?time)?|zeit(stempel)?|datum|dato|tid|tidspunkt|fecha|heure|horodate|axis1|(start|end|begin|from|to|local|utc)_?(time|date|datetime|timestamp)?|(time|date|timestamp)_?(start|end|utc|local|ns|us|ms|s))$/i;

/** Nanoseconds of 1973 to 2100. */
export function isEpochNs(value: number): boolean {
  return value >= 1e17 && value < 4.1e18;
}

export const wasNanoseconds = 'was ns since 1970';

/** From MATLAB's datenum (days since year 0, 719529 is 1970-01-01) to the days of spreadsheets (25569). */
export const dayNumberOffset = 693_960;

/** MATLAB's datenum of 1990 to 2100. */
export function isDayNumber(value: number): boolean {
  return value >= 726_834 && value < 767_011;
}

export const wasDayNumber = 'was a MATLAB datenum (days since year 0)';

/**
 * What the attributes of a dataset say of its numbers.
 *
 * Scale: netCDF's convention is value = stored * scale_factor + add_offset (NUG, appendix A). NREL's reV and rex
 * write integers as value * scale_factor and divide on reading; with an offset they follow netCDF (rex,
 * Resource: `adder`).
 *
 * @param isRev the group has reV's `time_index` or `meta`
 */
export function meaningOf(attributes: Attributes, leaf: Leaf, isRev: boolean): ColumnMeaning {
  if (attributes.size === 0) return plainMeaning;
  const unit = textOf(attributes, 'units', 'unit', 'Units', 'Unit', 'UNITS', 'UNIT', 'psm_units');
  const labels = describingLabels(attributes);
  const isNumber = leaf.reading?.kind === 'integer' || leaf.reading?.kind === 'float';
  if (!isNumber) return { ...plainMeaning, unit, labels };
  const missing = ['_FillValue', 'missing_value'].flatMap((name) =>
    (attributes.get(name) ?? []).filter((value) => typeof value === 'number'),
  );
  const time = unit === null ? null : readTimeUnits(unit, textOf(attributes, 'calendar') ?? '');
  if (unit !== null && time !== null) labels.push(`was ${unit}`);
  const calendar = textOf(attributes, 'calendar');
  if (calendar !== null && time === null) labels.push(`calendar ${calendar}: not converted`);
  return {
    ...plainMeaning,
    unit: time === null ? unit : 'epoch-ms',
    missing,
    time,
    ...scaleOf(attributes, leaf, isRev, labels),
    labels,
  };
}

/** Puts a meaning on decoded numbers, in place. */
export function applyMeaning(column: Float64Array, meaning: ColumnMeaning): void {
  const { missing, multiply, divide, add, time } = meaning;
  if (time === 'ns') return;
  if (missing.length > 0) {
    for (let row = 0; row < column.length; row++)
      if (missing.includes(column[row] as number)) column[row] = NaN;
  }
  if (multiply !== 1 || divide !== 1 || add !== 0) {
    for (let row = 0; row < column.length; row++)
      column[row] = ((column[row] as number) * multiply) / divide + add;
  }
  if (time === null) return;
  for (let row = 0; row < column.length; row++)
    column[row] = Math.round(time.originMs + (column[row] as number) * time.unitMs);
}

function scaleOf(
  attributes: Attributes,
  leaf: Leaf,
  isRev: boolean,
  labels: string[],
): Pick<ColumnMeaning, 'multiply' | 'divide' | 'add'> {
  const scale = numberOf(attributes, 'scale_factor', 'psm_scale_factor') ?? 1;
  const add = numberOf(attributes, 'add_offset', 'psm_add_offset', 'adder') ?? 0;
  if ((scale === 1 && add === 0) || scale === 0) return { multiply: 1, divide: 1, add: 0 };
  const isInteger = leaf.reading?.kind === 'integer';
  if (isRev && isInteger && Math.abs(scale) > 1 && add === 0) {
    labels.push(`scale_factor ${scale}: value = stored / ${scale} (reV)`);
    return { multiply: 1, divide: scale, add: 0 };
  }
  labels.push(`value = stored * ${scale}${add === 0 ? '' : ` + ${add}`} (netCDF scale_factor, add_offset)`);
  return { multiply: scale, divide: 1, add };
}

/** Words of the file about the column, without those that only its library needs. */
function describingLabels(attributes: Attributes): string[] {
  const labels: string[] = [];
  for (const name of ['TITLE', 'long_name', 'standard_name', 'description', 'title', 'comment']) {
    const text = textOf(attributes, name);
    if (text !== null) labels.push(`${name}: ${text.slice(0, 200)}`);
  }
  for (const [name, values] of attributes) {
    if (!/zone|^tz$|timezone|meter|serial|device|channel|register|quantity/i.test(name)) continue;
    labels.push(`${name}: ${values.join(', ').slice(0, 200)}`);
  }
  return labels;
}
