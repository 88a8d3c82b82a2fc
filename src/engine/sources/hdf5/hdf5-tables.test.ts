import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import h5wasm from 'h5wasm/node';
import type { File } from 'h5wasm/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeSource } from '../../../../test/suites/source-suite.ts';
import type { SourceValue } from '../source.ts';
import { loadHdf5Library } from './hdf5-library.ts';
import { openHdf5Tables } from './hdf5-tables.ts';
import type { Hdf5Tables } from './hdf5-tables.ts';
import { writeMeterFile } from './write-meter-file.ts';

const hour = 3600;
const firstS = 1_736_928_000;
const stamps = (count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, row) => firstS + row * hour);
const numbers = (count: number, first = 0): Float64Array =>
  Float64Array.from({ length: count }, (_, row) => first + row);

describeSource(
  'an HDF5 file of the VEN client, as tables,',
  async (folder) => {
    const path = join(folder, 'load_data.h5');
    const rows = Array.from({ length: 12 }, (_, row): [number, number] => [firstS + row * hour, row * 16]);
    const series = {
      component: 'load_0',
      stamps: Float64Array.from(rows, ([stamp]) => stamp),
      values: Float64Array.from(rows, ([, value]) => value),
      storedAs: 'float64' as const,
      gzip: true,
    };
    await writeMeterFile(path, [{ meterId: 'meter_1', company: 'Net', series: [series] }]);
    return { path, dataset: 'meters/meter_1/load_0/power', columns: ['0', '1'], rows };
  },
  openHdf5Tables,
);

