import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commonRanges,
  countPoints,
  firstPoints,
  indexesAt,
  openRanges,
  paintSpans,
  plainPaint,
  rangesInState,
  tallySpans,
  withoutIndexes,
} from './progress-spans.ts';
import type { Paint, Span } from './progress-spans.ts';

const planned = 40;

/** The naive model: one entry an interval, null being unsent. */
type Cells = Paint[];

interface Stroke {
  readonly from: number;
  readonly to: number;
  readonly paint: Paint;
}

const rejected = (text: string): Paint => ({ state: 'rejected', code: 'c', text, subject: null });
const paints = fc.constantFrom<Paint>(
  null,
  plainPaint('sending'),
  plainPaint('confirmed'),
  plainPaint('uncertain'),
  rejected('a'),
  rejected('b'),
);
const strokes = fc.array(
  fc
    .record({ at: fc.nat(planned - 1), length: fc.integer({ min: 1, max: planned }), paint: paints })
    .map(({ at, length, paint }): Stroke => ({ from: at, to: Math.min(planned, at + length), paint })),
  { maxLength: 25 },
);
const rangeLists = fc.uniqueArray(fc.nat(planned), { maxLength: 12 }).map((edges) => {
  const sorted = edges.sort((a, b) => a - b);
  return sorted.slice(0, sorted.length - (sorted.length % 2));
});

function lay(drawn: readonly Stroke[]): { spans: Span[]; cells: Cells } {
  let spans: Span[] = [];
  const cells: Cells = Array<Paint>(planned).fill(null);
  for (const { from, to, paint } of drawn) {
    spans = paintSpans(spans, [{ ranges: [from, to], paint }]);
    cells.fill(paint, from, to);
  }
  return { spans, cells };
}

function spread(ranges: readonly number[]): number[] {
  const indexes: number[] = [];
  for (let i = 0; i < ranges.length; i += 2) {
    for (let index = ranges[i] ?? 0; index < (ranges[i + 1] ?? 0); index++) indexes.push(index);
  }
  return indexes;
}

const indexesWhere = (cells: Cells, isWanted: (paint: Paint) => boolean): number[] =>
  cells.flatMap((paint, index) => (isWanted(paint) ? [index] : []));

describe('progress as ranges agrees with a list that has an entry for each interval', () => {
  it('however it is painted: same states, in order, disjoint, and as few spans as there can be', () => {
    fc.assert(
      fc.property(strokes, (drawn) => {
        const { spans, cells } = lay(drawn);
        const painted: Cells = Array<Paint>(planned).fill(null);
        let endOfLast = 0;
        for (const { from, to, ...paint } of spans) {
          expect(from).toBeGreaterThanOrEqual(endOfLast);
          expect(to).toBeGreaterThan(from);
          painted.fill(paint, from, to);
          endOfLast = to;
        }
        expect(painted).toEqual(cells);
        const changes = cells.filter(
          (paint, at) => paint !== null && JSON.stringify(paint) !== JSON.stringify(cells[at - 1] ?? null),
        );
        expect(spans).toHaveLength(changes.length);
      }),
      { numRuns: 500 },
    );
  });

  it('painted in parts, each of many ranges, just as range by range; what is not met stays as it is', () => {
    const parts = fc.array(fc.record({ ranges: rangeLists, paint: paints }), { maxLength: 6 });
    fc.assert(
      fc.property(strokes, parts, (drawn, laid) => {
        const { spans } = lay(drawn);
        const painted = paintSpans(spans, laid);
        let singly: readonly Span[] = spans;
        for (const { ranges, paint } of laid) {
          for (let i = 0; i < ranges.length; i += 2)
            singly = paintSpans(singly, [{ ranges: ranges.slice(i, i + 2), paint }]);
        }
        expect(painted).toEqual(singly);
        const touched = laid.flatMap(({ ranges }) => ranges);
        const [low, high] = [Math.min(...touched), Math.max(...touched)];
        for (const span of spans.filter(({ from, to }) => to < low || from > high))
          expect(painted).toContain(span);
      }),
      { numRuns: 500 },
    );
  });

  it('in what is counted, and in what is still to send', () => {
    fc.assert(
      fc.property(strokes, (drawn) => {
        const { spans, cells } = lay(drawn);
        const count = (...states: string[]): number =>
          indexesWhere(cells, (paint) => states.includes(paint?.state ?? 'unsent')).length;
        expect(tallySpans(spans)).toEqual({
          confirmed: count('confirmed'),
          rejected: count('rejected'),
          uncertain: count('uncertain', 'sending'),
        });
        const open = openRanges(spans, planned);
        expect(spread(open)).toEqual(
          indexesWhere(cells, (paint) => paint === null || paint.state === 'uncertain'),
        );
        expect(countPoints(open)).toBe(spread(open).length);
        expect(spread(rangesInState(spans, 'uncertain'))).toEqual(
          indexesWhere(cells, (paint) => paint?.state === 'uncertain'),
        );
      }),
    );
  });

  it('in finding the intervals of a chunk by their position', () => {
    fc.assert(
      fc.property(rangeLists, fc.uniqueArray(fc.nat(planned)), (ranges, picked) => {
        const indexes = spread(ranges);
        const positions = picked.filter((position) => position < indexes.length).sort((a, b) => a - b);
        const found = indexesAt(ranges, positions);
        expect(found).toEqual(positions.map((position) => indexes[position]));
        expect(spread(withoutIndexes(ranges, found))).toEqual(
          indexes.filter((index) => !found.includes(index)),
        );
      }),
    );
  });

  it('in the first so many intervals', () => {
    fc.assert(
      fc.property(rangeLists, fc.nat(planned), (ranges, most) => {
        expect(spread(firstPoints(ranges, most))).toEqual(spread(ranges).slice(0, most));
      }),
    );
  });

  it('in what two lists of ranges have in common', () => {
    fc.assert(
      fc.property(rangeLists, rangeLists, (a, b) => {
        const inB = new Set(spread(b));
        expect(spread(commonRanges(a, b))).toEqual(spread(a).filter((index) => inB.has(index)));
      }),
    );
  });
});

it('refused neighbours with different reasons stay apart, equal ones become one line of the list', () => {
  const spans = paintSpans(
    [],
    [
      { ranges: [0, 1, 2, 3], paint: rejected('a') },
      { ranges: [1, 2], paint: rejected('b') },
    ],
  );
  expect(spans).toHaveLength(3);
  expect(paintSpans(spans, [{ ranges: [1, 2], paint: rejected('a') }])).toEqual([
    { from: 0, to: 3, ...rejected('a') },
  ]);
});

it('a confirmed series is one span, whatever the chunks were', () => {
  let spans: Span[] = [];
  for (const at of [30, 0, 20, 10])
    spans = paintSpans(spans, [{ ranges: [at, at + 10], paint: plainPaint('confirmed') }]);
  expect(spans).toEqual([{ from: 0, to: 40, ...plainPaint('confirmed') }]);
});
