import { expect, test, vi } from 'vitest';
import type { SeriesPlot } from '../../../contract/series-shapes.ts';
import { PlotFeed } from './plot-feed.ts';
import type { Span } from './plot-span.ts';

const whole = { fromMs: 0, toMs: 1_000_000 };

function feedByHand() {
  const asked: { span: Span; columns: number; answer: () => void }[] = [];
  const onPlot = vi.fn<(plot: SeriesPlot) => void>();
  const onFail = vi.fn();
  const feed = new PlotFeed({
    fetchPlot: (span, columns) =>
      new Promise((resolve) => {
        const atMs = Array.from({ length: columns }, (_, at) => span.fromMs + at);
        const values = atMs.map(() => 1);
        asked.push({
          span,
          columns,
          answer: () =>
            resolve({ ...span, unit: 'kWh', intervals: 9, exact: false, atMs, min: values, max: values }),
        });
      }),
    onPlot,
    onBusy: () => {},
    onFail,
  });
  return { feed, asked, onPlot };
}

test('while an answer is on its way only the latest span is remembered', async () => {
  const { feed, asked, onPlot } = feedByHand();
  feed.want({ fromMs: 0, toMs: 1000 }, whole, 100);
  for (let at = 1; at <= 50; at += 1) feed.want({ fromMs: at * 5000, toMs: at * 5000 + 1000 }, whole, 100);
  expect(asked).toHaveLength(1);
  asked[0]?.answer();
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[1]?.span).toEqual({ fromMs: 249_500, toMs: 251_500 });
  asked[1]?.answer();
  await vi.waitFor(() => expect(onPlot).toHaveBeenCalledTimes(2));
  expect(asked).toHaveLength(2);
});

test('moving within what is there asks for nothing, zooming in asks for finer columns', async () => {
  const { feed, asked, onPlot } = feedByHand();
  feed.want({ fromMs: 400_000, toMs: 500_000 }, whole, 100);
  asked[0]?.answer();
  await vi.waitFor(() => expect(onPlot).toHaveBeenCalledTimes(1));
  feed.want({ fromMs: 420_000, toMs: 520_000 }, whole, 100);
  expect(asked).toHaveLength(1);
  feed.want({ fromMs: 450_000, toMs: 460_000 }, whole, 100);
  await vi.waitFor(() => expect(asked).toHaveLength(2));
});
