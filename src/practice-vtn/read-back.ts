import { invalid, json } from './answer.ts';
import type { Reply } from './answer.ts';
import { QueryCheck } from './check-query.ts';
import { instantText } from './instant.ts';
import type { PointStore, StartRange, StoredSeries } from './point-store.ts';
import type { Call } from './route.ts';

const limits = { least: 1, most: 50_000, fallback: 10_000 };

/**
 * `GET /report_data`: the stored intervals whose start is in [start, end), ascending, a page at a time.
 * `next` is what the following page takes as `after`; null on the last one. `endpoint` (bulk unless said)
 * tells which store: a regular upload is found under its report id.
 */
export function readIntervals(points: PointStore, call: Call): Reply {
  const check = new QueryCheck(call.query);
  const { series, range } = seriesAndRange(check);
  const limit = check.integer('limit', limits);
  const afterMs = check.instant('after', Number.NEGATIVE_INFINITY);
  if (check.problems.length > 0) return invalid(check.problems);
  const fromMs = Math.max(range.fromMs, afterMs + 1);
  const found = points.read(series, { ...range, fromMs }, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const intervals = page.map(({ startMs, endMs, value, quality }) => ({
    interval_start: instantText(startMs),
    interval_end: instantText(endMs),
    value,
    quality_code: quality,
  }));
  return json(200, {
    intervals,
    next: found.length > limit && last !== undefined ? instantText(last.startMs) : null,
  });
}

/** `GET /report_data/count`: how many intervals `readIntervals` would find in all its pages. */
export function countIntervals(points: PointStore, call: Call): Reply {
  const check = new QueryCheck(call.query);
  const { series, range } = seriesAndRange(check);
  if (check.problems.length > 0) return invalid(check.problems);
  return json(200, { count: points.count(series, range) });
}

function seriesAndRange(check: QueryCheck): { readonly series: StoredSeries; readonly range: StartRange } {
  return {
    series: {
      endpoint: check.choice('endpoint', ['bulk', 'regular'], 'bulk'),
      resource: check.uuid('resource_id'),
    },
    range: {
      fromMs: check.instant('start', Number.NEGATIVE_INFINITY),
      toMs: check.instant('end', Number.POSITIVE_INFINITY),
    },
  };
}
