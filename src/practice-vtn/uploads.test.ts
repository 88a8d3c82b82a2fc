import { gzipSync } from 'node:zlib';
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
import { startPracticeVtn } from './start-practice-vtn.ts';
import type { PracticeVtn } from './start-practice-vtn.ts';

let vtn: PracticeVtn;

beforeEach(async () => {
  vtn = await startPracticeVtn({ databasePath: ':memory:' });
});

afterEach(() => vtn.close());

describe('a bulk upload', () => {
  it('is confirmed with the full count and stored interval by interval', async () => {
    const points = hourlyPoints(3);
    const answered = await upload(
      vtn,
      points,
      `resource_id=${resourceA}&batch_size=10000&report_id=${reportR}`,
    );
    expect(answered.status).toBe(201);
    expect(contentOf(answered)).toMatchObject({
      resource_id: resourceA,
      report_id: reportR,
      entries_created: 3,
      mode: 'bulk',
      batch_size: 10000,
    });
    expect(vtn.storedResources()).toEqual([resourceA]);
    const startMs = Date.UTC(2025, 0, 15, 8);
    expect(vtn.storedIntervals(resourceA)).toEqual(
      [0, 1, 2].map((hour) => ({
        startMs: startMs + hour * 3_600_000,
        endMs: startMs + (hour + 1) * 3_600_000,
        value: 100 + hour,
        quality: 'GOOD',
      })),
    );
  });

  it('that is sent again replaces what was there and is counted as a rewrite, not doubled', async () => {
    await upload(vtn, hourlyPoints(4));
    await upload(vtn, hourlyPoints(4));
    expect(vtn.observations()).toMatchObject({
      requests: 2,
      pointsReceived: 8,
      pointsStored: 4,
      rewrites: 4,
      changedRewrites: 0,
      requestsByStatus: { '201': 2 },
    });
  });

  it.each([
    ['value', { value: 7 }, `resource_id=${resourceA}`],
    ['quality', { quality_code: 'ESTIMATED' }, `resource_id=${resourceA}`],
    ['end', { interval_end: '2025-01-15T08:30:00Z' }, `resource_id=${resourceA}`],
    ['report id', {}, `resource_id=${resourceA}&report_id=${reportR}`],
  ])('that rewrites a point with another %s is seen', async (_what, change, query) => {
    const [point] = hourlyPoints(1);
    await upload(vtn, [point]);
    await upload(vtn, [{ ...point, ...change }], query);
    expect(vtn.observations()).toMatchObject({ pointsStored: 1, rewrites: 1, changedRewrites: 1 });
  });

  it('takes the quality to be GOOD when none is given, and instants in any zone', async () => {
    const point = {
      interval_start: '2025-01-15T09:00:00+01:00',
      interval_end: '2025-01-15T09:00:00Z',
      value: -1.5,
    };
    expect((await upload(vtn, [point])).status).toBe(201);
    const startMs = Date.UTC(2025, 0, 15, 8);
    expect(vtn.storedIntervals(resourceA.toUpperCase())).toEqual([
      { startMs, endMs: startMs + 3_600_000, value: -1.5, quality: 'GOOD' },
    ]);
  });

  it('with bad rows is refused as a whole, with the place of every one, and nothing is written', async () => {
    const [good] = hourlyPoints(1);
    const naive = '2025-01-15T08:00:00';
    const answered = await upload(vtn, [
      good,
      { ...good, interval_start: naive },
      { ...good, interval_end: good?.interval_start },
      { ...good, value: '12' },
      { ...good, value: null },
      { ...good, quality_code: 'BAD' },
      { ...good, interval_start: 'yesterday', value: true },
      { interval_start: good?.interval_start },
      42,
    ]);
    expect(answered.status).toBe(422);
    expect(problemsOf(answered)).toEqual([
      'timezone_aware body.1.interval_start',
      'value_error body.2.interval_end',
      'float_parsing body.3.value',
      'float_type body.4.value',
      'enum body.5.quality_code',
      'datetime_from_date_parsing body.6.interval_start',
      'float_type body.6.value',
      'missing body.7.interval_end',
      'missing body.7.value',
      'model_attributes_type body.8',
    ]);
    expect(contentOf<{ detail: unknown[] }>(answered).detail[0]).toEqual({
      type: 'timezone_aware',
      loc: ['body', 1, 'interval_start'],
      msg: 'Input should have timezone info',
      input: naive,
    });
    expect(vtn.observations().pointsStored).toBe(0);
  });

  it('with a value beyond every number is refused, as it could not be stored', async () => {
    const text = JSON.stringify(hourlyPoints(1)).replace('100', '1e999');
    const answered = await upload(vtn, text);
    expect(problemsOf(answered)).toEqual(['finite_number body.0.value']);
  });

  it.each([
    ['batch_size=10', 'missing query.resource_id'],
    ['resource_id=load-1', 'uuid_parsing query.resource_id'],
    [`resource_id=${resourceA}&batch_size=10001`, 'less_than_equal query.batch_size'],
    [`resource_id=${resourceA}&batch_size=0`, 'greater_than_equal query.batch_size'],
    [`resource_id=${resourceA}&batch_size=many`, 'int_parsing query.batch_size'],
    [`resource_id=${resourceA}&report_id=r`, 'uuid_parsing query.report_id'],
  ])('with the query %s is refused and told which setting is wrong', async (query, problem) => {
    const answered = await upload(vtn, hourlyPoints(1), query);
    expect(answered.status).toBe(422);
    expect(problemsOf(answered)).toEqual([problem]);
    expect(vtn.storedResources()).toEqual([]);
  });

  it.each([
    ['[{"value":1},x]', 'json_invalid body.13'],
    ['{"a":1}', 'list_type body'],
    ['', 'missing body'],
  ])('with the body %j is refused and told where it is wrong', async (body, problem) => {
    const answered = await upload(vtn, body);
    expect(answered.status).toBe(422);
    expect(problemsOf(answered)).toEqual([problem]);
  });

  it('that is compressed is refused, as FastAPI knows no gzip', async () => {
    const body = gzipSync(JSON.stringify(hourlyPoints(1)));
    const answered = await upload(vtn, '', undefined, { body, headers: { 'content-encoding': 'gzip' } });
    expect([answered.status, answered.text]).toEqual([
      400,
      '{"detail":"There was an error parsing the body"}',
    ]);
  });

  it('that is no JSON by its content type is refused with 415', async () => {
    const answered = await upload(vtn, hourlyPoints(1), undefined, {
      headers: { 'content-type': 'text/plain' },
    });
    expect(answered.status).toBe(415);
    expect(vtn.observations().pointsStored).toBe(0);
  });

  it('of 50,000 points with a batch size of 10,000 is taken whole', async () => {
    const answered = await upload(vtn, hourlyPoints(50_000), `resource_id=${resourceA}&batch_size=10000`);
    expect(contentOf(answered)).toMatchObject({ entries_created: 50_000 });
    expect(vtn.observations().pointsStored).toBe(50_000);
  });

  it('above 64 MB is refused with 413 after it was taken to its end, so that the client hears so', async () => {
    const answered = await upload(vtn, '', undefined, { body: Buffer.alloc(64 * 1024 * 1024 + 1, 0x20) });
    expect(answered.status).toBe(413);
    expect(answered.headers['content-type']).toBe('text/html');
  });
});

