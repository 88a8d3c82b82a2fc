import { describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '../../contract/app-error.ts';
import type { VtnResource } from '../../contract/profile-shapes.ts';
import { writeResourceDatabase } from '../sources/sqlite/write-resource-database.ts';
import type { Registered, VtnRegistry } from '../targets/registry/vtn-registry.ts';
import { chooseLoads } from './choose-loads.ts';
import { registerLoads } from './register-loads.ts';

const id = '6f1b1c3e-0000-4000-8000-00000000000a';
const listed: VtnResource = { id, name: 'n', ven: 'Syd', externalId: 'r0_load_0' };

async function registerOne(answer: Registered, lists: (VtnResource[] | null)[]) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-odd-'));
  const file = path.join(folder, 'resources.db');
  const resource = {
    resourceId: 'r0',
    name: 'Hal',
    subType: '',
    meterPointId: '57',
    address: '',
    ven: 'Syd',
  };
  writeResourceDatabase(
    file,
    [{ ...resource, enabled: true, registrationStatus: '', meterId: 'm' }],
    [
      {
        loadId: 'l',
        resourceId: 'r0',
        component: 'load_0',
        name: '',
        meterId: 'm',
        vtnResourceId: null,
        registrationStatus: '',
      },
    ],
  );
  const registry: VtnRegistry = {
    addVen: () => Promise.resolve(),
    addResource: () => Promise.resolve(answer),
    listResources: () => {
      const list = lists.shift() ?? null;
      return list === null
        ? Promise.reject(new AppError('vtn/refused', 'lists none'))
        : Promise.resolve(list);
    },
    close: () => Promise.resolve(),
  };
  try {
    const plan = chooseLoads({ database: file, vens: [], includeOff: false });
    const { signal } = new AbortController();
    const done = await registerLoads({ plan, registry, clientName: 'c', signal, progress: () => {} });
    return { done, left: chooseLoads({ database: file, vens: [], includeOff: false }).loads.length };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a VTN that answers a registration oddly', () => {
  it('with 500, or 409 without an id, has its list looked up', async () => {
    const odd: Registered = { kind: 'look-up', text: 'HTTP 500' };
    expect(await registerOne(odd, [[], [listed]])).toMatchObject({ done: { found: 1, failed: [] }, left: 0 });
  });

  it('with 500 for a resource that is not in its list is never taken for success', async () => {
    const odd: Registered = { kind: 'look-up', text: 'HTTP 500' };
    for (const lists of [
      [[], []],
      [null, null],
    ]) {
      const { done, left } = await registerOne(odd, lists);
      expect(done).toMatchObject({
        registered: 0,
        found: 0,
        failed: [{ series: 'l', code: 'vtn/server-error' }],
      });
      expect(done.failed[0]?.text).toContain('not among its resources as r0_load_0');
      expect(left).toBe(1);
    }
  });

  it("with another VEN's resource of the same name does not get its readings", async () => {
    const odd: Registered = { kind: 'look-up', text: 'HTTP 409' };
    const { done, left } = await registerOne(odd, [[{ ...listed, ven: 'Nord' }]]);
    expect(done.failed).toMatchObject([{ text: expect.stringContaining('for the VEN Nord') as string }]);
    expect(left).toBe(1);
  });
});
