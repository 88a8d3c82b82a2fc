import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import h5wasm from 'h5wasm/node';
import type { File } from 'h5wasm/node';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { describeSource } from '../../../../test/suites/source-suite.ts';
import { batchRows } from '../source.ts';
import { installFilterPlugins, loadHdf5Library } from './hdf5-library.ts';
import { openHdf5Source } from './hdf5-source.ts';
import { writeMeterFile } from './write-meter-file.ts';
import type { StoredAs } from './write-meter-file.ts';

const power = 'meters/meter_1/load_0/power';
const rows = Array.from({ length: 12 }, (_, index): [number, number] => [
  1_736_928_000 + index * 4096,
  index * 16,
]);

async function writeRows(path: string, storedAs: StoredAs = 'float64', gzip = false): Promise<string> {
  const stamps = Float64Array.from(rows, ([stamp]) => stamp);
  const values = Float64Array.from(rows, ([, value]) => value);
  const series = [{ component: 'load_0', stamps, values, storedAs, gzip }];
  await writeMeterFile(path, [{ meterId: 'meter_1', company: 'Net', series }]);
  return path;
}

for (const storedAs of ['float64', 'float32', 'int64'] as const) {
  describeSource(
    `an HDF5 file with ${storedAs}`,
    async (folder) => {
      const path = await writeRows(join(folder, 'readings'), storedAs);
      return { path, dataset: power, columns: ['0', '1'], rows };
    },
    openHdf5Source,
  );
}

describe('HDF5 files of all kinds', () => {
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'meterhaul-hdf5-'));
    await loadHdf5Library();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const make = (name: string, fill: (file: File) => void): string => {
    const path = join(folder, name);
    const file = new h5wasm.File(path, 'w');
    fill(file);
    file.close();
    return path;
  };

  const readFirst = async (path: string, dataset: string): Promise<unknown[]> => {
    const source = await openHdf5Source(path);
    try {
      const columns = source.describe(dataset).columns.map((column) => column.name);
      const [batch] = [...source.read({ dataset, columns, from: 0, to: 2 })];
      return (batch?.columns ?? []).map((column) => [...column]);
    } finally {
      source.close();
    }
  };

  test('gzip is read', async () => {
    expect(await readFirst(await writeRows(join(folder, 'gzip.h5'), 'float64', true), power)).toEqual([
      [1_736_928_000, 1_736_932_096],
      [0, 16],
    ]);
  });

  test('blosc is read through its plugin', async () => {
    installFilterPlugins(await loadHdf5Library());
    const path = make('blosc.h5', (file) => {
      const data = Float64Array.from({ length: 20_000 }, (_, index) => Math.floor(index / 2) + 0.5);
      file.create_dataset({
        name: 'power',
        data,
        shape: [10_000, 2],
        chunks: [1000, 2],
        compression: 32001,
        compression_opts: [2, 2, 8, 16_000, 5, 1, 0],
      });
    });
    expect(await readFirst(path, 'power')).toEqual([
      [0.5, 1.5],
      [0.5, 1.5],
    ]);
  });

  test('a filter that nobody has is named, and no zeros are read instead', async () => {
    const path = join(folder, 'lzo.h5');
    const file = new h5wasm.File(path, 'w', { libver: ['earliest', 'latest'] });
    const shape = { shape: [100, 2], chunks: [100, 2] };
    file.create_dataset({
      name: 'power',
      data: new Float64Array(200).fill(7),
      ...shape,
      compression: 'gzip',
    });
    file.close();
    renameFilter(path, 305);
    await expect(readFirst(path, 'power')).rejects.toMatchObject({
      code: 'source/filter-missing',
      message: expect.stringContaining('filter 305 (LZO)') as string,
    });
  });

  test('a damaged block is an error of its dataset, not zeros', async () => {
    // HDF5 notes when a dataset was made: at some seconds that looks like the block.
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 20, 12), toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const path = await writeRows(join(folder, 'damaged.h5'), 'float64', true);
    const bytes = readFileSync(path);
    const block = bytes.indexOf(Buffer.from([0x78, 0x5e]));
    bytes.fill(0xff, block + 2, block + 20);
    writeFileSync(path, bytes);
    await expect(readFirst(path, power)).rejects.toMatchObject({
      code: 'source/dataset-unreadable',
      message: expect.stringContaining(power) as string,
    });
  });

  test('links into other files are not followed', async () => {
    const other = await writeRows(join(folder, 'other.h5'));
    const path = make('links.h5', (file) => {
      file.create_group('meters');
      file.create_external_link(other, '/meters/meter_1', 'elsewhere');
      file.create_external_link(other, `/${power}`, 'power');
      file.create_dataset({ name: 'own', data: [1, 2], shape: [2] });
      file.create_soft_link('/own', 'alias');
      file.create_soft_link('/circle', 'circle');
    });
    const source = await openHdf5Source(path);
    expect(source.datasetNames()).toEqual(['own']);
    expect(source.resolve('elsewhere/load_0/power')).toEqual({ kind: 'external', at: 'elsewhere' });
    expect(() => source.describe('power')).toThrow('not followed');
    expect(source.describe('alias').rows).toBe(2);
    expect(source.resolve('circle').kind).toBe('missing');
    source.close();
  });

  test('compound records and texts are shown field by field', async () => {
    const path = make('records.h5', (file) => {
      file.create_dataset({
        name: 'table',
        data: new Map<string, unknown>([
          ['time', BigInt64Array.of(1n, 2n)],
          ['watts', Float32Array.of(0.5, 1.5)],
        ]),
      });
      file.create_dataset({ name: 'texts', data: ['Ærø', 'Køge'] });
    });
    expect(await readFirst(path, 'table')).toEqual([
      [1, 2],
      [0.5, 1.5],
    ]);
    expect(await readFirst(path, 'texts')).toEqual([['Ærø', 'Køge']]);
  });

  test('a long dataset comes in batches that together are all of it', async () => {
    const count = batchRows + 1000;
    const path = make('long.h5', (file) => {
      file.create_dataset({
        name: 'power',
        data: Float64Array.from({ length: count * 2 }, (_, index) => index),
        shape: [count, 2],
      });
    });
    const source = await openHdf5Source(path);
    const batches = [...source.read({ dataset: 'power', columns: ['1'], from: 0, to: count })];
    expect(batches.map(({ from, rows: size }) => [from, size])).toEqual([
      [0, batchRows],
      [batchRows, 1000],
    ]);
    expect(batches[1]?.columns[0]?.[999]).toBe(count * 2 - 1);
    source.close();
  });
});

/** Gives the deflate filter of a file another id: in the oldest filter message it stands 8 bytes before the name. */
function renameFilter(path: string, id: number): void {
  const bytes = readFileSync(path);
  for (let at = bytes.indexOf('deflate\0'); at !== -1; at = bytes.indexOf('deflate\0', at + 1))
    bytes.writeUInt16LE(id, at - 8);
  writeFileSync(path, bytes);
}