describe('a regular upload', () => {
  it('is kept apart from a bulk upload of the same interval, as the original tags it differently', async () => {
    const body = JSON.stringify(hourlyPoints(2));
    const path = `/openadr3/report_data?report_id=${reportR}`;
    const answered = await ask(vtn, { method: 'POST', path, body });
    expect(answered.status).toBe(201);
    expect(contentOf(answered)).toMatchObject({ report_id: reportR, entries_created: 2, mode: 'regular' });
    await upload(vtn, hourlyPoints(2), `resource_id=${reportR}`);
    expect(vtn.observations()).toMatchObject({ pointsStored: 4, rewrites: 0 });
    expect(vtn.storedResources('regular')).toEqual([reportR]);
    expect(vtn.storedIntervals(reportR, 'regular')).toHaveLength(2);
  });

  it('without a report id is refused and told so', async () => {
    const answered = await ask(vtn, { method: 'POST', path: '/openadr3/report_data', body: '[]' });
    expect(problemsOf(answered)).toEqual(['missing query.report_id']);
  });
});

describe('a practice VTN that reads gzip', () => {
  it('stores what a compressed upload holds, and refuses what only pretends to be gzip', async () => {
    const open = await startPracticeVtn({ databasePath: ':memory:', acceptGzip: true });
    try {
      const headers = { 'content-encoding': 'gzip' };
      const body = gzipSync(JSON.stringify(hourlyPoints(5)));
      expect((await upload(open, '', undefined, { body, headers })).status).toBe(201);
      expect(open.observations().pointsStored).toBe(5);
      expect((await upload(open, hourlyPoints(1), undefined, { headers })).status).toBe(400);
    } finally {
      await open.close();
    }
  });
});

describe('a practice VTN that knows only registered resources', () => {
  it('answers 404 to the others and takes uploads to its own', async () => {
    const strict = await startPracticeVtn({ databasePath: ':memory:', knownResources: 'registered' });
    try {
      const unknown = await upload(strict, hourlyPoints(1), `resource_id=${resourceB}`);
      expect([unknown.status, unknown.text]).toEqual([404, `{"detail":"Resource ${resourceB} not found"}`]);
      const registration = {
        id: 'load_0',
        resource_name: 'Site - load 0',
        resource_type: 'LOAD',
        ven_name: 'ven-1',
        external_resource_id: 'site_load_0',
        service_location: { meterpoint_id: '707057500012345678', longitude: 10.4, latitude: 63.4 },
      };
      const registered = await ask(strict, {
        method: 'POST',
        path: '/openadr3/resources',
        body: JSON.stringify(registration),
      });
      const { id } = contentOf<{ id: string }>(registered);
      const known = await upload(strict, hourlyPoints(1), `resource_id=${id}`);
      expect(known.status).toBe(201);
      expect(contentOf(known)).toMatchObject({ meter_id: '707057500012345678' });
    } finally {
      await strict.close();
    }
  });
});
