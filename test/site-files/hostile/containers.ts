import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipOf } from '../../../src/engine/sources/container/write-zip.ts';
import type { HostileFile } from './hostile-file.ts';

const kind = 'containers';

function written(folder: string, name: string, content: Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

const zeros = Buffer.alloc(96 << 20);

export const containers: readonly HostileFile[] = [
  {
    kind,
    name: 'a gzip bomb',
    write: (folder) => written(folder, 'bomb.csv.gz', gzipSync(zeros)),
    says: /^source\/unsupported: .*zip bomb/,
  },
  {
    kind,
    name: 'a zip bomb',
    write: (folder) => written(folder, 'bomb.zip', zipOf([{ name: 'a.csv', content: zeros }])),
    says: /^source\/unsupported: .*zip bomb/,
  },
  {
    kind,
    name: 'a zip within a zip',
    write: (folder, good) =>
      written(
        folder,
        'nested.zip',
        zipOf([{ name: 'inner.zip', content: zipOf([{ name: 'a.csv', content: good(10) }]) }]),
      ),
    says: /^source\/unsupported: .*a zip archive within an archive/,
  },
  {
    kind,
    name: 'a zip whose member climbs out of the folder',
    write: (folder, good) =>
      written(folder, 'climbs.zip', zipOf([{ name: '../../escaped.csv', content: good(10) }])),
    says: /^read$/,
  },
  {
    kind,
    name: 'a zip with a link',
    write: (folder) =>
      written(folder, 'link.zip', zipOf([{ name: 'passwd.csv', content: '/etc/passwd', mode: 0o120777 }])),
    says: /^source\/unsupported: .*it is a link, no file/,
  },
  {
    kind,
    name: 'an encrypted zip',
    write: (folder, good) =>
      written(folder, 'encrypted.zip', zipOf([{ name: 'a.csv', content: good(10), flags: 0x801 }])),
    says: /^source\/unsupported: .*it is encrypted/,
  },
  {
    kind,
    name: 'a zip with a wrong checksum',
    write: (folder, good) =>
      written(folder, 'crc.zip', zipOf([{ name: 'a.csv', content: good(10), crc: 7 }])),
    says: /^source\/unreadable: .*the checksum of a.csv is wrong/,
  },
  {
    kind,
    name: 'a zip of 20,000 files',
    write: (folder) =>
      written(
        folder,
        'many.zip',
        zipOf(
          Array.from({ length: 20_000 }, (_, place) => ({ name: `${place}.csv`, content: '1', method: 0 })),
        ),
      ),
    says: /^source\/unsupported: .*more than 10000 members/,
  },
  {
    kind,
    name: 'a gzip cut short',
    write: (folder, good) => {
      const whole = gzipSync(good(5000));
      return written(folder, 'short.csv.gz', whole.subarray(0, whole.length >> 1));
    },
    says: /^source\/unreadable: .*damaged or cut off/,
  },
  {
    kind,
    name: 'a gzip of nothing',
    write: (folder) => written(folder, 'nothing.csv.gz', gzipSync('')),
    says: /^source\/unsupported: .*an empty file/,
  },
];
