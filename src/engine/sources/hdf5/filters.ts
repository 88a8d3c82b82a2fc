import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../contract/app-error.ts';
import { installFilterPlugins } from './hdf5-library.ts';
import type { Hdf5Library } from './hdf5-library.ts';

/** Filters that the HDF5 library itself has: deflate, shuffle, fletcher32, nbit, scaleoffset. */
const builtIn: readonly number[] = [1, 2, 3, 5, 6];

/** Registered filter ids (HDF Group's list of registered filters) and the plugin file that has each. */
const plugins: Readonly<Record<number, { readonly name: string; readonly plugin: string | null }>> = {
  4: { name: 'szip', plugin: null },
  305: { name: 'LZO', plugin: null },
  307: { name: 'bzip2', plugin: 'libH5Zbz2.so' },
  32000: { name: 'LZF', plugin: 'libH5Zlzf.so' },
  32001: { name: 'Blosc', plugin: 'libH5Zblosc.so' },
  32004: { name: 'LZ4', plugin: 'libH5Zlz4.so' },
  32008: { name: 'bitshuffle', plugin: 'libH5Zbshuf.so' },
  // Its plugin (h5wasm-plugins 0.2.1) wants a function, ldexp, that h5wasm 0.10.3 lacks: the library aborts.
  32013: { name: 'ZFP', plugin: null },
  32015: { name: 'Zstandard', plugin: 'libH5Zzstd.so' },
  32017: { name: 'SZ', plugin: null },
  32019: { name: 'JPEG', plugin: 'libH5Zjpeg.so' },
  32022: { name: 'BitGroom', plugin: 'libH5Zbitgroom.so' },
  32023: { name: 'granular BitRound', plugin: 'libH5Zbitround.so' },
  32024: { name: 'SZ3', plugin: null },
  32026: { name: 'Blosc2', plugin: 'libH5Zblosc2.so' },
};

/**
 * Makes every filter of a dataset available.
 *
 * @throws AppError source/filter-missing naming the filter's id and name
 */
export function provideFilters(
  library: Hdf5Library,
  filters: readonly { readonly id: number; readonly name: string }[],
  path: string,
  dataset: string,
): void {
  for (const { id, name } of filters) {
    if (builtIn.includes(id)) continue;
    const known = plugins[id];
    const plugin = known?.plugin ?? null;
    if (plugin !== null && existsSync(join(installFilterPlugins(library), plugin))) continue;
    const called = known?.name ?? (name === '' ? 'unknown' : name);
    throw new AppError(
      'source/filter-missing',
      `${dataset} in ${path} is compressed with filter ${id} (${called}), which Meterhaul does not have.`,
      { context: { path, dataset, filter: id, filterName: called } },
    );
  }
}
