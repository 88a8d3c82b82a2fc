import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../src/practice-vtn/fault.ts';
import { startPracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import type { PracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import type { Credentials } from '../../src/engine/ports/secrets.ts';
import type { Outcome, Shipment, StoredInterval, Target } from '../../src/engine/targets/target.ts';
import { hourlyPoints, resourceA, resourceB } from './practice-vtn-client.ts';

export interface TargetDoor {
  readonly baseUrl: string;
  readonly credentials: Credentials | null;
}

/** What every way to a VTN owes the engine; run against each adapter, over real HTTP to the practice VTN. */
export function targetSuite(name: string, openTarget: (door: TargetDoor) => Target): void {
  describe(`sending through ${name}`, () => {
    let vtn: PracticeVtn;
    let target: Target;
    const open = (credentials: Credentials | null): Target =>
      openTarget({ baseUrl: vtn.baseUrl, credentials });
    beforeEach(async () => {
      vtn = await startPracticeVtn({ databasePath: ':memory:' });
      target = open({ kind: 'token', token: vtn.token });
    });
    afterEach(async () => {
      await target.close();
      await vtn.close();
    });

    it('confirms a shipment that is stored, and tells that this is a rehearsal', async () => {
      expect(await target.send(shipment(5))).toEqual({
        outcome: { kind: 'confirmed' },
        status: 201,
        rehearsal: true,
      });
      expect(vtn.storedIntervals(resourceA)).toHaveLength(5);
    });

    const faults: readonly (readonly [Fault, Partial<Outcome>])[] = [
      [
        { kind: 'rate-limited', retryAfterSeconds: 4 },
        { kind: 'slow-down', retryAfterMs: 4000 },
      ],
      [{ kind: 'unavailable' }, { kind: 'slow-down', retryAfterMs: null }],
      [{ kind: 'server-error' }, { kind: 'uncertain', code: 'vtn/server-error' }],
      [{ kind: 'bad-gateway' }, { kind: 'uncertain', code: 'vtn/server-error' }],
      [{ kind: 'gateway-timeout' }, { kind: 'uncertain', code: 'vtn/server-error' }],
      [{ kind: 'reset-before-write' }, { kind: 'uncertain', code: 'vtn/connection-lost' }],
      [{ kind: 'reset-after-write' }, { kind: 'uncertain', code: 'vtn/connection-lost' }],
      [{ kind: 'cut-answer' }, { kind: 'uncertain' }],
      [{ kind: 'hang' }, { kind: 'uncertain', code: 'vtn/timeout' }],
      [{ kind: 'partial-count' }, { kind: 'uncertain', code: 'vtn/count-mismatch' }],
      [{ kind: 'too-large', maxBytes: 100 }, { kind: 'too-large' }],
      [{ kind: 'unauthorized' }, { kind: 'blocked', code: 'vtn/unauthorized' }],
      [
        { kind: 'unknown-resources', resourceIds: [resourceA] },
        { kind: 'load-refused', code: 'vtn/resource-unknown' },
      ],
    ];
    it.each(faults)('%o never confirms: it is told as what it is', async (fault, outcome) => {
      vtn.setFaults([fault]);
      const timeoutMs = fault.kind === 'hang' ? 80 : 20_000;
      const delivery = await target.send({ ...shipment(5), timeoutMs });
      expect(delivery.outcome).toMatchObject(outcome);
    });

    it('names the rows that were refused by their position in the shipment', async () => {
      const starts = [2, 4].map((row) => hourlyPoints(5)[row]?.interval_start ?? '');
      vtn.setFaults([{ kind: 'refuse-rows', starts }]);
      expect((await target.send(shipment(5))).outcome).toMatchObject({
        kind: 'rows-refused',
        complete: true,
        rows: [{ position: 2 }, { position: 4 }],
      });
    });

    it('reads back what was stored, in order, page by page', async () => {
      await target.send(shipment(48));
      const stored: StoredInterval[] = [];
      for await (const page of (await target.readBack(resourceA)) ?? []) stored.push(...page);
      expect(stored).toEqual(vtn.storedIntervals(resourceA));
      const nothing: StoredInterval[] = [];
      for await (const page of (await target.readBack(resourceB)) ?? []) nothing.push(...page);
      expect(nothing).toEqual([]);
    });

    it('tests line, endpoint and token without writing a point', async () => {
      expect(await target.probe()).toMatchObject({ ok: true, code: null });
      const stranger = open({ kind: 'token', token: 'wrong' });
      expect(await stranger.probe()).toMatchObject({ ok: false, code: 'vtn/unauthorized' });
      await stranger.close();
      const nobody = open(null);
      expect(await nobody.probe()).toMatchObject({ ok: false, code: 'vtn/credentials-missing' });
      await nobody.close();
      expect(vtn.observations().pointsReceived).toBe(0);
      await vtn.close();
      expect(await target.probe()).toMatchObject({ ok: false, code: 'vtn/unreachable' });
    });
  });
}

function shipment(points: number): Shipment {
  return {
    resourceId: resourceA,
    reportId: null,
    body: Buffer.from(JSON.stringify(hourlyPoints(points))),
    gzip: false,
    points,
    batchSize: 1000,
    timeoutMs: 20_000,
  };
}
