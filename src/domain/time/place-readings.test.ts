import { Temporal } from '@js-temporal/polyfill';
import { describe, expect, it } from 'vitest';
import type { RawReadings } from '../raw-readings.ts';
import { wallMark } from '../raw-readings.ts';
import { chooseLengthOff, placeReadings, placeTrouble } from './place-readings.ts';
import type { TimeRules } from './place-readings.ts';

interface Row {
  readonly utcMs: number;
  readonly wallMs: number;
  readonly endWallMs: number;
}

const zones = [
  ['Europe/Copenhagen', '2025-10-26', '2025-03-30'],
  ['America/New_York', '2025-11-02', '2025-03-09'],
  ['Australia/Lord_Howe', '2025-04-06', '2025-10-05'],
] as const;

function wallOf(utcMs: number, zone: string): number {
  const at = Temporal.Instant.fromEpochMilliseconds(utcMs);
  return utcMs + at.toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
}

/** Three days of readings around a date, with their true instants. */
function around(zone: string, date: string, minutes: number): Row[] {
  const lengthMs = minutes * 60_000;
  const day = Temporal.PlainDate.from(date);
  const [from, to] = [day.subtract({ days: 1 }), day.add({ days: 2 })].map(
    (each) => each.toZonedDateTime(zone).epochMilliseconds,
  ) as [number, number];
  const rows: Row[] = [];
  for (let utcMs = from; utcMs < to; utcMs += lengthMs) {
    rows.push({ utcMs, wallMs: wallOf(utcMs, zone), endWallMs: wallOf(utcMs + lengthMs, zone) });
  }
  return rows;
}

function raw(rows: readonly Row[], parts: Partial<RawReadings> = {}): RawReadings {
  return {
    clock: 'wall',
    stampMs: Float64Array.from(rows, (row) => row.wallMs),
    endMs: null,
    values: new Float64Array(rows.length).fill(1),
    quality: null,
    rows: null,
    marks: null,
    ...parts,
  };
}

function rules(zone: string, minutes: number, parts: Partial<TimeRules> = {}): TimeRules {
  const lengthOff = 'after-zone';
  return { zone, label: 'start', endIsInclusive: false, lengthOff, intervalMs: minutes * 60_000, ...parts };
}

const starts = (rows: readonly Row[]): number[] => rows.map((row) => row.utcMs);

/** The rows of the doubled wall times: [of the first pass, of the second]. */
function doubled(rows: readonly Row[]): [Row[], Row[]] {
  const second = rows.filter((row, place) => rows.findIndex((each) => each.wallMs === row.wallMs) !== place);
  const first = rows.filter(
    (row) => !second.includes(row) && second.some((each) => each.wallMs === row.wallMs),
  );
  return [first, second];
}

const cases = zones.flatMap(([zone, autumn, spring]) =>
  (zone === 'Australia/Lord_Howe' ? [15, 30] : [15, 60]).map((minutes) => ({
    zone,
    autumn,
    spring,
    minutes,
  })),
);