describe('tables of any HDF5 file', () => {
  let folder = '';
  let made = 0;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'meterhaul-hdf5-tables-'));
    await loadHdf5Library();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const open = async (fill: (file: File) => void): Promise<Hdf5Tables> => {
    const path = join(folder, `${made++}.h5`);
    const file = new h5wasm.File(path, 'w', { libver: 'v110' });
    fill(file);
    file.close();
    return openHdf5Tables(path);
  };

  test('a group with a time and values is one table, with units, scales and missing values applied', async () => {
    const source = await open((file) => {
      const group = file.create_group('site');
      group.create_dataset({ name: 'timestamp', data: stamps(5) });
      const power = group.create_dataset({ name: 'power', data: Int16Array.of(1, 2, -9, 4, 5) });
      power.create_attribute('units', 'kW');
      power.create_attribute('scale_factor', Float64Array.of(0.5));
      power.create_attribute('add_offset', Float64Array.of(10));
      power.create_attribute('_FillValue', Int16Array.of(-9));
    });
    expect(source.datasetNames()).toEqual(['site']);
    const { columns, rows } = source.describe('site');
    expect(rows).toBe(5);
    expect(columns).toMatchObject([
      { name: 'timestamp', type: 'float64' },
      { name: 'power', unit: 'kW', labels: [expect.stringContaining('netCDF')] },
    ]);
    expect(rowsOf(source, 'site')).toEqual({ timestamp: [...stamps(5)], power: [10.5, 11, NaN, 12, 12.5] });
    expect(rowsOf(source, 'site/power')).toEqual({ 0: [10.5, 11, NaN, 12, 12.5] });
    source.close();
  });

  test('a matrix of time and site has a column a site, whichever way round it lies', async () => {
    const source = await open((file) => {
      file.create_dataset({
        name: 'time_index',
        data: ['2024-01-01 00:00', '2024-01-01 01:00', '2024-01-01 02:00'],
      });
      file.create_dataset({ name: 'sites', data: ['Køge', 'Ærø'] });
      file.create_dataset({ name: 'load', data: numbers(6), shape: [3, 2] });
      file.create_dataset({ name: 'sun', data: numbers(6), shape: [2, 3] });
    });
    expect(source.datasetNames()).toEqual(['/']);
    expect(rowsOf(source, '/')).toEqual({
      time_index: ['2024-01-01 00:00', '2024-01-01 01:00', '2024-01-01 02:00'],
      'load[Køge]': [0, 2, 4],
      'load[Ærø]': [1, 3, 5],
      'sun[Køge]': [0, 1, 2],
      'sun[Ærø]': [3, 4, 5],
    });
    source.close();
  });

  test('reV files divide by their scale factor and name their sites by gid', async () => {
    const source = await open((file) => {
      file.create_dataset({ name: 'time_index', data: ['2012-01-01 00:00:00', '2012-01-01 01:00:00'] });
      file.create_dataset({
        name: 'meta',
        data: new Map<string, unknown>([
          ['latitude', Float32Array.of(55, 56, 57)],
          ['gid', Int16Array.of(31, 32, 40)],
        ]),
      });
      const profile = file.create_dataset({
        name: 'cf_profile',
        data: Uint16Array.of(100, 200, 300, 400, 500, 600),
        shape: [2, 3],
      });
      profile.create_attribute('scale_factor', Int32Array.of(1000));
    });
    expect(source.datasetNames()).toEqual(['/']);
    expect(rowsOf(source, '/')).toMatchObject({ 31: [0.1, 0.4], 32: [0.2, 0.5], 40: [0.3, 0.6] });
    expect(source.describe('/').columns[1]?.labels).toEqual([expect.stringContaining('(reV)')]);
    source.close();
  });

  test('a dataset without any time says so, with what its number of rows may be', async () => {
    const source = await open((file) => {
      file.create_dataset({ name: 'profile', data: new Float32Array(8760 * 2), shape: [8760, 2] });
      file.create_dataset({ name: 'on_its_side', data: new Float32Array(8784 * 2), shape: [2, 8784] });
    });
    expect(source.describe('profile').labels).toEqual(['no time axis; 8760 rows = hours of a common year']);
    expect(source.describe('on_its_side')).toMatchObject({
      rows: 8784,
      columns: [{ name: '0' }, { name: '1' }],
    });
    source.close();
  });

  test('groups below a shared time axis use it, also through a link', async () => {
    const source = await open((file) => {
      file.create_dataset({ name: 'time', data: stamps(4) });
      file.create_group('a').create_dataset({ name: 'load', data: numbers(4) });
      const linked = file.create_group('b');
      linked.create_soft_link('/time', 'when');
      linked.create_dataset({ name: 'load', data: numbers(4, 10) });
    });
    expect(source.datasetNames()).toEqual(['a', 'b']);
    expect(rowsOf(source, 'a')).toEqual({ time: [...stamps(4)], load: [0, 1, 2, 3] });
    expect(rowsOf(source, 'b')).toEqual({ when: [...stamps(4)], load: [10, 11, 12, 13] });
    source.close();
  });

  test('a pandas table is named by its group, its index in milliseconds, its columns by their labels', async () => {
    const source = await open((file) => {
      const group = file.create_group('meter1');
      group.create_attribute('pandas_type', 'frame_table');
      group.create_attribute('info', '(dp0\nVtz\np1\nVEurope/Copenhagen\np2\ns.');
      const table = group.create_dataset({
        name: 'table',
        data: new Map<string, unknown>([
          ['index', BigInt64Array.of(1_325_376_000_000_000_123n, -(2n ** 63n))],
          ['values_block_0', Float32Array.of(1.5, 2.5)],
        ]),
      });
      table.create_attribute('index_kind', 'datetime64');
      table.create_attribute('values_block_0_kind', '(lp0\n(Vpower\np1\nVactive\np2\ntp3\na.');
      group.create_group('_i_table').create_dataset({ name: 'sorted', data: numbers(3) });
    });
    expect(source.datasetNames()).toEqual(['meter1']);
    expect(source.problems()).toMatchObject([{ reason: expect.stringContaining('not listed: 1') as string }]);
    expect(source.describe('meter1').labels).toContain('zone named in the attribute info: Europe/Copenhagen');
    expect(source.describe('meter1').columns[0]).toMatchObject({
      unit: 'epoch-ms',
      labels: ['was ns since 1970'],
    });
    expect(rowsOf(source, 'meter1')).toEqual({ index: [1_325_376_000_000, NaN], 'power active': [1.5, 2.5] });
    source.close();
  });

  test('a pandas frame in the fixed format is put together from its blocks', async () => {
    const source = await open((file) => {
      const group = file.create_group('frame');
      group.create_dataset({ name: 'axis0', data: ['n', 'power', 'energy'] });
      const axis = group.create_dataset({
        name: 'axis1',
        data: BigInt64Array.of(1_700_000_000_000_000n, 1_700_003_600_000_000n),
      });
      axis.create_attribute('kind', 'datetime64[us]');
      group.create_dataset({ name: 'block0_items', data: ['power', 'energy'] });
      group.create_dataset({ name: 'block0_values', data: numbers(4), shape: [2, 2] });
      group.create_dataset({ name: 'block1_items', data: ['n'] });
      group.create_dataset({ name: 'block1_values', data: BigInt64Array.of(7n, 8n), shape: [2, 1] });
    });
    expect(rowsOf(source, 'frame')).toEqual({
      index: [1_700_000_000_000, 1_700_003_600_000],
      power: [0, 2],
      energy: [1, 3],
      n: [7, 8],
    });
    source.close();
  });

  test('times that count from a moment become milliseconds, and long ids keep all their digits', async () => {
    const source = await open((file) => {
      const time = file.create_dataset({ name: 'time', data: Float64Array.of(0, 0.5) });
      time.create_attribute('units', 'days since 2000-01-01 00:00');
      file.create_dataset({
        name: 'meter',
        data: BigInt64Array.of(707_057_500_012_345_678n, 707_057_500_012_345_679n),
      });
    });
    expect(source.describe('/').columns[0]).toMatchObject({
      unit: 'epoch-ms',
      labels: ['was days since 2000-01-01 00:00'],
    });
    expect(rowsOf(source, '/')).toEqual({
      time: [Date.UTC(2000, 0, 1), Date.UTC(2000, 0, 1, 12)],
      meter: ['707057500012345678', '707057500012345679'],
    });
    source.close();
  });

  test('dimensions are named by the enumerations of the file', async () => {
    const source = await open((file) => {
      const lists = file.create_group('enumerations');
      lists.create_dataset({ name: 'geography', data: ['AL', 'CA'] });
      lists.create_dataset({ name: 'enduse', data: ['heat', 'light', 'losses'] });
      lists.create_dataset({ name: 'time', data: ['h1', 'h2', 'h3', 'h4'] });
      const all = file
        .create_group('data')
        .create_dataset({ name: 'All', data: numbers(8), shape: [2, 1, 4] });
      all.create_attribute('geo_mappings', Uint16Array.of(0, 1));
      all.create_attribute('enduse_mappings', Uint16Array.of(2));
      all.create_attribute('time_mappings', Uint16Array.of(0, 1, 2, 3));
    });
    expect(source.datasetNames()).toEqual(['data/All']);
    expect(source.describe('data/All').labels).toContain('enduse: losses');
    expect(rowsOf(source, 'data/All')).toMatchObject({ AL: [0, 1, 2, 3], CA: [4, 5, 6, 7] });
    source.close();
  });

  test('links out of the file, trees that contain themselves and very deep ones end with a note', async () => {
    const source = await open((file) => {
      file.create_external_link('other.h5', '/x', 'elsewhere');
      file.create_soft_link('/loop', 'loop');
      file.create_group('a').create_dataset({ name: 'power', data: numbers(4), shape: [2, 2] });
      file.create_hard_link('/a', 'a/again');
      file.create_group(
        Array.from({ length: 80 }, () => 'd').reduce((path, name) => {
          file.create_group(path);
          return `${path}/${name}`;
        }),
      );
    });
    expect(source.datasetNames()).toEqual(['a/power']);
    expect(source.problems().map(({ reason }) => reason)).toEqual([
      'a link into another file, other.h5, which is not followed',
      'groups deeper than 64 levels are not listed',
    ]);
    expect(() => source.describe('elsewhere')).toThrow('not followed');
    source.close();
  });

  test('a dataset that claims a million million rows shows its first ones at once', async () => {
    const source = await open((file) => {
      file
        .create_dataset({
          name: 'huge',
          data: numbers(4),
          shape: [2, 2],
          maxshape: [null, 2],
          chunks: [64, 2],
        })
        .resize([1e12, 2]);
    });
    expect(source.describe('huge').rows).toBe(1e12);
    const [batch] = source.read({ dataset: 'huge', columns: ['1'], from: 0, to: 3 });
    expect([...(batch?.columns[0] ?? [])]).toEqual([1, 3, 0]);
    source.close();
  });
});

/** All rows of a table, column by column. */
function rowsOf(source: Hdf5Tables, dataset: string): Record<string, SourceValue[]> {
  const columns = source.describe(dataset).columns.map(({ name }) => name);
  const rows: Record<string, SourceValue[]> = Object.fromEntries(columns.map((name) => [name, []]));
  for (const batch of source.read({ dataset, columns, from: 0, to: Infinity }))
    for (const [at, name] of columns.entries()) rows[name]?.push(...(batch.columns[at] ?? []));
  return rows;
}
