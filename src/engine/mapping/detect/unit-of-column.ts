import { compileNumber } from '../../../domain/number-text.ts';
import { readUnit, unitInText } from '../../../domain/settle/unit-text.ts';
import type { Unit } from '../../../domain/unit.ts';
import type { ColumnProfile, DatasetProfile } from './column-profile.ts';
import { unitColumnWords } from './words/column-words.ts';

/** What a unit measures, as far as the choice of columns goes. */
export type Quantity = 'energy' | 'power' | 'volume' | 'reactive' | 'beside' | 'unknown';

const quantities: Readonly<Record<Unit, Quantity>> = {
  W: 'power',
  kW: 'power',
  MW: 'power',
  GW: 'power',
  Wh: 'energy',
  kWh: 'energy',
  MWh: 'energy',
  GWh: 'energy',
  J: 'energy',
  kJ: 'energy',
  MJ: 'energy',
  GJ: 'energy',
  therm: 'energy',
  m3: 'volume',
  l: 'volume',
  var: 'reactive',
  kvar: 'reactive',
  varh: 'reactive',
  kvarh: 'reactive',
  VA: 'reactive',
  kVA: 'reactive',
  VAh: 'reactive',
  kVAh: 'reactive',
  V: 'beside',
  A: 'beside',
  '°C': 'beside',
  '%': 'beside',
};

export function quantityOf(unit: Unit | null): Quantity {
  return unit === null ? 'unknown' : quantities[unit];
}

/** A unit and where it stands, in words that go into a sentence. */
export interface FoundUnit {
  readonly unit: Unit;
  readonly where: string;
}

/** The unit that stands with one column: beside it, in its name, or in what else the file says of it. */
export function unitOfColumn(profile: ColumnProfile): FoundUnit | null {
  const { column, name } = profile;
  const beside = column.unit === undefined ? null : (readUnit(column.unit) ?? unitInText(column.unit));
  if (beside !== null)
    return { unit: beside, where: `the unit "${column.unit ?? ''}" beside the column "${name}"` };
  const named = unitInText(name) ?? readUnit(name);
  if (named !== null) return { unit: named, where: `the header "${name}"` };
  for (const label of column.labels ?? []) {
    const labelled = readUnit(label) ?? unitInText(label);
    if (labelled !== null) return { unit: labelled, where: `"${label}" above the column "${name}"` };
  }
  return unitBehindNumbers(profile);
}

/** The unit most often written behind the numbers themselves: `1,184 kWh`. Another one in a cell is converted. */
function unitBehindNumbers({ name, counts, isTyped }: ColumnProfile): FoundUnit | null {
  if (isTyped) return null;
  const [point, comma] = [
    compileNumber({ decimal: '.', missing: [] }),
    compileNumber({ decimal: ',', missing: [] }),
  ];
  const found = new Map<Unit, { count: number; readonly sample: string }>();
  for (const [text, count] of counts) {
    if (!/[\p{L}³]\s*$/u.test(text)) continue;
    const reader = Number.isNaN(point.read(text)) && !Number.isNaN(comma.read(text)) ? comma : point;
    const unit = reader.sign === '' ? null : readUnit(reader.sign);
    if (unit === null) continue;
    const known = found.get(unit);
    if (known === undefined) found.set(unit, { count, sample: text.trim() });
    else known.count += count;
  }
  const [most] = [...found].sort((a, b) => b[1].count - a[1].count);
  return most === undefined
    ? null
    : { unit: most[0], where: `the cell "${most[1].sample}" of the column "${name}"` };
}

/** True when the file writes a unit beside the column that is none of ours: Hz, Ohm, EUR. */
export function hasForeignUnit({ column }: ColumnProfile): boolean {
  const text = column.unit?.replace(/[[\]()\s]/g, '') ?? '';
  return text !== '' && readUnit(text) === null && unitInText(text) === null;
}

/**
 * The one unit that the lines around a dataset or the cells of a column of texts name; null when they name none or
 * several. A letter alone counts only in a line that has the word "unit" above it.
 */
export function unitAround({ dataset, columns }: DatasetProfile): FoundUnit | null {
  const labels = dataset.labels ?? [];
  const found = new Map<Unit, string>();
  const saysUnit = labels.some((label) => unitColumnWords.find(label) !== null);
  for (const label of labels) {
    const cells = saysUnit ? label.split(/[;,|\t]/).map((cell) => readUnit(cell)) : [];
    for (const unit of [unitInText(label), ...cells]) {
      if (unit !== null && isReading(unit) && !found.has(unit)) found.set(unit, `the line "${label.trim()}"`);
    }
  }
  if (found.size === 0) {
    for (const column of columns.slice(0, 60)) {
      const unit = unitInTexts(column);
      if (unit !== null) found.set(unit, `the column "${column.name}"`);
    }
  }
  const [only] = found;
  return only === undefined || found.size > 1 ? null : { unit: only[0], where: only[1] };
}

function isReading(unit: Unit): boolean {
  return ['energy', 'power', 'volume'].includes(quantities[unit]);
}

/** The unit that all texts of a column name, such as `Active Import Interval (kW)`. */
function unitInTexts({ counts, numbers, isTyped }: ColumnProfile): Unit | null {
  if (isTyped || counts.size === 0 || counts.size > 12 || numbers.numbers > 0) return null;
  const units = new Set([...counts.keys()].map((text) => (text.length > 3 ? unitInText(text) : null)));
  const [unit] = units;
  return units.size === 1 && unit != null && isReading(unit) ? unit : null;
}

/** The units of a column of units, most frequent first; null when its cells are no units. */
export function unitsInCells({ counts, filled }: ColumnProfile): Unit[] | null {
  const units = new Map<Unit, number>();
  let known = 0;
  for (const [text, count] of counts) {
    const unit = readUnit(text);
    if (unit === null) continue;
    known += count;
    units.set(unit, (units.get(unit) ?? 0) + count);
  }
  if (filled === 0 || known < filled * 0.9) return null;
  return [...units].sort((a, b) => b[1] - a[1]).map(([unit]) => unit);
}
