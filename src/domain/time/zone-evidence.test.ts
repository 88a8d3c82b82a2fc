import { describe, expect, it } from 'vitest';
import { findFalseZ, findZoneEvidence } from './zone-evidence.ts';
import { openZoneClock } from './zone-clock.ts';

/** What a wall clock of the zone showed from 2024-01 on, row by row. */
function wall(zone: string, minutes: number, days = 366): Float64Array {
  const clock = openZoneClock(zone);
  return Float64Array.from({ length: (days * 1440) / minutes }, (_, row) => {
    const utcMs = Date.UTC(2024, 0, 1) + row * minutes * 60_000;
    return utcMs + clock.offsetMs(utcMs);
  });
}

describe('evidence for a zone', () => {
  it.each([
    ['eu', 'Europe/Copenhagen', 15],
    ['eu', 'Europe/London', 30],
    ['eu', 'Europe/Helsinki', 60],
    ['us', 'America/Chicago', 60],
    ['au', 'Australia/Sydney', 30],
    ['au', 'Australia/Lord_Howe', 30],
    ['nz', 'Pacific/Auckland', 30],
  ])('is of the rule %s for %s at %d min', (rule, zone, minutes) => {
    const found = findZoneEvidence(wall(zone, minutes), minutes * 60_000);
    expect(found.rule).toBe(rule);
    expect(found.candidates).toContain(zone);
    expect(found.changeoversSeen).toHaveLength(2);
    expect(found.isUniform).toBe(false);
  });

  it('tells London, Copenhagen and Helsinki apart by the hour', () => {
    const { candidates } = findZoneEvidence(wall('Europe/Copenhagen', 60), 3_600_000);
    expect(candidates).not.toContain('Europe/London');
    expect(candidates).not.toContain('Europe/Helsinki');
  });

  it('is the hour that autumn has twice, though spring has rows of its own in the hour it skips', () => {
    const skipped = Date.UTC(2024, 2, 31, 2);
    const stamps = [...wall('Europe/Berlin', 60), skipped];
    const { candidates, isUniform } = findZoneEvidence(Float64Array.from(stamps), 3_600_000);
    expect(candidates).toContain('Europe/Berlin');
    expect(isUniform).toBe(false);
  });

  it('is settled by what else is known where stamps at the end fit two zones', () => {
    const stamps = wall('Europe/Madrid', 60).map((ms) => ms + 3_600_000);
    const open = findZoneEvidence(stamps, 3_600_000, { label: 'end' });
    const told = findZoneEvidence(stamps, 3_600_000, { label: 'end', likely: ['Europe/Madrid'] });
    expect([open.candidates[0], told.candidates.includes('Europe/Madrid')]).toEqual([
      'Europe/Helsinki',
      true,
    ]);
  });

  it('does not tell North American zones apart, and says so', () => {
    const found = findZoneEvidence(wall('America/New_York', 60), 3_600_000);
    expect(found.candidates).toEqual(expect.arrayContaining(['America/New_York', 'America/Los_Angeles']));
    expect(found.sentences.at(-1)).toContain('must be asked');
  });

  it('is found where the autumn hour was lost and the spring hour is blank', () => {
    const shown = [...new Set(wall('Europe/Berlin', 60))];
    const gap = Date.UTC(2024, 2, 31, 2);
    const rows = [...shown, gap].sort((one, other) => one - other);
    const values = Float64Array.from(rows, (row) => (row === gap ? NaN : 1));
    const found = findZoneEvidence(Float64Array.from(rows), 3_600_000, { values });
    expect(found.changeoversSeen.map((each) => each.kind)).toEqual(['blank-hour']);
    expect(found.candidates).toContain('Europe/Berlin');
  });

  it.each(['UTC', '+01:00'])('is that of an unchanging clock for %s', (zone) => {
    const found = findZoneEvidence(wall(zone, 15), 900_000);
    expect(found).toMatchObject({ rule: 'none', candidates: [], isUniform: true });
  });

  it('is none in a summer without changeovers', () => {
    const rows = wall('Europe/Berlin', 60).filter(
      (each) => each > Date.UTC(2024, 4, 1) && each < Date.UTC(2024, 8, 1),
    );
    expect(findZoneEvidence(rows, 3_600_000)).toMatchObject({
      rule: 'none',
      candidates: [],
      isUniform: false,
    });
  });
});

describe('a Z that cannot be true', () => {
  it('is shown by the changeovers of local time', () => {
    const found = findFalseZ(wall('Europe/Copenhagen', 60), 3_600_000);
    expect(found?.candidates).toContain('Europe/Copenhagen');
    expect(found?.sentence).toContain('2024-03-31 02:00 is missing');
  });

  it('is not seen in UTC with gaps of an hour on other days', () => {
    const gaps = [Date.UTC(2024, 2, 30, 2), Date.UTC(2024, 2, 31, 5), Date.UTC(2024, 5, 1, 2)];
    const rows = wall('UTC', 60).filter((each) => !gaps.includes(each));
    expect(findFalseZ(rows, 3_600_000)).toBeNull();
  });

  it('is not seen where the data has a longer hole at that time', () => {
    const rows = wall('UTC', 60).filter(
      (each) => each < Date.UTC(2024, 2, 31, 0) || each > Date.UTC(2024, 2, 31, 6),
    );
    expect(findFalseZ(rows, 3_600_000)).toBeNull();
  });
});
