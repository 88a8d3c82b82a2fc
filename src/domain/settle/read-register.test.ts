import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settlePlaced } from './settle-placed.ts';
import type { PlacedRules } from './settle-placed.ts';
import type { SettledReadings } from './settled-readings.ts';

const quarter = 900_000;
const first = Date.UTC(2024, 5, 1);
const rules: PlacedRules = {
  kind: 'register',
  unit: 'kWh',
  toUnit: null,
  intervalMs: null,
  onConflict: 'reject',
  fromMs: null,
  toMs: null,
  minus: [],
  resampleMs: null,
  registerReset: 'gap',
  nowMs: null,
  describeTrouble: () => '',
};

/** Readings as [quarters of an hour after the first, reading]. */
type Readings = readonly (readonly [number, number])[];

function settle(readings: Readings, changed: Partial<PlacedRules> = {}): SettledReadings {
  const startMs = Float64Array.from(readings, ([at]) => first + at * quarter);
  const values = Float64Array.from(readings, ([, value]) => value);
  const raw = {
    clock: 'instant',
    stampMs: startMs,
    endMs: null,
    values,
    quality: null,
    rows: null,
    marks: null,
  } as const;
  const placed = {
    startMs,
    endMs: null,
    intervalMs: null,
    trouble: new Uint8Array(startMs.length),
    notes: [],
  };
  const result = settlePlaced([{ raw, placed, factor: 1 }], { ...rules, ...changed });
  if (result.kind !== 'settled') throw new Error(result.text);
  const { duplicates, conflicts, gaps, rejected, outside, merged, closing } = result;
  const others = [duplicates, conflicts, gaps, rejected, outside, merged, closing].reduce((a, b) => a + b, 0);
  expect(result.series.startMs.length + others).toBe(readings.length);
  return result;
}

const intervals = ({ series }: SettledReadings): [number, number, number][] =>
  Array.from(series.startMs, (start, at) => [
    (start - first) / quarter,
    ((series.endMs[at] as number) - start) / quarter,
    series.value[at] as number,
  ]);

/** A register that runs through these steps. */
function runThrough(steps: readonly number[], from = 1000): [number, number][] {
  let reading = from;
  const readings: [number, number][] = [[0, from]];
  for (const [at, step] of steps.entries()) {
    reading = Math.round((reading + step) * 1000) / 1000;
    readings.push([at + 1, reading]);
  }
  return readings;
}

const usual = Array.from({ length: 60 }, (_, at) => 0.2 + (at % 4) / 10);

