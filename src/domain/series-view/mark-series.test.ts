import { describe, expect, test } from 'vitest';
import type { IntervalSeries } from '../interval-series.ts';
import { PlaceList } from '../settle/odd-places.ts';
import { markSeries } from './mark-series.ts';
import { sumByMonth } from './sum-by-month.ts';

const hourMs = 3_600_000;

/** Intervals from one instant to another without a hole, but for those that are left out. */
function seriesBetween(
  from: string,
  to: string,
  stepMs: number,
  isLeftOut: (startMs: number) => boolean = () => false,
): IntervalSeries {
  const starts: number[] = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += stepMs) if (!isLeftOut(at)) starts.push(at);
  const startMs = Float64Array.from(starts);
  return {
    startMs,
    endMs: startMs.map((start) => start + stepMs),
    value: new Float64Array(startMs.length).fill(1),
    quality: null,
  };
}

const changeoversOf = (series: IntervalSeries, intervalMs: number, zone: string) =>
  markSeries(series, { intervalMs, zone }, []).marks.filter(({ kind }) => kind === 'changeover');

describe('the days on which clocks change', () => {
  test('are marked from midnight to midnight with what there is room for: a year of Copenhagen', () => {
    const series = seriesBetween('2023-12-31T23:00Z', '2024-12-31T23:00Z', hourMs / 4);
    const [spring, autumn, ...others] = changeoversOf(series, hourMs / 4, 'Europe/Copenhagen');
    expect(others).toEqual([]);
    expect(spring).toEqual({
      kind: 'changeover',
      atMs: Date.parse('2024-03-30T23:00Z'),
      endMs: Date.parse('2024-03-31T22:00Z'),
      index: 90 * 96,
      row: null,
      text:
        'The clocks of Europe/Copenhagen go forward by 1 h at 2024-03-31 02:00: ' +
        'the day has 23 h, room for 92 intervals of 15 min; 92 are there.',
    });
    expect(autumn).toMatchObject({
      atMs: Date.parse('2024-10-26T22:00Z'),
      endMs: Date.parse('2024-10-27T23:00Z'),
      text:
        'The clocks of Europe/Copenhagen go back by 1 h at 2024-10-27 03:00: ' +
        'the day has 25 h, room for 100 intervals of 15 min; 100 are there.',
    });
  });

  test('last half an hour more or less on Lord Howe Island', () => {
    const series = seriesBetween('2024-01-01T00:00Z', '2025-01-01T00:00Z', hourMs / 2);
    const [autumn, spring] = changeoversOf(series, hourMs / 2, 'Australia/Lord_Howe');
    expect(autumn).toMatchObject({
      text:
        'The clocks of Australia/Lord_Howe go back by 30 min at 2024-04-07 02:00: ' +
        'the day has 24.5 h, room for 49 intervals of 30 min; 49 are there.',
    });
    expect(autumn!.endMs! - autumn!.atMs!).toBe(24.5 * hourMs);
    expect(spring!.endMs! - spring!.atMs!).toBe(23.5 * hourMs);
    expect(spring!.text).toContain('go forward by 30 min at 2024-10-06 02:00: the day has 23.5 h');
  });

  test('say how many intervals are there when the doubled hour was lost', () => {
    const isLost = (startMs: number): boolean => startMs === Date.parse('2024-10-27T01:00Z');
    const series = seriesBetween('2024-10-20T00:00Z', '2024-11-03T00:00Z', hourMs, isLost);
    const [autumn] = changeoversOf(series, hourMs, 'Europe/Copenhagen');
    expect(autumn!.text).toContain('room for 25 intervals of 1 h; 24 are there');
  });

  test('clocks put back at midnight make the day before longer', () => {
    const series = seriesBetween('2024-10-30T00:00Z', '2024-11-05T00:00Z', hourMs);
    const [autumn] = changeoversOf(series, hourMs, 'America/Havana');
    expect(autumn).toMatchObject({ atMs: Date.parse('2024-11-03T04:00Z') });
    const [asuncion] = changeoversOf(
      seriesBetween('2024-03-20T00:00Z', '2024-03-28T00:00Z', hourMs),
      hourMs,
      'America/Asuncion',
    );
    expect(asuncion).toMatchObject({
      atMs: Date.parse('2024-03-23T03:00Z'),
      endMs: Date.parse('2024-03-24T04:00Z'),
    });
  });

  test('are none in UTC and none outside the series', () => {
    const summer = seriesBetween('2024-05-01T00:00Z', '2024-06-01T00:00Z', hourMs);
    expect(changeoversOf(summer, hourMs, 'Europe/Copenhagen')).toEqual([]);
    expect(
      changeoversOf(seriesBetween('2024-01-01T00:00Z', '2025-01-01T00:00Z', hourMs), hourMs, 'UTC'),
    ).toEqual([]);
  });
});

