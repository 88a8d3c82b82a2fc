import { describe, expect, it } from 'vitest';
import type { LoadRecord } from '../workers/reader.ts';
import { hashLoads } from './hash-loads.ts';

const load: LoadRecord = {
  loadId: 'l1',
  ven: 'Køge',
  resourceName: 'Hotel',
  component: 'load_0',
  loadName: 'Base Load',
  meterId: 'meter_1',
  vtnResourceId: 'v1',
  enabled: true,
  suspended: false,
};

describe('the hash over the loads that a job uses', () => {
  it('changes with what decides where readings come from and go to', () => {
    const changes: Partial<LoadRecord>[] = [
      { loadId: 'l2' },
      { component: 'load_1' },
      { meterId: 'meter_2' },
      { vtnResourceId: 'v2' },
      { vtnResourceId: null },
      { enabled: false },
      { suspended: true },
    ];
    const hashes = changes.map((change) => hashLoads([{ ...load, ...change }]));
    expect(new Set([hashLoads([load]), hashLoads([]), ...hashes]).size).toBe(changes.length + 2);
  });

  it('stays as it is when somebody renames a load, its resource or its VEN', () => {
    const renamed = { ...load, loadName: 'Base', resourceName: 'Hotel Køge', ven: 'Køge Nord' };
    expect(hashLoads([renamed])).toBe(hashLoads([load]));
  });
});
