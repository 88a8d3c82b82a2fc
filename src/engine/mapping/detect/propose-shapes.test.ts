import { describe, expect, it } from 'vitest';
import { arraySource } from './array-source.ts';
import { minutesIn } from './tell-interval.ts';
import { proposeMapping } from './propose-mapping.ts';

function propose(columns: string[], rows: readonly (readonly string[])[], labels: string[] = []) {
  return proposeMapping(arraySource([{ columns, rows, labels }]), {}, []);
}

function dayAt(place: number): string {
  return new Date(Date.UTC(2024, 0, 1) + place * 86_400_000).toISOString().slice(0, 10);
}

function two(count: number): string {
  return String(count).padStart(2, '0');
}

describe('shapes of time', () => {
  it('hours of the day may be written as ranges of bare hours', () => {
    const rows = Array.from({ length: 96 }, (_, place) => [
      dayAt(Math.floor(place / 24)),
      `${two(place % 24)} - ${two(((place % 24) + 1) % 24)}`,
      `${place % 7}.5`,
    ]);
    const { mapping } = propose(['', 'Hours', 'energy kWh'], rows);
    expect(mapping.time.stamp).toEqual({ columns: ['', 'Hours'], pattern: 'YYYY-MM-DD HH .. HH' });
  });

  it('the columns of a day may be named by hours in decimals', () => {
    const hours = Array.from({ length: 48 }, (_, slot) => (slot / 2).toFixed(1));
    const rows = Array.from({ length: 30 }, (_, place) => [
      dayAt(place),
      ...hours.map((_, slot) => `${(slot + place) % 5}.25`),
    ]);
    const { mapping } = propose(['date', ...hours], rows);
    expect(mapping.layout).toBe('wide-by-interval');
    expect(mapping.dayColumns.slice(0, 3).map(({ minute }) => minute)).toEqual([0, 30, 60]);
  });

  it('rows in UTC that begin an hour after midnight and stop at noon are no proof of ends', () => {
    const rows = Array.from({ length: 60 }, (_, place) => [
      `${new Date(Date.UTC(2024, 5, 1, 1) + place * 3_600_000).toISOString().slice(0, 19)}+00:00`,
      `${(place * 7) % 10}.5`,
    ]);
    expect(propose(['stamp', 'energy kWh'], rows).mapping.time.label).toBe('start');
  });

  it('a header is not contradicted by a file that merely stops at noon', () => {
    const rows = Array.from({ length: 60 }, (_, place) => {
      const at = new Date(Date.UTC(2024, 5, 1, 1) + place * 3_600_000).toISOString().slice(0, 16);
      return [at.replace('T', ' '), `${(place * 7) % 10}.5`];
    });
    const { mapping, warnings } = propose(['start', 'energy kWh'], rows);
    expect(mapping.time.label).toBe('start');
    expect(warnings).toEqual([]);
  });
});

describe('words around the data', () => {
  it.each(['[dd.MM.yyyy HH:mm]', 'Data for period starting: 2022-08-01 for 24 hours', 'last 7 days'])(
    'tell no length of interval in %s',
    (text) => {
      expect(minutesIn(text)).toBeNull();
    },
  );

  it('are no foreign language where an English sentence holds one of its words', () => {
    const rows = Array.from({ length: 60 }, (_, place) => [`${dayAt(place)} 00:00`, `${place % 10}.5`]);
    const { questions } = propose(['Timestamp', 'Energy kWh'], rows, ['Title: advanced metering data']);
    expect(questions.find(({ code }) => code === 'mapping/zone-unknown')?.text).not.toContain('Portuguese');
  });
});

describe('a figure per unit of energy', () => {
  it('is no reading, whatever money it is in', () => {
    const rows = Array.from({ length: 60 }, (_, place) => [
      dayAt(place),
      `${(place * 3) % 10}.5`,
      `${(place * 7) % 9}.2`,
    ]);
    const { mapping, evidence } = propose(['day', 'Use kWh', 'spot snt/kWh (ALV 24)'], rows);
    expect(mapping.values.map(({ column }) => column)).toEqual(['Use kWh']);
    expect(evidence.join(' ')).toContain('"spot snt/kWh (ALV 24)" is left out');
  });
});

describe('an hour number', () => {
  /** Hours numbered through the days of a Spanish year: 23 in spring, 25 in autumn. */
  function numberedYear(): string[][] {
    const rows: string[][] = [];
    let [day, hour] = ['', 0];
    for (let ms = Date.UTC(2024, 0, 31, 23); ms < Date.UTC(2024, 11, 14, 23); ms += 3_600_000) {
      const date = new Date(ms).toLocaleString('sv-SE', { timeZone: 'Europe/Madrid' }).slice(0, 10);
      hour = date === day ? hour + 1 : 1;
      day = date;
      rows.push([date, String(hour), `${(hour * 3) % 7}.5`]);
    }
    return rows;
  }

  it('that reaches 25 in autumn and 23 in spring proves a clock that changes', () => {
    const { questions, evidence } = propose(['Fecha', 'Hora', 'Consumo_kWh'], numberedYear());
    const question = questions.find(({ code }) => code === 'mapping/zone-unknown');
    expect(question?.suggestions[0]).toBe('Europe/Madrid');
    expect(evidence.join(' ')).toContain('The day 2024-10-27 has an hour more than others.');
  });
});
