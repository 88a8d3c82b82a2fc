import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import h5wasm from 'h5wasm/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadHdf5Library } from './hdf5-library.ts';
import { openHdf5Tables } from './hdf5-tables.ts';

describe('tables that cannot be read', () => {
  let path = '';
  beforeAll(async () => {
    await loadHdf5Library();
    path = join(mkdtempSync(join(tmpdir(), 'meterhaul-hdf5-unreadable-')), 'readings.h5');
    const file = new h5wasm.File(path, 'w', { libver: ['earliest', 'latest'] });
    const data = Float64Array.from({ length: 200 }, (_, at) => at);
    file.create_dataset({ name: 'power', data, shape: [100, 2], chunks: [100, 2], compression: 'gzip' });
    file.close();
  });
  afterAll(() => rmSync(join(path, '..'), { recursive: true }));

  for (const [id, name] of [
    [305, 'LZO'],
    [32_013, 'ZFP'],
    [4, 'szip'],
  ] as const) {
    test(`say that filter ${name} is missing before anything is read`, async () => {
      const renamed = `${path}.${name}`;
      const bytes = readFileSync(path);
      // In the oldest filter message the filter's id stands 8 bytes before its name.
      const at = bytes.indexOf('deflate\0');
      bytes.writeUInt16LE(id, at - 8);
      writeFileSync(renamed, bytes);
      const source = await openHdf5Tables(renamed);
      const labels = source.describe('power').labels ?? [];
      expect(labels.join()).toContain(`filter ${id} (${name})`);
      expect(() => [...source.read({ dataset: 'power', columns: ['1'], from: 0, to: 5 })]).toThrow(
        `filter ${id} (${name})`,
      );
      source.close();
    });
  }

  test('a file that is cut short is refused as such', async () => {
    const short = `${path}.short`;
    writeFileSync(short, readFileSync(path).subarray(0, 1000));
    await expect(openHdf5Tables(short)).rejects.toMatchObject({
      code: 'source/unreadable',
      message: expect.stringContaining('cut short') as string,
    });
  });
});
