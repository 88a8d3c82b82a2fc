import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isContainer } from './is-container.ts';
import { unpack } from './unpack.ts';
import type { UnpackOptions } from './unpack.ts';
import { zipOf } from './write-zip.ts';
import type { WrittenMember } from './write-zip.ts';

const table = 'time;kWh\n2025-01-01;1,5\n'.repeat(5000);
const csv = { name: 'readings.csv', content: table };

let root = '';
let folder = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'meterhaul-unpack-'));
  folder = join(root, 'out');
  mkdirSync(folder);
});
afterEach(() => rmSync(root, { recursive: true }));

const unpackBytes = (content: Buffer, options?: UnpackOptions) => {
  const path = join(root, 'export.csv.gz');
  writeFileSync(path, content);
  return unpack(path, folder, options);
};
const unpackZip = (...members: readonly WrittenMember[]) => unpackBytes(zipOf(members));

/** That it is refused with these words, and leaves nothing behind. */
const expectRefusal = async (work: Promise<unknown>, code: string, words: string) => {
  await expect(work).rejects.toMatchObject({ code });
  await expect(work).rejects.toThrow(words);
  expect(readdirSync(folder)).toEqual([]);
};

describe('a gzip file', () => {
  test('becomes a file of our own name in the folder', async () => {
    const { container, files } = await unpackBytes(gzipSync(table));
    expect(container).toBe('gzip');
    expect(files).toMatchObject([
      { path: join(folder, 'unpacked-1'), name: 'export.csv', sizeBytes: table.length },
    ]);
    expect(readFileSync(files[0]!.path, 'utf8')).toBe(table);
  });

  test('of several members becomes one file of all of them', async () => {
    const { files } = await unpackBytes(Buffer.concat([gzipSync(table), gzipSync('end'), gzipSync('')]));
    expect(readFileSync(files[0]!.path, 'utf8')).toBe(`${table}end`);
  });

  test('that was cut off is said to be', () =>
    expectRefusal(unpackBytes(gzipSync(table).subarray(0, 200)), 'source/unreadable', 'damaged or cut off'));

  test('with a wrong checksum is said to be damaged', async () => {
    const packed = gzipSync(table);
    packed[packed.length - 6] = (packed[packed.length - 6] ?? 0) ^ 1;
    await expectRefusal(unpackBytes(packed), 'source/unreadable', 'incorrect data check');
  });

  test('within a gzip file is not opened', () =>
    expectRefusal(
      unpackBytes(gzipSync(gzipSync(table))),
      'source/unsupported',
      'a gzip archive within an archive',
    ));

  test('of a tar archive is not opened', () =>
    expectRefusal(
      unpackBytes(gzipSync(`${'x'.repeat(257)}ustar`.padEnd(1024))),
      'source/unsupported',
      'a tar archive',
    ));
});

describe('a zip archive', () => {
  test('becomes its files, without what macOS and Windows put beside them', async () => {
    const { container, files, skipped } = await unpackZip(
      { name: 'export/', content: '' },
      { name: 'export/readings.csv', content: table },
      { name: '__MACOSX/export/._readings.csv', content: 'x' },
      { name: 'export/.DS_Store', content: 'x' },
      { name: 'Målinger 2025.csv', content: 'a;b\n1;2\n', method: 0 },
    );
    expect([container, skipped]).toEqual(['zip', []]);
    expect(files.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ['readings.csv', table.length],
      ['Målinger 2025.csv', 8],
    ]);
    expect(readFileSync(files[1]!.path, 'utf8')).toBe('a;b\n1;2\n');
  });

  test.each([
    '../../escaped.csv',
    '/etc/escaped.csv',
    '..\\escaped.csv',
    'C:\\escaped.csv',
    'a\u001b[31m.csv',
  ])('cannot write outside of the folder by a name such as %j', async (name) => {
    const { files } = await unpackZip({ name, content: table });
    expect(files[0]!.path).toBe(join(folder, 'unpacked-1'));
    expect(files[0]!.name).toMatch(/^(escaped|a\?\[31m)\.csv$/);
    expect(readdirSync(root).sort()).toEqual(['export.csv.gz', 'out']);
  });

  test('leaves out, with the reason, what it cannot read beside what it can', async () => {
    const { files, skipped } = await unpackZip(
      { name: 'secret.csv', content: table, flags: 1 },
      { name: 'odd.csv', content: table, method: 14 },
      { name: 'more.zip', content: zipOf([csv]) },
      { name: 'link.csv', content: '/etc/passwd', mode: 0o120777 },
      csv,
    );
    expect(files.map((file) => file.name)).toEqual(['readings.csv']);
    expect(skipped.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      'secret.csv: it is encrypted; unpack it yourself with its password',
      'odd.csv: it is compressed with LZMA, which Meterhaul does not read; unpack it yourself',
      'more.zip: it is a zip archive within an archive; unpack it yourself',
      'link.csv: it is a link, no file',
    ]);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('with nothing to read in it says why', async () => {
    await expectRefusal(unpackZip({ ...csv, flags: 1 }), 'source/unsupported', 'it is encrypted');
    await expectRefusal(
      unpackZip({ name: 'a/', content: '' }),
      'source/unsupported',
      'there is no file in it',
    );
  });

  test('with a wrong checksum, or cut off, is said to be damaged', async () => {
    await expectRefusal(
      unpackZip(csv, { ...csv, crc: 1 }),
      'source/unreadable',
      'the checksum of readings.csv is wrong',
    );
    await expectRefusal(
      unpackBytes(zipOf([csv]).subarray(0, -30)),
      'source/unreadable',
      'damaged or cut off',
    );
  });

  test('that is an Excel workbook is refused with what to do', () =>
    expectRefusal(
      unpackZip({ name: 'xl/workbook.xml', content: '<workbook/>' }),
      'source/unsupported',
      'an Excel workbook (.xlsx). Open it in its program and save the sheet',
    ));
});

describe('a bomb', () => {
  const zeros = Buffer.alloc(80e6);

  test('is refused while it is unpacked, with both sizes', async () => {
    await expectRefusal(unpackBytes(gzipSync(zeros)), 'source/unsupported', 'looks like a zip bomb');
    await expectRefusal(unpackZip({ name: 'zeros', content: zeros }), 'source/unsupported', 'MB out of');
  });

  test('is refused when only all members together are one', () => {
    const members = Array.from({ length: 5 }, (_, place) => ({
      name: `${place}`,
      content: zeros.subarray(0, 16e6),
    }));
    return expectRefusal(unpackZip(...members), 'source/unsupported', 'over 300 times as much');
  });

  test('or a file beyond the given limit is refused', () =>
    expectRefusal(
      unpackBytes(gzipSync(table), { limitBytes: 1000 }),
      'source/unsupported',
      'more than 1.0 kB',
    ));
});

test('unpacking that is given up leaves nothing behind', async () => {
  const work = unpackBytes(gzipSync(table), { signal: AbortSignal.abort(new Error('given up')) });
  await expect(work).rejects.toThrow('given up');
  expect(readdirSync(folder)).toEqual([]);
});

test('what is no archive is not unpacked', () =>
  expectRefusal(unpackBytes(Buffer.from(table)), 'source/unsupported', 'it is semicolon separated text'));

test('containers are known by their first bytes', () => {
  const kinds = [gzipSync('x'), zipOf([csv]), Buffer.from('PK'), Buffer.from(table)].map(isContainer);
  expect(kinds).toEqual(['gzip', 'zip', null, null]);
});