describe('a cumulative register', () => {
  test('any interval energies are read back from its readings, in any order of rows', () => {
    const energies = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(energies, fc.constantFrom(1, 10, 1000), fc.boolean(), (some, parts, isReversed) => {
        let reading = 123_456;
        const readings: [number, number][] = [[0, reading / parts]];
        for (const [at, energy] of some.entries()) readings.push([at + 1, (reading += energy) / parts]);
        const result = settle(isReversed ? readings.reverse() : readings, { intervalMs: quarter });
        const jumps = result.setAside.length + result.merged;
        if (jumps === 0) expect(intervals(result)).toEqual(some.map((energy, at) => [at, 1, energy / parts]));
        const sum = result.series.value.reduce((a, b) => a + b, 0);
        if (result.rejected === 0) expect(sum).toBeCloseTo(some.reduce((a, b) => a + b, 0) / parts, 6);
        expect(result.closing).toBe(1);
      }),
    );
  });

  test('differences have no more decimals than the readings', () => {
    const result = settle([
      [0, 1234.321],
      [1, 1234.567],
      [2, 1234.6],
    ]);
    expect(intervals(result)).toEqual([
      [0, 1, 0.246],
      [1, 1, 0.033],
    ]);
  });

  test('missing readings become one long interval, said with its sum', () => {
    const readings = runThrough(usual).filter(([at]) => at < 20 || at > 22);
    const result = settle(readings);
    expect(intervals(result)[19]).toEqual([19, 4, expect.closeTo(1.4, 9)]);
    expect(result.notes[0]).toMatch(/^1 time readings .* 1\.4 kWh in all, the longest over 1 h from/);
  });

  test('a step back is a gap with both readings and both explanations, never a spike or a negative', () => {
    const readings = [...runThrough(usual), [61, 3.1], [62, 3.4], [63, 3.6]] as [number, number][];
    const result = settle(readings);
    expect(Math.min(...result.series.value)).toBeGreaterThanOrEqual(0);
    expect(result.series.value).toHaveLength(62);
    expect(result.setAside).toMatchObject([{ row: 61, outcome: 'rejected', field: 'value', text: '3.1' }]);
    expect(result.setAside[0]?.reason).toMatch(/steps back from 1021 to 3\.1.*exchanged or set back/);
  });

  test('a register that runs over its end counts on when that is what was decided', () => {
    const readings = runThrough(usual, 99_990).map(([at, value]): [number, number] => [
      at,
      Math.round((value % 100_000) * 1000) / 1000,
    ]);
    const result = settle(readings, { registerReset: 'rollover' });
    expect(intervals(result).map(([, , value]) => value)).toEqual(
      usual.map((step) => expect.closeTo(step, 9) as number),
    );
    expect(settle(readings).setAside[0]?.reason).toContain('It ran over its end at 100000');
  });

  test('a register that was set back counts from zero when that is what was decided', () => {
    const result = settle([...runThrough(usual), [61, 0.3], [62, 0.5]], { registerReset: 'restart' });
    expect(intervals(result).slice(-2)).toEqual([
      [60, 1, 0.3],
      [61, 1, 0.2],
    ]);
  });

  test('single readings far off, below or above, are left out and the register goes on', () => {
    for (const stray of [0, 65_535_000]) {
      const readings = runThrough(usual).map(([at, value]): [number, number] => [
        at,
        at === 30 ? stray : value,
      ]);
      const result = settle(readings);
      expect(Math.max(...result.series.value)).toBeLessThan(2);
      expect(result.series.value.reduce((a, b) => a + b, 0)).toBeCloseTo(21, 6);
      expect(result.setAside).toMatchObject([{ row: 30, text: String(stray) }]);
    }
  });

  test('a register that stood still and caught up is one long interval over the standstill', () => {
    const steps = usual.map((step, at) => (at >= 20 && at < 40 ? 0 : at === 40 ? 8.5 : step));
    const result = settle(runThrough(steps));
    expect(intervals(result)[20]).toEqual([20, 21, 8.5]);
    expect(result).toMatchObject({ merged: 20, rejected: 0 });
    expect(result.notes.join(' ')).toContain('stood still and then caught up');
  });

  test('a jump beyond all that is usual is no interval', () => {
    const steps = usual.map((step, at) => (at === 30 ? 50_000 : step));
    const result = settle(runThrough(steps));
    expect(Math.max(...result.series.value)).toBeLessThan(1);
    expect(result.setAside[0]?.reason).toContain('far beyond all its other steps');
  });

  test('readings that are months apart last as long as they do', () => {
    const result = settle([
      [0, 10],
      [3000, 30],
      [5800, 70],
      [9100, 75],
    ]);
    expect(intervals(result)).toEqual([
      [0, 3000, 20],
      [3000, 2800, 40],
      [5800, 3300, 5],
    ]);
  });

  test('values that step back again and again are said to be no register', () => {
    const result = settle(
      Array.from({ length: 40 }, (_, at): [number, number] => [at, 500 + ((at * 37) % 100)]),
    );
    expect(result.notes.join(' ')).toContain('may be no register at all');
  });

  test('one reading tells nothing', () => {
    expect(() => settle([[0, 5]])).toThrow('two readings');
  });
});
