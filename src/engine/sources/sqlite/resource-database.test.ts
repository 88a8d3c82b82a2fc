import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readResourceLoads } from './resource-database.ts';
import type { ResourceLoadRow } from './resource-database.ts';
import { openSqliteSource } from './sqlite-source.ts';
import { writeResourceDatabase } from './write-resource-database.ts';

describe('the loads of a resource database', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'meterhaul-resources-'));
    path = join(folder, 'resources.db');
    const resource = {
      name: 'Køl, "Syd"',
      subType: 'HOTEL',
      meterPointId: '1',
      address: 'Ågade 1',
      ven: 'Køge',
    };
    const rest = { enabled: true, registrationStatus: 'APPROVED', meterId: 'meter_1' };
    const load = {
      component: 'load_0',
      name: 'Base Load',
      meterId: 'meter_1',
      registrationStatus: 'APPROVED',
    };
    writeResourceDatabase(
      path,
      ['r1', 'r2'].map((resourceId) => ({ resourceId, ...resource, ...rest })),
      ['r2', 'r1'].map((resourceId, index) => ({
        loadId: `l${index}`,
        resourceId,
        vtnResourceId: null,
        ...load,
      })),
    );
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const change = (sql: string): void => {
    const database = new Database(path);
    database.pragma('foreign_keys = OFF');
    database.exec(sql);
    database.close();
  };
  const read = (): ResourceLoadRow[] => {
    const source = openSqliteSource(path);
    try {
      return readResourceLoads(source);
    } finally {
      source.close();
    }
  };

  test('come in the order of loads.id, names as they are', () => {
    const rows = read();
    expect(rows.map((row) => row.loadId)).toEqual(['l0', 'l1']);
    expect(rows[0]).toMatchObject({
      resourceName: 'Køl, "Syd"',
      ven: 'Køge',
      enabled: '1',
      vtnResourceId: null,
    });
  });

  test('include a load whose resource row is gone', () => {
    change("DELETE FROM resources WHERE resource_id = 'r2'");
    expect(read()).toMatchObject([{ loadId: 'l0', ven: null, resourceName: null }, { ven: 'Køge' }]);
  });

  test('are read from a file without the columns that only add to the picture', () => {
    change('ALTER TABLE loads DROP COLUMN load_name; ALTER TABLE resources DROP COLUMN enabled');
    expect(read()).toMatchObject([{ loadName: null, enabled: null }, {}]);
  });

  test('cannot be read from an older file, which says all that it lacks', () => {
    change('ALTER TABLE loads DROP COLUMN load_component; ALTER TABLE resources RENAME COLUMN ven TO town');
    expect(() => read()).toThrow('it lacks the column resources.ven and the column loads.load_component');
  });
});
