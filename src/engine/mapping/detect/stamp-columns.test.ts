import { describe, expect, it } from 'vitest';
import { arraySource } from './array-source.ts';
import { proposeMapping } from './propose-mapping.ts';

const first = Date.UTC(2024, 5, 12);

/** Two days of half hours; `stamp` writes the cells of the time. */
function propose(heads: readonly string[], stamp: (ms: number) => string[]) {
  const rows = Array.from({ length: 96 }, (_, place) => [
    ...stamp(first + place * 1_800_000),
    (0.2 + ((place * 7) % 10) / 10).toFixed(2),
  ]);
  return proposeMapping(arraySource([{ columns: [...heads, 'kWh'], rows }]), {}, []);
}

const iso = (ms: number): string => new Date(ms).toISOString();
const date = (ms: number): string => iso(ms).slice(0, 10).replaceAll('-', '');
const clock = (ms: number): string => iso(ms).slice(11, 16).replace(':', '');

describe('columns of time', () => {
  it.each([
    ['four digits', clock],
    ['digits without the leading zeros', (ms: number) => String(Number(clock(ms)))],
  ])('are a date of eight digits and a time of %s', (_, time) => {
    const { mapping } = propose(['Date', 'Time'], (ms) => [date(ms), time(ms)]);
    expect(mapping.time.stamp).toEqual({ columns: ['Date', 'Time'], pattern: 'YYYYMMDD HHmm' });
  });

  it.each([
    ['UTC offset', '+02:00'],
    ['Offset', '+0200'],
    ['Zone', 'CEST'],
  ])('say their zone in a column "%s" with %s', (head, offset) => {
    const { mapping, questions } = propose(['Time', head], (ms) => [
      iso(ms).slice(0, 16).replace('T', ' '),
      offset,
    ]);
    expect(mapping.time.stamp).toEqual({ columns: ['Time', head], pattern: 'YYYY-MM-DD HH:mm Z' });
    expect(mapping.time.zone).toBe('data');
    expect(questions.map(({ code }) => code)).not.toContain('mapping/zone-unknown');
  });

  it('say no zone where EST stands for an estimate', () => {
    const { mapping } = propose(['Time', 'Read'], (ms) => [iso(ms).slice(0, 16).replace('T', ' '), 'EST']);
    expect(mapping.time.stamp?.columns).toEqual(['Time']);
  });

  it('hold the days of a spreadsheet', () => {
    const { mapping } = propose(['Time'], (ms) => [(ms / 86_400_000 + 25_569).toFixed(6).replace('.', ',')]);
    expect(mapping.time.stamp).toEqual({ columns: ['Time'], pattern: 'excel' });
  });
});

describe('day and month', () => {
  const days = [11, 12, 13, 14].map((day) => ({
    columns: ['Date', 'kWh'],
    rows: Array.from({ length: 24 }, (_, hour) => [
      `${day}/06/2024 ${String(hour).padStart(2, '0')}:00`,
      (0.2 + ((hour * 7) % 10) / 10).toFixed(2),
    ]),
  }));

  it('are told apart by all parts of a file that are read alike', () => {
    const { mapping, questions } = proposeMapping(arraySource(days), {}, []);
    expect(mapping.datasets).toHaveLength(4);
    expect(mapping.time.stamp?.pattern).toBe('DD/MM/YYYY HH:mm');
    expect(questions.map(({ code }) => code)).not.toContain('mapping/date-order');
  });

  it('are asked for where no part tells', () => {
    const { questions } = proposeMapping(arraySource(days.slice(0, 1)), {}, []);
    expect(questions.map(({ code }) => code)).toContain('mapping/date-order');
  });
});
