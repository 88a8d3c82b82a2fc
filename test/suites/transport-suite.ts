import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/contract/app-error.ts';
import type { EngineApi } from '../../src/contract/engine-api.ts';
import type { EngineEvent } from '../../src/contract/engine-events.ts';
import type { Wire } from '../../src/contract/wire.ts';
import { connectEngine } from '../../src/transport/connect-engine.ts';
import { serveEngine } from '../../src/transport/serve-engine.ts';
import { sampleEngine, sampleJob } from './sample-engine.ts';

export interface WirePair {
  readonly near: Wire;
  readonly far: Wire;
  /** Frees what the wires ran over. */
  dispose(): Promise<void>;
}

/** What every wire owes the page and the engine; run against each adapter. */
export function transportSuite(name: string, makeWires: () => Promise<WirePair>): void {
  describe(`the engine over ${name}`, () => {
    let wires: WirePair;
    beforeEach(async () => {
      wires = await makeWires();
    });
    afterEach(async () => {
      wires.near.close();
      wires.far.close();
      await wires.dispose();
    });

    it('answers a call with its output, and fills the defaults of its input', async () => {
      const engine = sampleEngine({ listJobs: () => Promise.resolve([sampleJob()]) });
      serveEngine(engine, wires.far);
      const { api } = connectEngine(wires.near);
      await expect(api.listJobs({})).resolves.toEqual([sampleJob()]);
      await api.startJob({ jobId: 'a' });
      expect(engine.calls).toEqual([
        { method: 'startJob', input: { jobId: 'a', sourcePaths: [], profile: null, pace: {} } },
      ]);
    });

    it('gives back an expected error with its code, context and wait, so the page can say what to do', async () => {
      const error = new AppError('vtn/rate-limited', 'Wait 4 s.', {
        context: { status: 429 },
        retryAfterMs: 4000,
      });
      serveEngine(sampleEngine({ startJob: () => Promise.reject(error) }), wires.far);
      const thrown: unknown = await connectEngine(wires.near)
        .api.startJob({ jobId: 'a' })
        .catch((e: unknown) => e);
      expect(thrown).toBeInstanceOf(AppError);
      expect(thrown).toMatchObject({
        code: error.code,
        message: error.message,
        context: error.context,
        retryAfterMs: 4000,
      });
    });

    it('tells a mistake of the engine as engine/bug instead of leaving the caller waiting', async () => {
      const broken = { pauseJob: () => Promise.reject(new TypeError('x is not a function')) };
      serveEngine(sampleEngine(broken), wires.far);
      const paused = connectEngine(wires.near).api.pauseJob({ jobId: 'a' });
      await expect(paused).rejects.toMatchObject({ code: 'engine/bug', message: 'x is not a function' });
    });

    it('refuses an output that is not JSON-safe rather than sending something else', async () => {
      const wrong = sampleJob({ pointsPerSecond: Number.NaN });
      serveEngine(sampleEngine({ listJobs: () => Promise.resolve([wrong]) }), wires.far);
      await expect(connectEngine(wires.near).api.listJobs({})).rejects.toMatchObject({ code: 'engine/bug' });
    });

    it('refuses input its schema does not take and names the value, without calling the engine', async () => {
      const engine = sampleEngine();
      serveEngine(engine, wires.far);
      const api = connectEngine(wires.near).api as unknown as Record<
        string,
        (input: unknown) => Promise<unknown>
      >;
      await expect(api['startJob']?.({ jobId: 7 })).rejects.toMatchObject({
        code: 'usage/invalid',
        message: expect.stringContaining('jobId') as string,
      });
      expect(engine.calls).toEqual([]);
    });

    it.each(['noSuchMethod', 'toString', 'constructor', '__proto__', 'hasOwnProperty', '$close'])(
      'refuses to call %s, which is no method of the engine',
      async (method) => {
        serveEngine(sampleEngine(), wires.far);
        const answer = new Promise((resolve) => wires.near.onMessage((text) => resolve(JSON.parse(text))));
        wires.near.post(JSON.stringify({ t: 'q', i: '1', m: method, a: [{}] }));
        await expect(answer).resolves.toMatchObject({
          i: '1',
          r: { ok: false, error: { code: 'usage/invalid' } },
        });
      },
    );

    it.each(['', 'null', '[]', '{"t":"q"}', 'not json', '{"t":"s","i":"1","r":{}}'])(
      'closes the wire on %j, which is no call, and the engine lives on',
      async (text) => {
        const engine = sampleEngine();
        serveEngine(engine, wires.far);
        const closed = new Promise<void>((resolve) => wires.near.onClose(resolve));
        wires.near.post(text);
        await closed;
        expect(engine.listenerCount()).toBe(0);
      },
    );

    it('passes events on in order, and drops one that is none', async () => {
      const engine = sampleEngine();
      serveEngine(engine, wires.far);
      const connected = connectEngine(wires.near);
      const events: EngineEvent[] = [];
      connected.subscribe((event) => events.push(event));
      await connected.api.describeEngine({});
      engine.tell({ type: 'job-changed', job: sampleJob() });
      engine.tell({ type: 'job-exploded' } as unknown as EngineEvent);
      engine.tell({ type: 'job-removed', jobId: 'job-1' });
      await connected.api.describeEngine({});
      expect(events).toEqual([
        { type: 'job-changed', job: sampleJob() },
        { type: 'job-removed', jobId: 'job-1' },
      ]);
    });

    it('tells no more events to a listener that has left', async () => {
      const engine = sampleEngine();
      serveEngine(engine, wires.far);
      const connected = connectEngine(wires.near);
      const events: EngineEvent[] = [];
      const leave = connected.subscribe((event) => events.push(event));
      await connected.api.describeEngine({});
      leave();
      engine.tell({ type: 'job-removed', jobId: 'job-1' });
      await connected.api.describeEngine({});
      expect(events).toEqual([]);
    });

    it('fails calls under way and later ones with engine/stopped when the engine goes', async () => {
      const asked = Promise.withResolvers<undefined>();
      const never: Partial<EngineApi> = {
        verifyJob: () => {
          asked.resolve(undefined);
          return new Promise(() => {});
        },
      };
      serveEngine(sampleEngine(never), wires.far);
      const connected = connectEngine(wires.near);
      const verification = connected.api.verifyJob({ jobId: 'a' });
      verification.catch(() => {});
      await asked.promise;
      wires.far.close();
      await expect(verification).rejects.toMatchObject({ code: 'engine/stopped' });
      await connected.closed;
      await expect(connected.api.listJobs({})).rejects.toMatchObject({ code: 'engine/stopped' });
    });

    it('stops listening to the engine when the page goes', async () => {
      const engine = sampleEngine();
      serveEngine(engine, wires.far);
      const connected = connectEngine(wires.near);
      await connected.api.describeEngine({});
      expect(engine.listenerCount()).toBe(1);
      const gone = new Promise<void>((resolve) => wires.far.onClose(resolve));
      connected.close();
      await gone;
      expect(engine.listenerCount()).toBe(0);
    });
  });
}
