import { describe, expect, it } from 'vitest';
import { arraySource } from './array-source.ts';
import { saidZone } from './choose-zone.ts';
import { proposeMapping } from './propose-mapping.ts';
import type { GivenAnswers } from './propose-mapping.ts';

const hourMs = 3_600_000;

/** What clocks in Copenhagen show at an instant: `2024-03-31 03:00`. */
function danishClock(ms: number): string {
  return new Date(ms).toLocaleString('sv-SE', { timeZone: 'Europe/Copenhagen' }).slice(0, 16);
}

/** Hourly readings of February to December; `stamp` writes the time. */
function yearOf(stamp: (ms: number) => string): string[][] {
  return Array.from({ length: 7700 }, (_, place) => [
    stamp(Date.UTC(2024, 1, 1) + place * hourMs),
    (0.2 + ((place * 13) % 10) / 10).toFixed(2),
  ]);
}

function propose(columns: string[], rows: string[][], given: GivenAnswers = {}, labels: string[] = []) {
  return proposeMapping(arraySource([{ columns, rows, labels }]), given, []);
}

describe('the zone of wall times', () => {
  it('is asked with the zones that the changeovers in the data and the language speak for', () => {
    const { questions, mapping } = propose(['Tidspunkt', 'Forbrug kWh', 'Målepunkt'], yearOf(danishClock));
    expect(mapping.time.zone).toBeNull();
    const [question] = questions;
    expect(question).toMatchObject({ code: 'mapping/zone-unknown', option: '--tz' });
    expect(question?.suggestions[0]).toBe('Europe/Copenhagen');
    expect(question?.text).toMatch(/2024-10-27 02:00 is there twice/);
  });

  it('is suggested to be UTC when a whole year has no changeover', () => {
    const rows = yearOf((ms) => new Date(ms).toISOString().slice(0, 16).replace('T', ' '));
    const { questions } = propose(['time', 'Verbrauch kWh'], rows);
    expect(questions[0]?.suggestions).toEqual(['UTC', '+01:00']);
  });

  it('is not suggested to be UTC by a month in which no clock here changes', () => {
    const rows = yearOf((ms) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')).slice(0, 600);
    const { questions } = propose(['time', 'Verbruik kWh'], rows);
    expect(questions[0]?.suggestions).toEqual(['Europe/Amsterdam', 'Europe/Brussels']);
  });

  it('is the given one', () => {
    const { mapping, questions } = propose(['time', 'kWh'], yearOf(danishClock), {
      zone: 'Europe/Copenhagen',
    });
    expect(mapping.time.zone).toBe('Europe/Copenhagen');
    expect(questions).toEqual([]);
  });

  it('is refused when nobody knows it', () => {
    expect(() => propose(['time', 'kWh'], yearOf(danishClock), { zone: 'Europe/Kopenhagen' })).toThrow(
      /no time zone/,
    );
  });

  it('is taken from a line around the data that names it', () => {
    const { mapping } = propose(['time', 'kWh'], yearOf(danishClock), {}, ['Time zone: Europe/Copenhagen']);
    expect(mapping.time.zone).toBe('Europe/Copenhagen');
  });
});

describe('a Z on local time', () => {
  it('is warned of where the hours of a changeover are missing and doubled', () => {
    const rows = yearOf((ms) => `${danishClock(ms).replace(' ', 'T')}:00Z`);
    const { warnings, mapping, confidence } = propose(['time', 'kWh'], rows);
    expect(mapping.time.zone).toBe('data');
    expect(warnings[0]).toMatchObject({ code: 'mapping/false-utc' });
    expect(confidence).toBeLessThan(0.6);
  });

  it('is believed where a year has all its hours', () => {
    const { warnings } = propose(
      ['time', 'kWh'],
      yearOf((ms) => new Date(ms).toISOString()),
    );
    expect(warnings).toEqual([]);
  });
});

describe('a zone in a header', () => {
  it.each([
    ['Date/time UTC', 'UTC'],
    ['Zeit (UTC+1)', '+01:00'],
    ['time GMT-03:30', '-03:30'],
    ['Timestamp AEST', '+10:00'],
    ['Timezone America/New_York', 'America/New_York'],
    ['Time', null],
  ])('of "%s" is %s', (text, zone) => {
    expect(saidZone(text)).toBe(zone);
  });
});

describe('the label', () => {
  const ends = Array.from({ length: 96 * 3 }, (_, place) => [
    new Date(Date.UTC(2024, 4, 1) + (place + 1) * 900_000).toISOString().slice(0, 16).replace('T', ' '),
    (place % 7).toFixed(1),
  ]);

  it('is the end when days run from 00:15 to midnight', () => {
    expect(propose(['Zeitstempel', 'kWh'], ends).mapping.time.label).toBe('end');
  });

  it('is that of the header when the stamps contradict it, with a warning that shows both', () => {
    const { mapping, warnings } = propose(['Start', 'kWh'], ends);
    expect(mapping.time.label).toBe('start');
    expect(warnings[0]?.text).toMatch(/header says "start".*look like the end/i);
  });

  it('is the given one', () => {
    expect(propose(['Start', 'kWh'], ends, { label: 'end' }).mapping.time.label).toBe('end');
  });
});

describe('the interval', () => {
  it('that a column claims is compared with the stamps', () => {
    const rows = yearOf((ms) => new Date(ms).toISOString()).map(([stamp = '', value = '']) => [
      stamp,
      'QH',
      value,
    ]);
    const { warnings } = propose(['time', 'Messintervall', 'kWh'], rows);
    expect(warnings[0]?.text).toBe('"QH" says 15 min, but the rows follow at 1 h.');
  });
});
