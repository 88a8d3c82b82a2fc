import { describe, expect, it } from 'vitest';
import { FaultScript } from './fault-script.ts';

const resource = '6f1b1c3e-0000-4000-8000-00000000000a';

describe('the fault script', () => {
  it('draws the same faults from the same seed, so that a failure can be run again', () => {
    const draw = (seed: number): boolean[] => {
      const script = new FaultScript(seed, [{ kind: 'server-error', probability: 0.5 }]);
      return Array.from({ length: 200 }, () => script.refusal(resource) !== null);
    };
    const draws = draw(7);
    expect(draw(7)).toEqual(draws);
    expect(draw(8)).not.toEqual(draws);
    expect(draws.filter(Boolean).length).toBeGreaterThan(70);
    expect(draws.filter(Boolean).length).toBeLessThan(130);
  });

  it('hits the next so many requests of the resource named and spares all others', () => {
    const script = new FaultScript(1, [{ kind: 'hang', times: 2, resourceId: resource.toUpperCase() }]);
    expect(script.refusal('another')).toBeNull();
    expect([1, 2, 3].map(() => script.refusal(resource)?.kind)).toEqual(['hang', 'hang', undefined]);
    expect(script.fired()).toEqual({ hang: 2 });
  });

  it('shows what is left of a fault, so that a rehearsal can be followed', () => {
    const script = new FaultScript(1, [
      { kind: 'bad-gateway', times: 3 },
      { kind: 'hang', resourceId: resource },
    ]);
    script.refusal('another');
    expect(script.faults()).toEqual([
      { kind: 'bad-gateway', times: 2 },
      { kind: 'hang', resourceId: resource },
    ]);
  });

  it('keeps the present faults when the new ones are not valid', () => {
    const script = new FaultScript(1, [{ kind: 'hang' }]);
    expect(() => script.replace([{ kind: 'nothing' }])).toThrow('unknown kind "nothing"');
    expect(script.faults()).toEqual([{ kind: 'hang' }]);
  });

  it('adds up latencies and draws their jitter within its bound', () => {
    const script = new FaultScript(1, [
      { kind: 'latency', ms: 100 },
      { kind: 'latency', ms: 20, jitterMs: 10 },
    ]);
    const drawn = Array.from({ length: 50 }, () => script.latencyMs(resource));
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(120);
    expect(Math.max(...drawn)).toBeLessThan(130);
    expect(new Set(drawn).size).toBeGreaterThan(40);
  });
});
