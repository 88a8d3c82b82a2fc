import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recogniseFile } from './recognise-file.ts';

const hdf5Magic = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');

describe('a file is recognised by its content, whatever it is called', () => {
  let folder = '';
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'meterhaul-recognise-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const recognise = (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return recogniseFile(path);
  };

  test('a SQLite file called .h5 is a SQLite file', () => {
    expect(recognise('a.h5', 'SQLite format 3\0'.padEnd(4096, '\0')).kind).toBe('sqlite');
  });

  test.each([0, 512, 1024, 4096])('an HDF5 signature at %d makes an HDF5 file', (offset) => {
    const content = Buffer.concat([Buffer.alloc(offset, 'x'), hdf5Magic, Buffer.alloc(100)]);
    expect(recognise(`b${offset}.db`, content).kind).toBe('hdf5');
  });

  test('a signature anywhere else does not', () => {
    expect(recognise('c.h5', Buffer.concat([Buffer.alloc(300, 'x'), hdf5Magic])).kind).toBe('unknown');
  });

  test.each([
    ['an empty file', ''],
    ['semicolon separated text (CSV)', 'time;kWh\n2025-01-01;1,5\n2025-01-02;1,6\n'],
    ['comma separated text (CSV)', 'time,kWh\n2025-01-01,1.5\n'],
    ['an SQL dump (text)', 'PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n'],
    ['NEM12 text', '100,NEM12,200506081149,UNITEDDP,NEMMCO\n200,NEM1201009\n'],
    ['JSON text', '{"a": 1}'],
    ['a gzip archive', gzipSync('x')],
    ['a zip archive (or an Excel workbook)', Buffer.from('PK\x03\x04....', 'latin1')],
    ['a file of zeros (a copy that was never finished?)', Buffer.alloc(2048)],
    ['a binary file of an unknown kind', Buffer.from([1, 0, 2, 0, 200])],
  ])('what is neither is described as %s', (format, content) => {
    expect(recognise('resources.db', content)).toMatchObject({ kind: 'unknown', format });
  });

  test('a missing file and a folder are said to be that', () => {
    expect(() => recogniseFile(join(folder, 'absent'))).toThrow('no such file');
    expect(() => recogniseFile(folder)).toThrow('it is a folder');
  });
});
