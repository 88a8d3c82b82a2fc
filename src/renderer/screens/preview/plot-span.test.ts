import { expect, test } from 'vitest';
import { covers, panned, showing, withRoom, zoomed } from './plot-span.ts';

const whole = { fromMs: 0, toMs: 1000 };

test('panning stops at the ends of the series and keeps its length', () => {
  expect(panned({ fromMs: 100, toMs: 300 }, -500, whole)).toEqual({ fromMs: 0, toMs: 200 });
  expect(panned({ fromMs: 100, toMs: 300 }, 5000, whole)).toEqual({ fromMs: 800, toMs: 1000 });
});

test('zooming keeps what is under the pointer in its place', () => {
  expect(zoomed({ fromMs: 0, toMs: 1000 }, 0.5, 200, whole, 10)).toEqual({ fromMs: 100, toMs: 600 });
});

test('zooming ends at a few intervals and at the whole series', () => {
  expect(zoomed({ fromMs: 400, toMs: 500 }, 0.001, 450, whole, 10)).toEqual({ fromMs: 445, toMs: 455 });
  expect(zoomed({ fromMs: 400, toMs: 500 }, 1000, 450, whole, 10)).toEqual(whole);
});

test('what is fetched reaches half a span beyond what is shown', () => {
  const asked = withRoom({ fromMs: 400, toMs: 600 }, whole);
  expect(asked).toEqual({ fromMs: 300, toMs: 700 });
  expect(covers(asked, { fromMs: 350, toMs: 550 })).toBe(true);
  expect(covers(asked, { fromMs: 250, toMs: 450 })).toBe(false);
});

test('a row of the table out of view brings the span to it', () => {
  expect(showing({ fromMs: 400, toMs: 600 }, 500, whole)).toEqual({ fromMs: 400, toMs: 600 });
  const shown = showing({ fromMs: 400, toMs: 600 }, 900, whole);
  expect(shown.fromMs <= 900 && shown.toMs >= 900).toBe(true);
});
