import { describe, expect, it } from 'vitest';
import { spellOutside, untilWindowOpensMs } from './sending-window.ts';

const zone = 'Europe/Copenhagen';
const minuteMs = 60_000;

function minutesUntil(from: string, to: string, now: string, timeZone: string = zone): number {
  return untilWindowOpensMs({ from, to }, timeZone, Date.parse(now)) / minuteMs;
}

describe('the hours in which sending is allowed', () => {
  it.each([
    ['09:00', '17:00', '2025-01-15T08:30:00+01:00', 30],
    ['09:00', '17:00', '2025-01-15T09:00:00+01:00', 0],
    ['09:00', '17:00', '2025-01-15T16:59:00+01:00', 0],
    ['09:00', '17:00', '2025-01-15T17:00:00+01:00', 16 * 60],
  ])('by day, %s-%s at %s: %i minutes to wait', (from, to, now, minutes) => {
    expect(minutesUntil(from, to, now)).toBe(minutes);
  });

  it.each([
    ['2025-01-15T21:00:00+01:00', 60],
    ['2025-01-15T22:00:00+01:00', 0],
    ['2025-01-15T23:59:00+01:00', 0],
    ['2025-01-16T00:00:00+01:00', 0],
    ['2025-01-16T05:59:00+01:00', 0],
    ['2025-01-16T06:00:00+01:00', 16 * 60],
  ])('over midnight, 22:00-06:00 at %s: %i minutes to wait', (now, minutes) => {
    expect(minutesUntil('22:00', '06:00', now)).toBe(minutes);
  });

  it("are hours of the job's zone, not of the machine", () => {
    expect(minutesUntil('09:00', '17:00', '2025-07-15T08:00:00Z', 'America/New_York')).toBe(5 * 60);
  });

  it('are always open when they begin and end at the same time', () => {
    expect(minutesUntil('00:00', '00:00', '2025-01-15T12:34:56Z')).toBe(0);
  });

  it('come an hour sooner in the night that loses an hour, an hour later in the one that gains it', () => {
    expect(minutesUntil('06:00', '07:00', '2025-03-29T22:00:00+01:00')).toBe(7 * 60);
    expect(minutesUntil('06:00', '07:00', '2025-10-25T22:00:00+02:00')).toBe(9 * 60);
  });

  it('that a changeover skips begin at the next hour that exists', () => {
    expect(minutesUntil('02:30', '04:30', '2025-03-30T01:30:00+01:00')).toBeLessThanOrEqual(60);
    expect(minutesUntil('02:30', '04:30', '2025-03-30T03:30:00+02:00')).toBe(0);
  });

  it('are told with their zone, and with the hour at which they begin next there', () => {
    const window = { from: '22:00', to: '02:00' };
    const opensAtMs = Date.parse('2025-07-15T20:00:00Z');
    expect(spellOutside(window, zone, opensAtMs)).toBe(
      'Outside its hours, 22:00-02:00 Europe/Copenhagen; the next begin at 22:00 on 2025-07-15',
    );
    expect(spellOutside(window, 'Asia/Tokyo', Date.parse('2025-07-15T15:00:00Z'))).toContain(
      '00:00 on 2025-07-16',
    );
  });

  it('are reached by waiting: after the wait the window is open, at every minute of a changeover week', () => {
    for (const [from, to] of [
      ['22:00', '06:00'],
      ['02:30', '03:00'],
      ['02:00', '02:30'],
      ['09:00', '17:00'],
    ] as const) {
      for (let now = Date.UTC(2025, 2, 28); now < Date.UTC(2025, 3, 1); now += 17 * minuteMs) {
        const waitMs = untilWindowOpensMs({ from, to }, zone, now);
        expect(waitMs).toBeLessThanOrEqual(48 * 60 * minuteMs);
        const again = untilWindowOpensMs({ from, to }, zone, now + waitMs);
        expect([from, new Date(now).toISOString(), again === 0 || again > 12 * 60 * minuteMs]).toEqual([
          from,
          new Date(now).toISOString(),
          true,
        ]);
      }
    }
  });
});
