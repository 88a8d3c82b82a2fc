import { describe, expect, it } from 'vitest';
import { engineApi, isEngineMethod } from './engine-api.ts';
import { jobRequest } from './request-shapes.ts';

const least = { files: ['a.db'], destination: { baseUrl: 'http://127.0.0.1:8444/openadr3' } };

describe('a request for a job', () => {
  it('needs only files and a destination: the rest has the defaults of the guide', () => {
    expect(jobRequest.parse(least)).toMatchObject({
      mapping: { preset: 'auto', quality: 'GOOD', zeroQuality: null, onConflict: 'reject' },
      selection: { vens: [], loads: [], limitLoads: null, includeDisabled: false },
      pace: {
        canaryPoints: 100,
        retries: 8,
        timeoutMs: 300_000,
        offlineWaitMs: 86_400_000,
        compress: 'none',
      },
    });
  });

  it('reads back from the ledger as it was written', () => {
    const request = jobRequest.parse(least);
    expect(jobRequest.parse(JSON.parse(JSON.stringify(request)))).toEqual(request);
  });

  it.each<[string, object]>([
    ['no files', { ...least, files: [] }],
    ['no URL', { ...least, destination: { baseUrl: 'nowhere' } }],
    ['a report that is no UUID', { ...least, destination: { ...least.destination, reportId: 'r' } }],
    ['a batch above what the endpoint takes', { ...least, pace: { batchSize: 10_001 } }],
    ['no sender at all', { ...least, pace: { concurrency: 0 } }],
    ['a quality that the VTN does not know', { ...least, mapping: { quality: 'BEST' } }],
    ['hours that are none', { ...least, pace: { window: { from: '24:00', to: '06:00' } } }],
    ['a negative wait', { ...least, pace: { offlineWaitMs: -1 } }],
  ])('with %s is refused', (_name, request) => {
    expect(jobRequest.safeParse(request).success).toBe(false);
  });
});

it.each(['toString', 'constructor', '__proto__', 'hasOwnProperty', ''])(
  '%j is no method of the engine',
  (name) => {
    expect(isEngineMethod(name)).toBe(false);
  },
);

it('every method of the engine has a schema for what goes in and what comes out', () => {
  for (const [name, { input, output }] of Object.entries(engineApi)) {
    expect([name, input.safeParse(undefined).success, typeof output.safeParse]).toEqual([
      name,
      false,
      'function',
    ]);
  }
});
