import { describe, expect, it } from 'vitest';
import type { PointColumns } from './check-intervals.ts';
import { MemoryPointStore } from './memory-point-store.ts';
import { openDatabase } from './open-database.ts';
import { SqlitePointStore } from './sqlite-point-store.ts';

const hourMs = 3_600_000;
const series = { endpoint: 'bulk', resource: 'a' } as const;
const whole = { fromMs: -Infinity, toMs: Infinity };

function hours(from: number, count: number, value = 0): PointColumns {
  const startMs = Float64Array.from({ length: count }, (_, index) => (from + index) * hourMs);
  return {
    startMs,
    endMs: startMs.map((start) => start + hourMs),
    value: startMs.map((_, index) => value + from + index),
    quality: new Uint8Array(count),
  };
}

describe.each([
  ['a database', () => new SqlitePointStore(openDatabase(':memory:'))],
  ['memory', () => new MemoryPointStore()],
])('points kept in %s', (_, open) => {
  it('are read back in order, from a range, and only so many', () => {
    const store = open();
    store.write(series, null, hours(3, 3), 3);
    store.write(series, null, hours(0, 3), 3);
    expect(store.read(series, whole, -1).map(({ value }) => value)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(store.read(series, { fromMs: hourMs, toMs: 5 * hourMs }, 2)).toEqual([
      { startMs: hourMs, endMs: 2 * hourMs, value: 1, quality: 'GOOD' },
      { startMs: 2 * hourMs, endMs: 3 * hourMs, value: 2, quality: 'GOOD' },
    ]);
    expect(store.count(series, { fromMs: hourMs, toMs: 5 * hourMs })).toBe(4);
  });

  it('replace those of the same start, endpoint and resource, and the store knows it', () => {
    const store = open();
    store.write(series, null, hours(0, 4), 4);
    store.write(series, null, hours(0, 4), 2);
    store.write(series, null, hours(0, 4, 7), 1);
    store.write({ ...series, endpoint: 'regular' }, 'r', hours(0, 4), 4);
    expect(store.figures()).toEqual({ points: 8, rewrites: 3, changedRewrites: 1 });
    expect(store.read(series, whole, 1)).toMatchObject([{ value: 7 }]);
  });

  it('may come in any order and more than once in one request', () => {
    const store = open();
    const order = [5, 3, 4, 1, 1, 5, 0];
    const startMs = Float64Array.from(order, (hour) => hour * hourMs);
    const endMs = startMs.map((start) => start + hourMs);
    const value = Float64Array.from(order.keys());
    store.write(series, null, { startMs, endMs, value, quality: new Uint8Array(7) }, 7);
    expect(store.read(series, whole, -1).map((stored) => [stored.startMs / hourMs, stored.value])).toEqual([
      [0, 6],
      [1, 4],
      [3, 1],
      [4, 2],
      [5, 5],
    ]);
    store.write(series, null, hours(2, 1), 1);
    expect(store.figures()).toEqual({ points: 6, rewrites: 2, changedRewrites: 2 });
  });

  it('are deleted only where they are stored so, and forgotten with all that was counted of them', () => {
    const store = open();
    store.write(series, null, hours(0, 4), 4);
    store.write({ ...series, resource: 'b' }, null, hours(0, 4), 4);
    store.write(series, null, hours(3, 1, 7), 1);
    expect(store.delete(series, hours(2, 4))).toEqual({ deleted: 1, left: 1 });
    expect(store.delete({ ...series, resource: 'c' }, hours(2, 4))).toEqual({ deleted: 0, left: 0 });
    expect(store.figures()).toEqual({ points: 7, rewrites: 1, changedRewrites: 1 });
    store.forget(series);
    expect(store.figures()).toEqual({ points: 4, rewrites: 0, changedRewrites: 0 });
    expect(store.resources('bulk')).toEqual(['b']);
  });
});