describe.each(cases)('the autumn day of $zone at $minutes min', ({ zone, autumn, minutes }) => {
  const rows = around(zone, autumn, minutes);
  const [first, second] = doubled(rows);
  const others = rows.filter((row) => !second.includes(row));

  it.each([
    ['oldest first', rows],
    ['newest first', rows.toReversed()],
    [
      'with the doubled hour interleaved',
      rows.toSorted((one, other) => one.wallMs - other.wallMs || one.utcMs - other.utcMs),
    ],
    ['with the doubled hour at the end of the day', [...others, ...second]],
    ['in day blocks, newest day first', [...rows.slice(-24), ...rows.slice(0, -24)]],
    ['contained twice', [...rows, ...rows]],
  ])('is placed %s', (_, shape) => {
    expect([...placeReadings(raw(shape), rules(zone, minutes)).startMs]).toEqual(starts(shape));
  });

  it('is placed by marks in whatever order', () => {
    const shape = rows.toSorted((one, other) => one.wallMs - other.wallMs || other.utcMs - one.utcMs);
    const marks = Uint8Array.from(shape, (row) =>
      first.includes(row) ? wallMark.first : second.includes(row) ? wallMark.second : wallMark.none,
    );
    const placed = placeReadings(raw(shape, { marks }), rules(zone, minutes));
    expect([...placed.startMs]).toEqual(starts(shape));
  });

  it('is placed by order where one of two equal rows alone says DST', () => {
    const marks = Uint8Array.from(rows, (row) => (second.includes(row) ? wallMark.first : wallMark.none));
    expect([...placeReadings(raw(rows, { marks }), rules(zone, minutes)).startMs]).toEqual(starts(rows));
  });

  it('puts the hour that is there once on the earlier one and says so', () => {
    const placed = placeReadings(raw(others), rules(zone, minutes));
    expect([...placed.startMs]).toEqual(starts(others));
    expect(placed.changeovers.map((each) => each.shape)).toContain('once');
    expect(placed.notes).toHaveLength(1);
  });

  it('puts it there in both copies of a file that has each day twice', () => {
    const shape = [...others, ...others];
    expect([...placeReadings(raw(shape), rules(zone, minutes)).startMs]).toEqual(starts(shape));
  });

  it('is placed with one row lost of the second pass', () => {
    const shape = rows.filter((row) => row !== second[0] || second.length === 1);
    expect([...placeReadings(raw(shape), rules(zone, minutes)).startMs]).toEqual(starts(shape));
  });

  it.each([
    ['as the clock shows them', (row: Row) => row.endWallMs],
    ['reckoned on the wall', (row: Row) => row.wallMs + minutes * 60_000],
  ])('has its ends %s', (_, endOf) => {
    const endMs = Float64Array.from(rows, endOf);
    const placed = placeReadings(raw(rows, { endMs }), rules(zone, minutes, { intervalMs: null }));
    expect([...placed.startMs]).toEqual(starts(rows));
    expect([...(placed.endMs ?? [])]).toEqual(starts(rows).map((start) => start + minutes * 60_000));
  });

  it('is placed where numbers of hours run through the day', () => {
    const day = Temporal.PlainDate.from(autumn);
    const midnights = [-1, 0, 1, 2].map((days) => day.add({ days }).toZonedDateTime(zone).epochMilliseconds);
    const stampMs = Float64Array.from(rows, (row) => {
      const place = midnights.findLastIndex((each) => each <= row.utcMs);
      return wallOf(midnights[place]!, zone) + row.utcMs - midnights[place]!;
    });
    expect([...placeReadings(raw(rows, { stampMs }), rules(zone, minutes)).startMs]).toEqual(starts(rows));
  });

  it.each([
    ['after-zone', (row: Row) => row.endWallMs],
    ['before-zone', (row: Row) => row.wallMs + minutes * 60_000],
  ] as const)(
    'is placed from end stamps with the length off %s, which is found out',
    (lengthOff, stampOf) => {
      const ends = raw(rows, { stampMs: Float64Array.from(rows, stampOf) });
      const placed = placeReadings(ends, rules(zone, minutes, { label: 'end', lengthOff }));
      expect([...placed.startMs]).toEqual(starts(rows));
      expect(chooseLengthOff(ends, zone, minutes * 60_000)).toMatchObject({ lengthOff, isProven: true });
    },
  );
});

describe.each(cases)('the spring day of $zone at $minutes min', ({ zone, spring, minutes }) => {
  const rows = around(zone, spring, minutes);
  const lengthMs = minutes * 60_000;
  const jump = rows.findIndex((row, place) => place > 0 && row.wallMs - rows[place - 1]!.wallMs !== lengthMs);
  const gapMs = rows[jump]!.wallMs - rows[jump - 1]!.wallMs - lengthMs;
  const extra: Row[] = Array.from({ length: gapMs / lengthMs }, (_, place) => ({
    utcMs: NaN,
    wallMs: rows[jump]!.wallMs - gapMs + place * lengthMs,
    endWallMs: NaN,
  }));
  const withExtra = [...rows.slice(0, jump), ...extra, ...rows.slice(jump)];

  it.each([
    ['oldest first', rows],
    ['newest first', rows.toReversed()],
  ])('is placed %s', (_, shape) => {
    expect([...placeReadings(raw(shape), rules(zone, minutes)).startMs]).toEqual(starts(shape));
  });

  it.each([
    ['blank', NaN, placeTrouble.skippedBlank],
    ['filled', 5, placeTrouble.skippedHour],
  ])('leaves out rows of the skipped hour that are %s', (_, value, code) => {
    const values = Float64Array.from(withExtra, (row) => (Number.isNaN(row.utcMs) ? value : 1));
    const placed = placeReadings(raw(withExtra, { values }), rules(zone, minutes));
    expect([...placed.startMs]).toEqual(starts(withExtra));
    expect([...placed.trouble].filter((each) => each === code)).toHaveLength(extra.length);
  });

  it.each([
    ['as the clock shows them', (row: Row) => row.endWallMs],
    ['reckoned on the wall', (row: Row) => row.wallMs + lengthMs],
    [
      'with the wrong date',
      (row: Row) => (row === rows[jump - 1] ? row.endWallMs + 86_400_000 : row.endWallMs),
    ],
  ])('has its ends %s', (_, endOf) => {
    const endMs = Float64Array.from(rows, endOf);
    const placed = placeReadings(raw(rows, { endMs }), rules(zone, minutes, { intervalMs: null }));
    expect([...(placed.endMs ?? [])]).toEqual(starts(rows).map((start) => start + lengthMs));
  });

  it('is placed where numbers of hours run through the day', () => {
    const day = Temporal.PlainDate.from(spring);
    const midnights = [-1, 0, 1, 2].map((days) => day.add({ days }).toZonedDateTime(zone).epochMilliseconds);
    const stampMs = Float64Array.from(rows, (row) => {
      const place = midnights.findLastIndex((each) => each <= row.utcMs);
      return wallOf(midnights[place]!, zone) + row.utcMs - midnights[place]!;
    });
    expect([...placeReadings(raw(rows, { stampMs }), rules(zone, minutes)).startMs]).toEqual(starts(rows));
  });

  it('is placed where its hours are numbered through and the columns of the missing one stand blank', () => {
    const day = Temporal.PlainDate.from(spring);
    const midnights = [-1, 0, 1, 2].map((days) => day.add({ days }).toZonedDateTime(zone).epochMilliseconds);
    const numbered = rows.map((row) => {
      const place = midnights.findLastIndex((each) => each <= row.utcMs);
      return wallOf(midnights[place]!, zone) + row.utcMs - midnights[place]!;
    });
    const before = rows.findIndex((row) => row.utcMs === midnights[2]);
    const blank = extra.map((_, place) => (numbered[before - 1] ?? NaN) + (place + 1) * lengthMs);
    const stampMs = Float64Array.from([...numbered.slice(0, before), ...blank, ...numbered.slice(before)]);
    const values = Float64Array.from(stampMs, (_, row) =>
      row >= before && row < before + blank.length ? NaN : 1,
    );
    const shape = raw([...rows.slice(0, before), ...extra, ...rows.slice(before)], { stampMs, values });
    const { startMs } = placeReadings(shape, rules(zone, minutes));
    expect([...startMs].filter((start) => !Number.isNaN(start))).toEqual(starts(rows));
  });

  it('is placed from end stamps, and the way to take the length off is found out', () => {
    for (const lengthOff of ['after-zone', 'before-zone'] as const) {
      const stampMs = Float64Array.from(rows, (row) =>
        lengthOff === 'after-zone' ? row.endWallMs : row.wallMs + lengthMs,
      );
      const placed = placeReadings(raw(rows, { stampMs }), rules(zone, minutes, { label: 'end', lengthOff }));
      expect([...placed.startMs]).toEqual(starts(rows));
      expect(chooseLengthOff(raw(rows, { stampMs }), zone, lengthMs).lengthOff).toBe(lengthOff);
    }
  });
});

