import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutIndexes } from '../../domain/progress-spans.ts';
import type { Ranges } from '../../domain/progress-spans.ts';
import { afterRefused, afterSetAside, afterTaken, isOverdone, nextPart, startSearch } from './row-search.ts';
import type { RowSearch } from './row-search.ts';

interface Found {
  readonly requests: number;
  readonly setAside: readonly number[];
  readonly confirmed: number;
  readonly ending: 'done' | 'load-refused' | 'overdone';
}

function indexesOf(ranges: Ranges, most: number): number[] {
  const indexes: number[] = [];
  for (let i = 0; i < ranges.length; i += 2) {
    for (let index = ranges[i] ?? 0; index < (ranges[i + 1] ?? 0) && indexes.length < most; index++)
      indexes.push(index);
  }
  return indexes;
}

/** Searches a refused chunk against a VTN that refuses what holds one of the rows, and says no more. */
function search(within: Ranges, refused: ReadonlySet<number>, isLoadTaken: boolean): Found {
  let open: Ranges = within;
  let state: RowSearch | null = startSearch(within, isLoadTaken);
  let isTaken = isLoadTaken;
  const setAside: number[] = [];
  let [requests, confirmed] = [0, 0];
  while (state !== null) {
    const { ranges, maxPoints } = nextPart(state, open);
    const sent = indexesOf(ranges, maxPoints);
    requests++;
    if (!sent.some((index) => refused.has(index))) {
      isTaken = true;
      confirmed += sent.length;
      open = withoutIndexes(open, sent);
      state = afterTaken(state, sent.length, open);
    } else if (sent.length === 1 && isTaken) {
      setAside.push(...sent);
      open = withoutIndexes(open, sent);
      state = afterTaken(afterSetAside(state), 0, open);
    } else {
      state = afterRefused(state, sent.length);
      if (state === null) return { requests, setAside, confirmed, ending: 'load-refused' };
      if (isOverdone(state)) return { requests, setAside, confirmed, ending: 'overdone' };
    }
  }
  return { requests, setAside, confirmed, ending: 'done' };
}

const chunk = fc
  .record({ from: fc.nat(50), length: fc.integer({ min: 2, max: 3000 }), gap: fc.nat(9), more: fc.nat(300) })
  .map(({ from, length, gap, more }): Ranges => {
    const to = from + length;
    return gap === 0 || more === 0 ? [from, to] : [from, to, to + gap, to + gap + more];
  });

describe('rows that are refused without being named', () => {
  it('are found, each alone, and all the others confirmed, in at most log2(n) + 2 requests a row', () => {
    const rows = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(chunk, rows, fc.boolean(), (within, drawn, isLoadTaken) => {
        const all = indexesOf(within, Infinity);
        // At least one of those sent alone is taken, or rows would not be the reason.
        const refused = new Set(drawn.map((each) => all[each % all.length] ?? 0));
        if (!isLoadTaken) refused.delete(all[0] ?? 0);
        if (refused.size === 0) return;
        const found = search(within, refused, isLoadTaken);
        expect(found.ending).toBe('done');
        expect(found.setAside).toEqual([...refused].sort((a, b) => a - b));
        expect(found.confirmed).toBe(all.length - refused.size);
        expect(found.requests).toBeLessThanOrEqual(refused.size * (Math.ceil(Math.log2(all.length)) + 2) + 4);
      }),
      { numRuns: 300 },
    );
  });

  it('are told from a load that is refused as a whole after three requests', () => {
    const every = new Set(Array.from({ length: 5000 }, (_, index) => index));
    expect(search([0, 5000], every, false)).toMatchObject({ requests: 3, ending: 'load-refused' });
    expect(search([0, 2], every, false)).toMatchObject({ requests: 2, ending: 'load-refused' });
  });

  it('do not make the load refused when the first and the middle one are among them', () => {
    const found = search([0, 1000], new Set([0, 500]), false);
    expect(found).toMatchObject({ ending: 'done', setAside: [0, 500], confirmed: 998 });
  });

  it('end the search when they are too many, with what was found and taken until then kept', () => {
    const many = new Set(Array.from({ length: 500 }, (_, nth) => nth * 100 + 50));
    const found = search([0, 50_000], many, true);
    expect(found.ending).toBe('overdone');
    expect(found.requests).toBeLessThanOrEqual(20 * 18 + 3);
    expect(found.setAside.length).toBeGreaterThanOrEqual(20);
  });
});
