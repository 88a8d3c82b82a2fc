import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { AppError } from '../../contract/app-error.ts';
import { describeFileTrouble } from './file-trouble.ts';

export interface RecognisedFile {
  readonly kind: 'sqlite' | 'hdf5' | 'unknown';
  /** What it looks like, for people: `SQLite 3`, `comma separated text`, … */
  readonly format: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

const headBytes = 65_536;
const sqliteMagic = Buffer.from('SQLite format 3\0', 'latin1');
const hdf5Magic = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');

const otherMagics: readonly (readonly [string, string])[] = [
  ['\x1f\x8b', 'a gzip archive'],
  ['PK\x03\x04', 'a zip archive (or an Excel workbook)'],
  ['BZh', 'a bzip2 archive'],
  ['7z\xbc\xaf\x27\x1c', 'a 7-Zip archive'],
  ['\xfd7zXZ\0', 'an xz archive'],
  ['\x28\xb5\x2f\xfd', 'a Zstandard archive'],
  ['PAR1', 'a Parquet file'],
  ['CDF\x01', 'a NetCDF classic file'],
  ['CDF\x02', 'a NetCDF classic file'],
  ['\x0e\x03\x13\x01', 'an HDF4 file'],
  ['%PDF', 'a PDF document'],
];

/**
 * What a file is, by its content: its name plays no part.
 *
 * @throws AppError source/unreadable when it does not exist, is a folder or may not be read
 */
export function recogniseFile(path: string): RecognisedFile {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, 'r');
    const { size, mtimeMs } = fstatSync(descriptor);
    const head = Buffer.alloc(Math.min(size, headBytes));
    readSync(descriptor, head, 0, head.length, 0);
    return { ...recogniseContent(head, size, descriptor), sizeBytes: size, mtimeMs };
  } catch (cause) {
    throw new AppError('source/unreadable', describeFileTrouble(path, cause), { context: { path }, cause });
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function recogniseContent(
  head: Buffer,
  size: number,
  descriptor: number,
): Pick<RecognisedFile, 'kind' | 'format'> {
  if (size === 0) return { kind: 'unknown', format: 'an empty file' };
  if (head.subarray(0, sqliteMagic.length).equals(sqliteMagic)) return { kind: 'sqlite', format: 'SQLite 3' };
  if (hasHdf5Signature(descriptor, size)) return { kind: 'hdf5', format: 'HDF5' };
  const start = head.toString('latin1', 0, 16);
  const other = otherMagics.find(([magic]) => start.startsWith(magic));
  return { kind: 'unknown', format: other?.[1] ?? describeText(head) };
}

/** The signature stands at 0 or, behind a block of the user's own, at 512, 1024, 2048, … (HDF5 format, III.A). */
function hasHdf5Signature(descriptor: number, size: number): boolean {
  const found = Buffer.alloc(hdf5Magic.length);
  for (let offset = 0; offset + found.length <= size; offset = offset === 0 ? 512 : offset * 2) {
    readSync(descriptor, found, 0, found.length, offset);
    if (found.equals(hdf5Magic)) return true;
  }
  return false;
}

function describeText(head: Buffer): string {
  if (head.every((byte) => byte === 0)) return 'a file of zeros (a copy that was never finished?)';
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const text = isUtf16 ? head.toString('utf16le') : head.toString('utf8');
  if (!isUtf16 && head.includes(0)) return 'a binary file of an unknown kind';
  if (/^\s*(PRAGMA |BEGIN TRANSACTION|CREATE TABLE |-- .*SQL)/i.test(text)) return 'an SQL dump (text)';
  if (/^\uFEFF?\s*[[{]/.test(text)) return 'JSON text';
  if (/^\uFEFF?\s*</.test(text)) return 'XML or HTML text';
  if (/^100,NEM1[23]/m.test(text)) return 'NEM12 text';
  return describeDelimited(text);
}

function describeDelimited(text: string): string {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  const delimiters = [
    [';', 'semicolon'],
    ['\t', 'tab'],
    [',', 'comma'],
    ['|', 'bar'],
  ] as const;
  for (const [delimiter, name] of delimiters) {
    const withIt = lines.filter((line) => line.includes(delimiter)).length;
    if (lines.length > 0 && withIt * 2 > lines.length) return `${name} separated text (CSV)`;
  }
  return 'text';
}