describe('rows placed in time', () => {
  it('keep their instants when the source says them', () => {
    const rows = around('Europe/Copenhagen', '2025-10-26', 60);
    const stampMs = Float64Array.from(rows, (row) => row.utcMs);
    const placed = placeReadings(raw(rows, { clock: 'instant', stampMs }), rules('Europe/Copenhagen', 60));
    expect([...placed.startMs]).toEqual(starts(rows));
  });

  it('are taken for UTC where nothing says the zone, with a note', () => {
    const rows = around('UTC', '2025-10-26', 60);
    const placed = placeReadings(raw(rows), { ...rules('UTC', 60), zone: null });
    expect([...placed.startMs]).toEqual(starts(rows));
    expect(placed.notes).toEqual(['Nothing says the time zone: the times were taken as UTC.']);
  });

  it('keep the energy of two hours in one row, as long as the row says', () => {
    const rows = around('Europe/Copenhagen', '2025-10-26', 60);
    const [, second] = doubled(rows);
    const shape = rows.filter((row) => !second.includes(row));
    const at = shape.findIndex((row) => row.wallMs === second[0]!.wallMs);
    const values = Float64Array.from(shape, (_, place) => (place === at ? 2 : 1));
    const endMs = Float64Array.from(shape, (row) => row.wallMs + 3_600_000);
    const placed = placeReadings(raw(shape, { values, endMs }), rules('Europe/Copenhagen', 60));
    expect(placed.endMs![at]! - placed.startMs[at]!).toBe(7_200_000);
    expect(placed.changeovers.at(-1)?.shape).toBe('two-hours-in-one');
  });

  it('have inclusive ends made whole', () => {
    const rows = around('America/New_York', '2025-07-01', 15);
    const endMs = Float64Array.from(rows, (row) => row.wallMs + 14 * 60_000);
    const placed = placeReadings(raw(rows, { endMs }), {
      ...rules('America/New_York', 15),
      endIsInclusive: true,
      intervalMs: null,
    });
    expect(placed.intervalMs).toBe(900_000);
    expect([...placed.endMs!]).toEqual(starts(rows).map((start) => start + 900_000));
  });

  it('name those without a time and those that end before they start', () => {
    const stampMs = Float64Array.of(0, NaN, 7_200_000);
    const endMs = Float64Array.of(3_600_000, 3_600_000, 3_600_000);
    const placed = placeReadings(
      raw([], { stampMs, endMs, values: Float64Array.of(1, 1, 1) }),
      rules('UTC', 60),
    );
    expect([...placed.trouble]).toEqual([
      placeTrouble.fine,
      placeTrouble.untimed,
      placeTrouble.endBeforeStart,
    ]);
    expect([...placed.startMs]).toEqual([0, NaN, NaN]);
  });
});
