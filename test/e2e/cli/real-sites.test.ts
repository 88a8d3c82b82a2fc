import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../src/domain/interval.ts';
import { setScene } from './scene.ts';

const sites = path.resolve(import.meta.dirname, '../../../../shared/data/site');

/** `{vtn_resource_id: {start_ms: [end_ms, value, quality]}}`, beside each site. */
function readExpected(site: string): Map<string, Interval[]> {
  const expected = JSON.parse(readFileSync(path.join(sites, site, 'expected.json'), 'utf8')) as Record<
    string,
    Record<string, [number, number, Interval['quality']]>
  >;
  return new Map(
    Object.entries(expected).map(([resource, intervals]) => [
      resource,
      Object.entries(intervals)
        .map(([startMs, [endMs, value, quality]]) => ({ startMs: Number(startMs), endMs, value, quality }))
        .sort((a, b) => a.startMs - b.startMs),
    ]),
  );
}

describe.skipIf(!existsSync(sites))('whole sites (where ../shared/data/site exists)', () => {
  it.each([
    { site: 'clean', exitCode: 0, skipped: 0, planned: 72_000 },
    { site: 'dirty', exitCode: 2, skipped: 9, planned: 62_996 },
  ])('the $site one is at the VTN interval by interval', async ({ site, exitCode, skipped, planned }) => {
    await using scene = await setScene({ rows: 2 });
    const files = [path.join(sites, site, 'resources.db'), path.join(sites, site, 'load_data.h5')];
    const upload = await scene.run([
      'upload',
      ...files,
      '--preset',
      'ven-client',
      '--tz',
      'UTC',
      '--vtn',
      scene.vtn.baseUrl,
      '--json',
    ]);
    expect(upload.exitCode).toBe(exitCode);
    const result = upload.json() as { skipped: { load: string; code: string; text: string }[] };
    expect(result).toMatchObject({ loads: { total: 72, skipped }, points: { planned, confirmed: planned } });
    expect(result.skipped).toHaveLength(skipped);
    for (const { text } of result.skipped) expect(text).not.toBe('');

    const expected = readExpected(site);
    expect(scene.vtn.storedResources()).toEqual([...expected.keys()].sort());
    for (const [resource, intervals] of expected) {
      expect(scene.vtn.storedIntervals(resource), resource).toEqual(intervals);
    }
  });
});
