import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ask,
  contentOf,
  hourlyPoints,
  problemsOf,
  reportR,
  resourceA,
  resourceB,
  upload,
} from '../../test/suites/practice-vtn-client.ts';
import type { Answered, WirePoint } from '../../test/suites/practice-vtn-client.ts';
import { startPracticeVtn } from './start-practice-vtn.ts';
import type { PracticeVtn } from './start-practice-vtn.ts';

interface Page {
  readonly intervals: WirePoint[];
  readonly next: string | null;
}

let vtn: PracticeVtn;

beforeEach(async () => {
  vtn = await startPracticeVtn({ databasePath: ':memory:' });
});

afterEach(() => vtn.close());

function read(query: string, path = ''): Promise<Answered> {
  return ask(vtn, { path: `/openadr3/report_data${path}?${query}` });
}

describe('reading back', () => {
  it('gives every interval as it was sent, in order, whatever the order of sending', async () => {
    const points = hourlyPoints(6);
    await upload(vtn, points.slice(3));
    await upload(vtn, points.slice(0, 3).reverse());
    await upload(vtn, hourlyPoints(1), `resource_id=${resourceB}`);
    expect(contentOf(await read(`resource_id=${resourceA}`))).toEqual({ intervals: points, next: null });
  });

  it('takes starts from `start` on and before `end`', async () => {
    const points = hourlyPoints(6);
    await upload(vtn, points);
    const range = `resource_id=${resourceA}&start=2025-01-15T09:00:00Z&end=2025-01-15T12:00:00%2B01:00`;
    expect(contentOf<Page>(await read(range)).intervals).toEqual(points.slice(1, 3));
    expect(contentOf(await read(range, '/count'))).toEqual({ count: 2 });
  });

  it('comes in pages that together hold each interval once', async () => {
    const points = hourlyPoints(7);
    await upload(vtn, points);
    const found: WirePoint[] = [];
    let after: string | null = '';
    let pages = 0;
    while (after !== null) {
      const from: string = after === '' ? '' : `&after=${after}`;
      const page: Page = contentOf<Page>(await read(`resource_id=${resourceA}&limit=3${from}`));
      found.push(...page.intervals);
      after = page.next;
      pages += 1;
    }
    expect(pages).toBe(3);
    expect(found).toEqual(points);
    expect(contentOf(await read(`resource_id=${resourceA}`, '/count'))).toEqual({ count: 7 });
  });

  it('finds a regular upload under its report id, apart from the bulk ones', async () => {
    const body = JSON.stringify(hourlyPoints(2));
    await ask(vtn, { method: 'POST', path: `/openadr3/report_data?report_id=${reportR}`, body });
    expect(contentOf(await read(`resource_id=${reportR}`, '/count'))).toEqual({ count: 0 });
    expect(contentOf(await read(`resource_id=${reportR}&endpoint=regular`, '/count'))).toEqual({ count: 2 });
  });

  it.each([
    ['', 'missing query.resource_id'],
    ['resource_id=x', 'uuid_parsing query.resource_id'],
    [`resource_id=${resourceA}&start=2025-01-15T09:00:00`, 'timezone_aware query.start'],
    [`resource_id=${resourceA}&end=never`, 'datetime_from_date_parsing query.end'],
    [`resource_id=${resourceA}&limit=50001`, 'less_than_equal query.limit'],
    [`resource_id=${resourceA}&endpoint=other`, 'enum query.endpoint'],
  ])('with the query %j is refused and told what is wrong', async (query, problem) => {
    const answered = await read(query);
    expect([answered.status, problemsOf(answered)]).toEqual([422, [problem]]);
  });

  it('does not count as traffic, so that a check does not change what it looks at', async () => {
    await read(`resource_id=${resourceA}`);
    const observed = await ask(vtn, { path: '/openadr3/practice/observations' });
    expect(contentOf(observed)).toEqual({ ...vtn.observations(), requests: 0, requestsByStatus: {} });
  });
});
