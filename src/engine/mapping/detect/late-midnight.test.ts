import { describe, expect, it } from 'vitest';
import { arraySource } from './array-source.ts';
import { proposeMapping } from './propose-mapping.ts';

const quarterMs = 900_000;

/** Quarter hours from `firstMs`; `dateMs` says the day whose date stands beside each clock time. */
function propose(count: number, firstMs: number, dateMs: (ms: number) => number, isNewestFirst = false) {
  const rows = Array.from({ length: count }, (_, place) => {
    const ms = firstMs + place * quarterMs;
    const [year, month, day] = new Date(dateMs(ms)).toISOString().slice(0, 10).split('-');
    const clock = new Date(ms).toISOString().slice(11, 16);
    return [`${day}/${month}/${year} ${clock}`, (3 + ((place * 7) % 10) / 10).toFixed(2)];
  });
  const ordered = isNewestFirst ? rows.toReversed() : rows;
  return proposeMapping(arraySource([{ columns: ['date', 'Usage_kWh'], rows: ordered }]), {}, []).mapping
    .time;
}

const first = Date.UTC(2018, 0, 1);

describe('midnight', () => {
  it.each([false, true])(
    'is the end of its date where it stands behind 23:45 (newest first: %s)',
    (isNewestFirst) => {
      const time = propose(96 * 20, first + quarterMs, (ms) => ms - 1, isNewestFirst);
      expect(time).toMatchObject({ stamp: { pattern: 'DD/MM/YYYY kk:mm' }, label: 'end' });
    },
  );

  it('is the start of its date where the dates go on with it', () => {
    const time = propose(96 * 20, first, (ms) => ms);
    expect(time).toMatchObject({ stamp: { pattern: 'DD/MM/YYYY HH:mm' }, label: 'start' });
  });

  it('is the start of each block where meters follow each other day by day', () => {
    const dayMs = 96 * quarterMs;
    const time = propose(96 * 20, first, (ms) => first + Math.floor((ms - first) / dayMs / 2) * dayMs);
    expect(time.stamp?.pattern).toBe('DD/MM/YYYY HH:mm');
  });
});
