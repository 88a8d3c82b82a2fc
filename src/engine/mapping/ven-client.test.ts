import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSampleSite } from '../sample-site/make-sample-site.ts';
import type { SampleSite } from '../sample-site/make-sample-site.ts';
import type { SampleSiteOptions } from '../sample-site/sample-site-options.ts';
import { loadRecordOf, readLoads, readVenClientSite } from './ven-client.ts';

describe('the preset ven-client', () => {
  let folder = '';
  let site: SampleSite;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'meterhaul-site-'));
    site = await makeSampleSite(folder, { resources: 3, rows: 2 });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const variant = (name: string, options: SampleSiteOptions): Promise<SampleSite> =>
    makeSampleSite(join(folder, name), { resources: 3, rows: 2, ...options });
  const recognise = (one: SampleSite) => readVenClientSite([one.databasePath, one.meterFilePath]);
  const read = (one: SampleSite) => readLoads(one.databasePath, { offset: 0, limit: 1000 });

  test('loads come in the order of the database, with the names of their resources', () => {
    const loads = read(site);
    expect(loads).toHaveLength(18);
    expect(loads.map((load) => load.loadId)).toEqual(site.loads.map((load) => load.loadId));
    expect(loads[0]).toMatchObject({
      ven: 'Aabenraa',
      component: 'load_0',
      loadName: 'Base Load',
      enabled: true,
      suspended: false,
    });
    expect(loads.every((load) => load.resourceName !== '')).toBe(true);
  });

  test('names play no part: swapped names and another order give the same site', async () => {
    const database = join(folder, 'load_data.copy.h5');
    const meterFile = join(folder, 'resources.copy.db');
    copyFileSync(site.databasePath, database);
    copyFileSync(site.meterFilePath, meterFile);
    expect(await readVenClientSite([meterFile, database, meterFile])).toMatchObject({
      databasePath: database,
      meterFilePath: meterFile,
    });
  });

  test('what keeps a load from being sent is seen', async () => {
    const loads = read(
      await variant('states', {
        quirks: [
          { load: 0, kind: 'no-vtn-id' },
          { load: 1, kind: 'invalid-vtn-id' },
          { load: 2, kind: 'suspended' },
          { load: 6, kind: 'disabled' },
        ],
      }),
    );
    expect(loads.slice(0, 3).map((load) => [load.vtnResourceId === null, load.suspended])).toEqual([
      [true, false],
      [false, false],
      [false, true],
    ]);
    expect(loads[1]?.vtnResourceId).toBe('not-a-uuid');
    expect(loads.filter((load) => !load.enabled)).toHaveLength(6);
  });

  test('a load whose resource is gone has no VEN and is not taken for switched off', () => {
    const nothing = {
      loadName: null,
      loadStatus: null,
      resourceName: null,
      ven: null,
      enabled: null,
      resourceStatus: null,
    };
    const row = {
      loadId: 'l',
      component: 'load_0',
      meterId: '707057500050000000',
      vtnResourceId: ' ',
      ...nothing,
    };
    expect(loadRecordOf(row)).toEqual({
      loadId: 'l',
      ven: '',
      resourceName: '',
      component: 'load_0',
      loadName: 'load_0',
      meterId: 'meter_707057500050000000',
      vtnResourceId: null,
      enabled: true,
      suspended: false,
    });
  });

  test.each([
    ['without-loads', 'the table loads'],
    ['without-load-meter', 'the column loads.h5_meter_id'],
  ] as const)('a database %s is said to be too old', async (schema, what) => {
    const old = await variant(schema, { schema });
    await expect(recognise(old)).rejects.toMatchObject({
      code: 'source/schema-missing',
      message: expect.stringMatching(new RegExp(`${old.databasePath}.*${what}`)) as string,
    });
  });

  test('resources.h5_meter_id is not needed', async () => {
    expect(read(await variant('no-resource-meter', { schema: 'without-resource-meter' }))).toHaveLength(18);
  });

  test('a missing half of the pair is named', async () => {
    await expect(readVenClientSite([site.databasePath])).rejects.toMatchObject({
      code: 'mapping/incomplete',
      message: `${site.databasePath} is a resource database. A meter file (HDF5) is missing.`,
    });
    const second = await variant('second', {});
    await expect(
      readVenClientSite([site.databasePath, site.meterFilePath, second.meterFilePath]),
    ).rejects.toMatchObject({
      code: 'mapping/incomplete',
      message: expect.stringContaining('Only one meter file') as string,
    });
  });

  test('a file that has no part in it is named with what it looks like', async () => {
    const table = join(folder, 'table.h5');
    writeFileSync(table, 'time;kWh\n1;2\n');
    await expect(readVenClientSite([site.databasePath, table])).rejects.toMatchObject({
      code: 'source/unsupported',
      message: expect.stringContaining(
        `${table} looks like semicolon separated text (CSV). A meter file`,
      ) as string,
    });
    await expect(readVenClientSite([site.databasePath, join(folder, 'absent.h5')])).rejects.toMatchObject({
      code: 'source/unreadable',
      message: expect.stringContaining('no such file') as string,
    });
  });
});
