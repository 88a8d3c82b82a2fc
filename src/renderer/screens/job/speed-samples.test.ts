import { describe, expect, it } from 'vitest';
import type { SpeedSample } from '../../../contract/job-shapes.ts';
import { mergeSamples, viewSpeed } from './speed-samples.ts';

const startMs = Date.UTC(2026, 10, 20, 12);
const second = (place: number, points: number): SpeedSample => ({
  atMs: startMs + place * 1000,
  points,
  requests: 1,
  refused: 0,
});
const seconds = (from: number, to: number, points: number): SpeedSample[] =>
  Array.from({ length: to - from }, (_, place) => second(from + place, points));

describe('the seconds that the page knows', () => {
  it('are those of the snapshot and of the events, each once, whichever came first', () => {
    const events = [second(2, 20), second(3, 30)];
    const snapshot = [second(0, 0), second(1, 10), second(2, 20)];
    const merged = mergeSamples(events, snapshot);
    expect(merged.map(({ points }) => points)).toEqual([0, 10, 20, 30]);
    expect(mergeSamples(merged, [second(4, 40)]).at(-1)).toEqual(second(4, 40));
  });

  it('do not grow without end', () => {
    expect(mergeSamples(seconds(0, 43_200, 1), [second(43_200, 7)])).toHaveLength(43_200);
  });
});

describe('the plot of the speed', () => {
  it('shows the last ten minutes second by second', () => {
    const view = viewSpeed([...seconds(0, 1000, 5000), second(1000, 11_000)], 'ten-minutes');
    expect(view?.values[0]).toHaveLength(600);
    expect(view?.values[0].at(-1)).toBe(startMs + 1_000_000);
    expect(view?.peak).toBe(11_000);
    expect(view?.mean).toBe(5010);
  });

  it('leaves a hole where the job stood', () => {
    const view = viewSpeed([...seconds(0, 3, 100), ...seconds(6, 8, 100)], 'all');
    expect(view?.values[1]).toEqual([100, 100, 100, null, null, null, 100, 100]);
  });

  it('evens out the lumps of whole requests', () => {
    const lumps = Array.from({ length: 40 }, (_, place) => second(place, place % 10 === 9 ? 50_000 : 0));
    expect(viewSpeed(lumps, 'all')?.values[2].slice(20)).toEqual(Array.from({ length: 20 }, () => 5000));
  });

  it('shows hours in no more columns than a screen has', () => {
    const view = viewSpeed(seconds(0, 20_000, 3), 'all');
    expect(view?.values[0].length).toBeLessThanOrEqual(600);
    expect(view?.mean).toBe(3);
  });

  it('is not there before the first second', () => {
    expect(viewSpeed([], 'hour')).toBeNull();
  });
});
