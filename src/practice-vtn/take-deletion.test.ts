import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ask,
  contentOf,
  hourlyPoints,
  problemsOf,
  resourceA,
  resourceB,
  upload,
} from '../../test/suites/practice-vtn-client.ts';
import type { Answered, Asked } from '../../test/suites/practice-vtn-client.ts';
import { startPracticeVtn } from './start-practice-vtn.ts';
import type { PracticeVtn } from './start-practice-vtn.ts';

let vtn: PracticeVtn;

beforeEach(async () => {
  vtn = await startPracticeVtn({ databasePath: ':memory:' });
  await upload(vtn, hourlyPoints(5));
  await upload(vtn, hourlyPoints(5), `resource_id=${resourceB}`);
});

afterEach(() => vtn.close());

function remove(content: unknown, extra: Partial<Asked> = {}): Promise<Answered> {
  const path = `/openadr3/report_data/delete?resource_id=${resourceA}`;
  return ask(vtn, { method: 'POST', path, body: JSON.stringify(content), ...extra });
}

describe('deleting', () => {
  it('takes away exactly the intervals named, at the resource named, and may be asked twice', async () => {
    const first = await remove(hourlyPoints(3));
    expect([first.status, contentOf(first)]).toMatchObject([200, { entries_deleted: 3, entries_left: 0 }]);
    expect(contentOf(await remove(hourlyPoints(3)))).toMatchObject({ entries_deleted: 0, entries_left: 0 });
    expect(vtn.storedIntervals(resourceA).map(({ value }) => value)).toEqual([103, 104]);
    expect(vtn.storedIntervals(resourceB)).toHaveLength(5);
  });

  it('leaves an interval that is stored otherwise, and says that it is there', async () => {
    const changed = hourlyPoints(4).map((point, row) => ({
      ...point,
      value: row === 1 ? 7 : point.value,
      quality_code: row === 2 ? 'ESTIMATED' : 'GOOD',
      interval_end: row === 3 ? '2025-01-15T11:30:00Z' : point.interval_end,
    }));
    expect(contentOf(await remove(changed))).toMatchObject({ entries_deleted: 1, entries_left: 3 });
    expect(vtn.storedIntervals(resourceA).map(({ value }) => value)).toEqual([101, 102, 103, 104]);
  });

  it('wants a token, and checks rows as strictly as an upload', async () => {
    const stranger = await remove(hourlyPoints(1), { headers: { authorization: 'Bearer x' } });
    const wrong = await remove([{ interval_start: '2025-01-15T08:00:00Z' }]);
    expect(stranger.status).toBe(401);
    expect([wrong.status, problemsOf(wrong)[0]]).toEqual([422, 'missing body.0.interval_end']);
    expect(vtn.observations().pointsStored).toBe(10);
  });

  it.each([
    ['server-error', 500],
    ['rate-limited', 429],
    ['unauthorized', 401],
  ] as const)('is refused with nothing deleted by the fault %s, as an upload is', async (kind, status) => {
    vtn.setFaults([{ kind, times: 1 }]);
    expect((await remove(hourlyPoints(2))).status).toBe(status);
    expect(vtn.storedIntervals(resourceA)).toHaveLength(5);
    expect(contentOf(await remove(hourlyPoints(2)))).toMatchObject({ entries_deleted: 2 });
  });

  it.each([
    ['reset-before-write', 5],
    ['reset-after-write', 3],
  ] as const)('breaks off with %s, leaving %i intervals', async (kind, left) => {
    vtn.setFaults([{ kind, times: 1 }]);
    await expect(remove(hourlyPoints(2))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(vtn.storedIntervals(resourceA)).toHaveLength(left);
    expect(contentOf(await remove(hourlyPoints(2)))).toMatchObject({ entries_left: 0 });
    expect(vtn.storedIntervals(resourceA)).toHaveLength(3);
  });

  it('waits for latency', async () => {
    vtn.setFaults([{ kind: 'latency', ms: 1, times: 1 }]);
    expect((await remove(hourlyPoints(2))).status).toBe(200);
    expect(vtn.observations().faultsFired).toEqual({ latency: 1 });
  });
});
