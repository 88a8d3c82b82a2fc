import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import h5wasm from 'h5wasm/node';
import type { Dataset, File } from 'h5wasm/node';
import { loadHdf5Library } from '../../../src/engine/sources/hdf5/hdf5-library.ts';
import type { HostileFile } from './hostile-file.ts';

const kind = 'HDF5 trees';

async function tree(folder: string, name: string, grow: (file: File) => void): Promise<string> {
  await loadHdf5Library();
  const at = path.join(folder, name);
  const file = new h5wasm.File(at, 'w');
  try {
    grow(file);
  } finally {
    file.close();
  }
  return at;
}

function addReadings(file: File, name: string, rows = 100): void {
  const data = new Float64Array(rows * 2);
  for (let row = 0; row < rows; row++) data.set([1_704_067_200 + row * 900, row], row * 2);
  file.create_dataset({ name, data, shape: [rows, 2] });
}

export const trees: readonly HostileFile[] = [
  {
    kind,
    name: 'a tree 100 levels deep',
    write: (folder) =>
      tree(folder, 'deep.h5', (file) => {
        let at = '';
        for (let level = 0; level < 100; level++) file.create_group((at += `${at === '' ? '' : '/'}g`));
        addReadings(file, `${at}/power`);
      }),
    says: /^source\/no-readings: .*deeper than 64 levels/,
  },
  {
    kind,
    name: 'links in circles',
    write: (folder) =>
      tree(folder, 'circles.h5', (file) => {
        file.create_group('a');
        file.create_group('a/b');
        file.create_hard_link('/a', '/a/b/a');
        file.create_soft_link('/loop/two', '/loop1');
        file.create_soft_link('/loop1', '/loop');
        file.create_soft_link('/nowhere', '/dangling');
        addReadings(file, 'a/power');
      }),
    says: /^read$/,
  },
  {
    kind,
    name: 'a link to another file',
    write: (folder) =>
      tree(folder, 'external.h5', (file) => file.create_external_link('/etc/passwd', 'power', 'power')),
    says: /^source\/no-readings: .*a link into another file/,
  },
  {
    kind,
    name: 'a file cut short',
    write: async (folder) => {
      const file = await tree(folder, 'cut.h5', (open) => addReadings(open, 'power', 100_000));
      truncateSync(file, 700_000);
      return file;
    },
    says: /^source\/unreadable: .*cut short/,
  },
  {
    kind,
    name: 'a file whose second half is rubbish',
    write: async (folder) => {
      const file = await tree(folder, 'rubbish.h5', (open) => {
        for (let place = 0; place < 50; place++) addReadings(open, `power${place}`, 100);
      });
      const bytes = readFileSync(file);
      bytes.fill(0xa5, bytes.length >> 1);
      writeFileSync(file, bytes);
      return file;
    },
    says: /^source\/dataset-unreadable: /,
  },
  {
    kind,
    name: 'a dataset that claims a million million rows',
    write: (folder) =>
      tree(folder, 'claims.h5', (file) => {
        file.create_dataset({
          name: 'power',
          data: new Float64Array(200),
          shape: [100, 2],
          maxshape: [null, 2],
          chunks: [100, 2],
        });
        (file.get('power') as Dataset).resize([1e12, 2]);
      }),
    says: /^read$/,
  },
  {
    kind,
    name: 'names that are escapes of a terminal',
    write: (folder) => tree(folder, 'names.h5', (file) => addReadings(file, '\u001b[2Jpower\n\u202e')),
    says: /^read$/,
  },
  {
    kind,
    name: '3,000 datasets',
    write: (folder) =>
      tree(folder, 'many.h5', (file) => {
        for (let place = 0; place < 3000; place++)
          file.create_dataset({ name: `d${place}`, data: new Float64Array(2) });
      }),
    says: /^source\/no-readings: /,
  },
];
