import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recogniseFile } from './recognise-file.ts';
import type { RecognisedFile } from './recognise-file.ts';

const hdf5Magic = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');
const sqlite = 'SQLite format 3\0'.padEnd(4096, '\0');
const table = 'time;kWh\n2025-01-01;1,5\n2025-01-02;1,6\n';
const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('a file is recognised by its content, whatever it is called', () => {
  let folder = '';
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'meterhaul-recognise-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const recognise = (name: string, content: string | Buffer): RecognisedFile => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return recogniseFile(path);
  };

  test('a SQLite file called .h5 is a SQLite file, and its name is remarked on', () => {
    const { kind, nameNote } = recognise('a.h5', sqlite);
    expect([kind, nameNote]).toEqual([
      'sqlite',
      'a.h5 is named like an HDF5 file, but it is a SQLite database.',
    ]);
  });

  test.each([0, 512, 1024, 4096])('an HDF5 signature at %d makes an HDF5 file', (offset) => {
    const content = Buffer.concat([Buffer.alloc(offset, 'x'), hdf5Magic, Buffer.alloc(100)]);
    expect(recognise(`b${offset}.db`, content).kind).toBe('hdf5');
  });

  test('a signature anywhere else does not', () => {
    expect(recognise('c.h5', Buffer.concat([Buffer.alloc(300, 'x'), hdf5Magic])).kind).toBe('unknown');
  });

  test.each<[string, string, string | Buffer]>([
    ['csv', 'semicolon separated text (CSV)', table],
    ['csv', 'comma separated text (CSV)', 'time,kWh\n2025-01-01,1.5\n'],
    ['csv', 'tab separated text (CSV)', 'time\tkWh\r2025-01-01\t1.5\r'],
    ['csv', 'semicolon separated text (CSV)', Buffer.from(`\uFEFF${table}`, 'utf16le')],
    ['csv', 'semicolon separated text (CSV)', Buffer.from(`\uFEFF${table}`, 'utf16le').swap16()],
    ['csv', 'semicolon separated text (CSV)', Buffer.from(table, 'utf16le')],
    ['csv', 'semicolon separated text (CSV)', bytes(`m\xe5ler;m\xe6ngde\n${table}`)],
    ['csv', 'comma separated text (CSV)', bytes('\x93\xfa\x8e\x9e,\x93d\x97\xcd\n2025/01/01,1.5\n')],
    ['csv', 'space separated text (CSV)', '1736928000 12.5\n1736931600 13\n'],
    ['csv', 'space separated text (CSV)', 'time kWh\n2025-01-01T00:00 1.5\n2025-01-01T01:00 -1.6\n'],
    ['csv', 'semicolon separated text (CSV)', `${'# a page of words about the file\n'.repeat(30)}${table}`],
    ['csv', 'one column of numbers (CSV)', '1.5\n2.5\n3.5\n'],
    ['csv', 'comma separated text (CSV)', '100,200\n100,300\n200,1\n'],
    ['nem12', 'NEM12 text', '100,NEM12,200506081149,UNITEDDP,NEMMCO\n200,NEM1201009\n'],
    ['nem12', 'NEM12 text', '\r\n200,41,E1,1,E1,N1,S1,kWh,30,\r\n300,20240101,1,2,3\r\n'],
    ['gzip', 'a gzip archive', gzipSync('x')],
    ['zip', 'a zip archive', bytes('PK\x03\x04.... readings.csv')],
  ])('a file of kind %s: %s', (kind, format, content) => {
    expect(recognise('given.dat', content)).toMatchObject({ kind, format, advice: null, nameNote: null });
  });

  test.each<[string, string | Buffer]>([
    ['an empty file', ''],
    ['an SQL dump (text)', 'PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n'],
    ['an SQL dump (text)', '-- MySQL dump 10.13\n\nCREATE TABLE `a` (b int);\n'],
    ['NEM13 text (accumulated readings)', '100,NEM13,200401010101,MDA1,Ret1\n250,1234567890,1141,01,11\n'],
    ['JSON text', '{"a": 1}'],
    ['a Green Button file (ESPI XML)', '<?xml version="1.0"?><feed xmlns:espi="http://naesb.org/espi">'],
    ['XML text', '<?xml version="1.0"?><readings/>'],
    ['an HTML page', '<!DOCTYPE html><html><table>'],
    ['an Excel workbook (.xlsx)', bytes('PK\x03\x04[Content_Types].xml ... xl/workbook.xml')],
    [
      'an OpenDocument spreadsheet (.ods)',
      bytes('PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet'),
    ],
    ['an old Office document, such as an Excel workbook (.xls)', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
    ['a Parquet file', 'PAR1....'],
    ['an xz archive', bytes('\xfd7zXZ\0...')],
    ['a tar archive', `${'x'.repeat(257)}ustar  `],
    ['a PDF document', '%PDF-1.4'],
    ['a JPEG picture', bytes('\xff\xd8\xff\xe0')],
    ['a Git LFS pointer instead of the file', 'version https://git-lfs.github.com/spec/v1\noid sha256:1\n'],
    ['a file of zeros (a copy that was never finished?)', Buffer.alloc(2048)],
    ['text', 'Dear Sir,\nthe readings follow by post.\n'],
  ])('what cannot be read is described as %s, with advice', (format, content) => {
    const recognised = recognise('given.dat', content);
    expect(recognised).toMatchObject({ kind: 'unknown', format });
    expect(recognised.advice).toMatch(/\.$/);
  });

  test('binary rubbish is not taken for text', () => {
    const rubbish = Buffer.from(Array.from({ length: 4096 }, (_, place) => (place * 2_654_435_761) >>> 24));
    expect(recognise('r.csv', rubbish)).toMatchObject({
      kind: 'unknown',
      format: 'a binary file of an unknown kind',
      nameNote: 'r.csv is named like a text table, but it is a binary file of an unknown kind.',
    });
  });

  test.each([
    [
      'energy.db',
      'PRAGMA foreign_keys=OFF;\n',
      'energy.db is named like a SQLite database, but it is an SQL dump (text).',
    ],
    ['x.SQL', sqlite, 'x.SQL is named like an SQL text, but it is a SQLite database.'],
    [
      'x.csv',
      Buffer.concat([hdf5Magic, Buffer.alloc(99)]),
      'x.csv is named like a text table, but it is an HDF5 file.',
    ],
    ['x.xls', table, 'x.xls is named like an Excel workbook, but it is semicolon separated text (CSV).'],
    ['x.csv.gz', gzipSync('x'), null],
    ['x.csv', table, null],
  ])('the name %s is compared with the content', (name, content, note) => {
    expect(recognise(name, content).nameNote).toBe(note);
  });

  test('a missing file and a folder are said to be that', () => {
    expect(() => recogniseFile(join(folder, 'absent'))).toThrow('no such file');
    expect(() => recogniseFile(folder)).toThrow('it is a folder');
  });
});
