import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import h5wasm from 'h5wasm/node';
import type { File } from 'h5wasm/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadHdf5Library } from './hdf5-library.ts';
import { openHdf5Tables } from './hdf5-tables.ts';
import type { Hdf5Tables } from './hdf5-tables.ts';

describe('vectors that MATLAB writes as matrices', () => {
  let folder = '';
  let made = 0;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'meterhaul-matlab-'));
    await loadHdf5Library();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const open = async (fill: (file: File) => void): Promise<Hdf5Tables> => {
    const path = join(folder, `${made++}.mat`);
    const file = new h5wasm.File(path, 'w', { libver: 'v110' });
    fill(file);
    file.close();
    return openHdf5Tables(path);
  };
  const cellsOf = (source: Hdf5Tables, dataset: string): Record<string, unknown[]> => {
    const columns = source.describe(dataset).columns.map(({ name }) => name);
    const seen: Record<string, unknown[]> = Object.fromEntries(columns.map((name) => [name, []]));
    for (const batch of source.read({ dataset, columns, from: 0, to: Infinity })) {
      for (const [place, name] of columns.entries()) seen[name]?.push(...(batch.columns[place] ?? []));
    }
    return seen;
  };

  test('of one row or one column are one table with the matrix beside them', async () => {
    const stamps = Float64Array.of(1_704_067_200, 1_704_070_800, 1_704_074_400);
    const source = await open((file) => {
      const site = file.create_group('site');
      site.create_dataset({ name: 'time', data: stamps, shape: [1, 3] });
      site.create_dataset({ name: 'boiler', data: Float64Array.of(4, 5, 6), shape: [3, 1] });
      site.create_dataset({ name: 'pumps', data: Float64Array.of(1, 2, 3, 7, 8, 9), shape: [2, 3] });
      file.create_group('#refs#').create_dataset({ name: 'a', data: Float64Array.of(0, 0) });
    });
    expect(source.datasetNames()).toEqual(['site']);
    expect(cellsOf(source, 'site')).toEqual({
      time: [...stamps],
      boiler: [4, 5, 6],
      'pumps[0]': [1, 2, 3],
      'pumps[1]': [7, 8, 9],
    });
    expect(source.problems()).toMatchObject([{ reason: expect.stringContaining('#refs#') as string }]);
    source.close();
  });

  test('hold datenums, which become the days of spreadsheets; other numbers as large stay as they are', async () => {
    const source = await open((file) => {
      file.create_dataset({
        name: 't',
        data: Float64Array.of(739_252, 739_252.25, 739_252.5),
        shape: [1, 3],
      });
      file.create_dataset({
        name: 'register',
        data: Float64Array.of(739_252, 739_253, 739_254),
        shape: [1, 3],
      });
    });
    expect(cellsOf(source, '/')).toMatchObject({
      t: [45_292, 45_292.25, 45_292.5],
      register: [739_252, 739_253, 739_254],
    });
    const column = source.describe('/').columns.find(({ name }) => name === 't');
    expect(column?.labels).toContain('was a MATLAB datenum (days since year 0)');
    source.close();
  });
});
