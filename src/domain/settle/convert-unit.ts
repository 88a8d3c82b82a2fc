import type { Unit } from '../unit.ts';

export type Dimension =
  | 'power'
  | 'energy'
  | 'reactive power'
  | 'reactive energy'
  | 'apparent power'
  | 'apparent energy'
  | 'volume'
  | 'voltage'
  | 'current'
  | 'temperature'
  | 'share';

const hourMs = 3_600_000;

/** Joules of 100,000 British thermal units (international table), as UK and US gas bills count them. */
const jouleOfTherm = 105_505_585.262;

/**
 * Each unit in the base unit of its dimension. Energy is counted in joules and power in joules an hour, so
 * that all factors but the therm's are whole numbers and power times hours is energy in the same base.
 */
const scales: Readonly<Record<Unit, readonly [Dimension, number]>> = {
  W: ['power', 3600],
  kW: ['power', 3600e3],
  MW: ['power', 3600e6],
  GW: ['power', 3600e9],
  Wh: ['energy', 3600],
  kWh: ['energy', 3600e3],
  MWh: ['energy', 3600e6],
  GWh: ['energy', 3600e9],
  J: ['energy', 1],
  kJ: ['energy', 1e3],
  MJ: ['energy', 1e6],
  GJ: ['energy', 1e9],
  therm: ['energy', jouleOfTherm],
  var: ['reactive power', 1],
  kvar: ['reactive power', 1e3],
  varh: ['reactive energy', 1],
  kvarh: ['reactive energy', 1e3],
  VA: ['apparent power', 1],
  kVA: ['apparent power', 1e3],
  VAh: ['apparent energy', 1],
  kVAh: ['apparent energy', 1e3],
  m3: ['volume', 1e3],
  l: ['volume', 1],
  V: ['voltage', 1],
  A: ['current', 1],
  '°C': ['temperature', 1],
  '%': ['share', 1],
};

const energyOfPower: Readonly<Partial<Record<Dimension, Dimension>>> = {
  power: 'energy',
  'reactive power': 'reactive energy',
  'apparent power': 'apparent energy',
};

export function dimensionOf(unit: Unit): Dimension {
  return scales[unit][0];
}

/** What a value is multiplied with to be in another unit of its dimension; null between dimensions. */
export function conversionFactor(from: Unit, to: Unit): number | null {
  const [dimension, scale] = scales[from];
  const [other, otherScale] = scales[to];
  return dimension === other ? scale / otherScale : null;
}

/**
 * How values of one unit become those of another: times a factor, and times or by the hours of the interval
 * where mean power becomes energy or the other way round.
 */
export interface Conversion {
  readonly factor: number;
  readonly hours: 'none' | 'times' | 'by';
}

/** Null when the two units have nothing to do with each other, as kWh and m3. */
export function conversionOf(from: Unit, to: Unit): Conversion | null {
  const [dimension, scale] = scales[from];
  const [other, otherScale] = scales[to];
  const factor = scale / otherScale;
  if (dimension === other) return { factor, hours: 'none' };
  if (energyOfPower[dimension] === other) return { factor, hours: 'times' };
  if (energyOfPower[other] === dimension) return { factor, hours: 'by' };
  return null;
}

/** A value of an interval in another unit: 1 kW over 15 min is 0.25 kWh. Null when there is no way. */
export function convertKind(value: number, from: Unit, to: Unit, intervalMs: number): number | null {
  const conversion = conversionOf(from, to);
  return conversion === null ? null : convertValue(value, conversion, intervalMs);
}

export function convertValue(value: number, { factor, hours }: Conversion, intervalMs: number): number {
  const scaled = scale(value, factor);
  if (hours === 'none') return scaled;
  return scale(scaled, hours === 'times' ? intervalMs / hourMs : hourMs / intervalMs);
}

/** Converts all values of a series in place. */
export function convertValues(
  series: { readonly startMs: Float64Array; readonly endMs: Float64Array; readonly value: Float64Array },
  conversion: Conversion,
): void {
  const { startMs, endMs, value } = series;
  if (conversion.hours === 'none' && conversion.factor === 1) return;
  for (let index = 0; index < value.length; index++) {
    const intervalMs = (endMs[index] as number) - (startMs[index] as number);
    value[index] = convertValue(value[index] as number, conversion, intervalMs);
  }
}

/** Divides by 1000 instead of multiplying with 0.001, which no float is: 620.5 Wh stay 0.6205 kWh. */
function scale(value: number, factor: number): number {
  if (factor >= 1) return value * factor;
  const divisor = 1 / factor;
  const whole = Math.round(divisor);
  return Math.abs(divisor - whole) < whole * 1e-12 ? value / whole : value * factor;
}