describe('the marks of a series', () => {
  test('tell each gap with its length, and lead to the interval behind it', () => {
    const isLost = (startMs: number): boolean =>
      startMs >= Date.parse('2024-05-01T03:00Z') && startMs < Date.parse('2024-05-01T06:00Z');
    const series = seriesBetween('2024-05-01T00:00Z', '2024-05-02T00:00Z', hourMs / 4, isLost);
    const { marks, counts } = markSeries(series, { intervalMs: hourMs / 4, zone: 'UTC' }, []);
    expect(marks).toEqual([
      {
        kind: 'gap',
        atMs: Date.parse('2024-05-01T03:00Z'),
        endMs: Date.parse('2024-05-01T06:00Z'),
        index: 12,
        row: null,
        text: 'Nothing for 3 h: 12 intervals of 15 min are missing.',
      },
    ]);
    expect(counts.find(({ kind }) => kind === 'gap')).toEqual({ kind: 'gap', count: 1 });
  });

  test('are in order of time with the timeless last, and count beyond those that are told', () => {
    const isLost = (startMs: number): boolean => (startMs / hourMs) % 2 === 1;
    const series = seriesBetween('2024-05-01T00:00Z', '2024-07-01T00:00Z', hourMs, isLost);
    const odd = new PlaceList();
    const atMs = Date.parse('2024-05-01T05:00Z');
    odd.add('rejected', () => ({ atMs: null, endMs: null, row: 3, text: 'No time.' }));
    odd.add('duplicate', () => ({ atMs, endMs: null, row: 9, text: 'Again.' }));
    odd.addUntold('duplicate', 7000);
    const { marks, counts } = markSeries(series, { intervalMs: hourMs, zone: 'UTC' }, [odd]);
    expect(marks).toHaveLength(502);
    expect(marks.at(-1)).toMatchObject({ kind: 'rejected', atMs: null, index: null, row: 3 });
    expect(marks[2]).toMatchObject({ kind: 'gap' });
    expect(marks.filter(({ kind }) => kind === 'duplicate')).toMatchObject([{ atMs, row: 9, index: 3 }]);
    expect(Object.fromEntries(counts.map(({ kind, count }) => [kind, count]))).toMatchObject({
      gap: 731,
      duplicate: 7001,
      rejected: 1,
      conflict: 0,
    });
  });
});

describe('the figures of each month', () => {
  test('are those of the calendar of the zone, an hour less in spring and one more in autumn', () => {
    const series = seriesBetween('2023-12-31T23:00Z', '2024-12-31T23:00Z', hourMs / 4);
    const months = sumByMonth(series, hourMs / 4, 'Europe/Copenhagen');
    expect(months.map(({ month, expected }) => [month, expected])).toEqual([
      ['2024-01', 2976],
      ['2024-02', 2784],
      ['2024-03', 2972],
      ['2024-04', 2880],
      ['2024-05', 2976],
      ['2024-06', 2880],
      ['2024-07', 2976],
      ['2024-08', 2976],
      ['2024-09', 2880],
      ['2024-10', 2980],
      ['2024-11', 2880],
      ['2024-12', 2976],
    ]);
    for (const { intervals, expected, sum } of months) {
      expect(intervals).toBe(expected);
      expect(sum).toBe(expected);
    }
  });

  test('tell what is missing: of a month that begins late, of one with a gap, of one without anything', () => {
    const isLost = (startMs: number): boolean =>
      startMs >= Date.parse('2024-02-10T00:00Z') && startMs < Date.parse('2024-04-02T00:00Z');
    const series = seriesBetween('2024-01-31T00:00Z', '2024-05-01T00:00Z', hourMs, isLost);
    expect(sumByMonth(series, hourMs, 'UTC').map(({ intervals, expected }) => [intervals, expected])).toEqual(
      [
        [24, 744],
        [9 * 24, 29 * 24],
        [0, 744],
        [29 * 24, 720],
      ],
    );
  });

  test('expect as many days as the month has, also where days begin beside midnight', () => {
    const series = seriesBetween('2024-01-01T00:00Z', '2024-03-01T00:00Z', 24 * hourMs);
    const months = sumByMonth(series, 24 * hourMs, 'Europe/Copenhagen');
    expect(months.map(({ intervals, expected }) => [intervals, expected])).toEqual([
      [31, 31],
      [29, 29],
    ]);
  });

  test('on Lord Howe Island differ by half an hour', () => {
    const series = seriesBetween('2024-03-31T13:00Z', '2024-04-30T13:30Z', hourMs / 2);
    expect(sumByMonth(series, hourMs / 2, 'Australia/Lord_Howe')).toMatchObject([
      { month: '2024-04', intervals: 1441, expected: 1441 },
    ]);
  });
});
