import type { SampleRandom } from './sample-random.ts';

const dayMs = 86_400_000;
const yearMs = 365.25 * dayMs;

/** What a load draws on average, and how much of it follows the day, the week and the season. */
interface Shape {
  readonly name: string;
  readonly meanW: number;
  readonly peakHour: number;
  readonly day: number;
  readonly weekend: number;
  readonly winter: number;
  readonly noise: number;
}

const shapes: readonly Shape[] = [
  { name: 'Base Load', meanW: 420, peakHour: 19, day: 0.1, weekend: 0, winter: 0.05, noise: 0.05 },
  { name: 'Water Heater', meanW: 900, peakHour: 7, day: 0.7, weekend: 0.15, winter: 0.2, noise: 0.3 },
  { name: 'HVAC', meanW: 2100, peakHour: 15, day: 0.4, weekend: -0.1, winter: 0.6, noise: 0.15 },
  { name: 'Kitchen Appliances', meanW: 650, peakHour: 18, day: 0.9, weekend: 0.25, winter: 0, noise: 0.4 },
  { name: 'Lighting', meanW: 380, peakHour: 20, day: 0.8, weekend: -0.2, winter: 0.4, noise: 0.1 },
  { name: 'Other Appliances', meanW: 270, peakHour: 21, day: 0.5, weekend: 0.1, winter: 0.1, noise: 0.35 },
];

/** The VEN client's name for the component of this number. */
export function loadName(component: number): string {
  return shapeOf(component).name;
}

/**
 * Mean power in W, two decimals, never negative, for intervals that start at `firstStartMs` and every
 * `intervalMs` after it. Night hours of strongly daily loads are exactly zero, as real ones are.
 */
export function loadCurve(
  component: number,
  rows: number,
  firstStartMs: number,
  intervalMs: number,
  random: SampleRandom,
): Float64Array {
  const shape = shapeOf(component);
  const scale = 0.6 + random.next() * 0.8;
  const hourShift = (random.next() - 0.5) * 2;
  const watts = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const atMs = firstStartMs + row * intervalMs;
    const noise = 1 + (random.next() - 0.5) * 2 * shape.noise;
    const power = shape.meanW * scale * swing(shape, atMs, hourShift) * noise;
    watts[row] = Math.max(0, Math.round(power * 100) / 100);
  }
  return watts;
}

function shapeOf(component: number): Shape {
  return shapes[component % shapes.length] as Shape;
}

function swing(shape: Shape, atMs: number, hourShift: number): number {
  const hour = (atMs % dayMs) / 3_600_000;
  const daily = Math.cos(((hour - shape.peakHour - hourShift) / 24) * 2 * Math.PI);
  const weekday = new Date(atMs).getUTCDay();
  const weekend = weekday === 0 || weekday === 6 ? shape.weekend : 0;
  const season = Math.cos(((atMs - Date.UTC(2025, 0, 20)) / yearMs) * 2 * Math.PI);
  return (1 + shape.day * 1.3 * daily + weekend) * (1 + shape.winter * season);
}
