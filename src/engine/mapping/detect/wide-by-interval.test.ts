import { describe, expect, it } from 'vitest';
import { arraySource } from './array-source.ts';
import { proposeMapping } from './propose-mapping.ts';

const clocks = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);

/** Three days with a number in each column, but in those that `empty` names. */
function propose(heads: readonly string[], empty: readonly string[] = []) {
  const rows = [12, 13, 14].map((day) => [
    `2024-10-${day}`,
    ...heads.map((head, place) =>
      empty.includes(head) ? '' : (0.2 + ((place * 7 + day) % 10) / 10).toFixed(2),
    ),
  ]);
  return proposeMapping(arraySource([{ columns: ['Date', ...heads], rows }]), {}, []);
}

const minutes = (proposal: ReturnType<typeof propose>) =>
  proposal.mapping.dayColumns.map(
    ({ column, minute, isRepeated }) => `${column} ${minute}${isRepeated ? ' again' : ''}`,
  );

describe('the columns of a day', () => {
  it.each([
    ['02A', '02B'],
    ['2a', '2b'],
    ['02:00', '02:00 (2)'],
    ['02:00', '02*'],
  ])('name the two equal hours of autumn %s and %s', (first, second) => {
    const heads = clocks.flatMap((clock, hour) => (hour === 2 ? [first, second] : [clock]));
    const found = minutes(propose(heads, [second]));
    expect(found).toHaveLength(25);
    expect(found.slice(1, 5)).toEqual(['01:00 60', `${first} 120`, `${second} 120 again`, '03:00 180']);
  });

  it('number the hours with one that is there twice', () => {
    const heads = Array.from({ length: 24 }, (_, hour) => `Hour ${hour + 1}`);
    heads.splice(2, 1, 'Hour 3A', 'Hour 3B');
    const found = minutes(propose(heads, ['Hour 3B']));
    expect(found.slice(1, 5)).toEqual(['Hour 2 60', 'Hour 3A 120', 'Hour 3B 120 again', 'Hour 4 180']);
    expect(found.at(-1)).toBe('Hour 24 1380');
  });

  it('are hours and their halves', () => {
    const heads = Array.from({ length: 48 }, (_, half) => (half / 2).toFixed(1));
    const { mapping } = propose(heads);
    expect(mapping.time.interval).toBe('PT30M');
    expect(mapping.dayColumns.at(-1)).toMatchObject({ column: '23.5', minute: 1410 });
  });

  it('leave no column of numbers out without a word', () => {
    const { mapping, evidence } = propose([...clocks, 'Total', 'Peak']);
    expect(mapping.dayColumns).toHaveLength(24);
    expect(evidence.join('\n')).toContain('left out: "Total" and "Peak"');
  });
});
