import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { seededRandom } from '../../../src/domain/seeded-random.ts';
import type { HostileFile } from './hostile-file.ts';

const kind = 'texts';

function written(folder: string, name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** Writes parts one after the other, so that no test holds a large file in memory. */
function writtenInParts(folder: string, name: string, parts: Iterable<string>): string {
  const file = path.join(folder, name);
  const descriptor = openSync(file, 'w');
  for (const part of parts) writeSync(descriptor, part);
  closeSync(descriptor);
  return file;
}

function* repeat<T>(times: number, part: (time: number) => T): Generator<T> {
  for (let time = 0; time < times; time++) yield part(time);
}

function stampAt(row: number): string {
  return new Date(Date.UTC(2024, 0, 1) + row * 900_000).toISOString();
}

function rubbish(sizeBytes: number): Uint8Array {
  const random = seededRandom(1);
  return Uint8Array.from({ length: sizeBytes }, () => Math.floor(random() * 256));
}

function sparse(folder: string, name: string, sizeBytes: number): string {
  const file = path.join(folder, name);
  const descriptor = openSync(file, 'w');
  ftruncateSync(descriptor, sizeBytes);
  closeSync(descriptor);
  return file;
}

export const texts: readonly HostileFile[] = [
  {
    kind,
    name: 'a line of a million characters',
    write: (folder, good) => written(folder, 'line.csv', `${'x'.repeat(1_000_000)}\n${good(10)}`),
    says: /^source\/unsupported: .* is text;/,
  },
  {
    kind,
    name: 'a cell of a million digits',
    write: (folder, good) =>
      written(folder, 'cell.csv', `${good(10)}${stampAt(10)},${'9'.repeat(1_000_000)}\n`),
    says: /^read$/,
  },
  {
    kind,
    name: 'one line of 40 million characters without an end',
    write: (folder) =>
      writtenInParts(
        folder,
        'endless.csv',
        repeat(40, () => '12345678,'.repeat(111_111)),
      ),
    says: /^source\/unsupported: .*a line of more than 32 million characters/,
  },
  {
    kind,
    name: 'a million columns',
    write: (folder) =>
      written(folder, 'wide.csv', `time${',m'.repeat(1_000_000)}\n${stampAt(0)}${',1'.repeat(1_000_000)}\n`),
    says: /^source\/unsupported: .*1000001 columns in line 1;/,
  },
  {
    kind,
    name: 'a million columns in a row in the middle',
    write: (folder, good) =>
      written(folder, 'wider.csv', `${good(500)}${stampAt(500)}${',1'.repeat(1_000_000)}\n`),
    says: /^source\/unsupported: .*1000001 columns in line 502;/,
  },
  {
    kind,
    name: 'nothing',
    write: (folder) => written(folder, 'empty.csv', ''),
    says: /^source\/unsupported: .*an empty file/,
  },
  {
    kind,
    name: 'only line ends',
    write: (folder) => written(folder, 'lines.csv', '\n'.repeat(5_000_000)),
    says: /^source\/unsupported: .* is text;/,
  },
  {
    kind,
    name: 'only carriage returns',
    write: (folder) => written(folder, 'cr.csv', '\r'.repeat(5_000_000)),
    says: /^source\/unsupported: .* is text;/,
  },
  {
    kind,
    name: 'only delimiters',
    write: (folder) => written(folder, 'commas.csv', `${','.repeat(20)}\n`.repeat(100_000)),
    says: /^source\/no-readings: .*nothing but empty lines/,
  },
  {
    kind,
    name: 'only a header',
    write: (folder) => written(folder, 'header.csv', 'time,kWh\n'),
    says: /^source\/unsupported: .*holds no table/,
  },
  {
    kind,
    name: 'only a byte order mark',
    write: (folder) => written(folder, 'bom.csv', '\ufeff'),
    says: /^source\/unsupported: .* is text;/,
  },
  {
    kind,
    name: '200 MB of zeros',
    write: (folder) => sparse(folder, 'zeros.csv', 200_000_000),
    says: /^source\/unsupported: .*a file of zeros/,
  },
  {
    kind,
    name: 'rubbish named .csv',
    write: (folder) => written(folder, 'rubbish.csv', rubbish(300_000)),
    says: /^source\/unsupported: .*a binary file of an unknown kind/,
  },
  {
    kind,
    name: 'rubbish named .db',
    write: (folder) => written(folder, 'rubbish.db', rubbish(300_000)),
    says: /^source\/unsupported: .*a binary file of an unknown kind/,
  },
  {
    kind,
    name: 'rubbish named .h5',
    write: (folder) => written(folder, 'rubbish.h5', rubbish(300_000)),
    says: /^source\/unsupported: .*a binary file of an unknown kind/,
  },
  {
    kind,
    name: 'rubbish between good rows',
    write: (folder, good) =>
      written(
        folder,
        'mixed.csv',
        Buffer.concat([Buffer.from(good(100)), rubbish(100_000), Buffer.from(`\n${good(50)}`)]),
      ),
    says: /^source\/unsupported: .*a binary file of an unknown kind/,
  },
  {
    kind,
    name: 'NUL bytes among the text',
    write: (folder, good) => written(folder, 'nul.csv', good(200).replaceAll('Z,3', 'Z,\u00003')),
    says: /^read$/,
  },
  {
    kind,
    name: 'bytes that are no UTF-8',
    write: (folder, good) =>
      written(
        folder,
        'invalid.csv',
        Buffer.concat([
          Buffer.from('zähler;'),
          Buffer.from(good(50)),
          Buffer.from([0xc3, 0x28, 0xff, 0xfe, 10]),
          Buffer.from(good(5)),
        ]),
      ),
    says: /^read$/,
  },
  {
    kind,
    name: 'a quote that is never closed, before 4 MB',
    write: (folder) =>
      writtenInParts(
        folder,
        'quote.csv',
        repeat(
          4,
          (part) =>
            `${part === 0 ? 'time,kWh\n"2024-01-01T00:00:00Z,1\n' : ''}${Array.from(repeat(38_000, (row) => `${stampAt(part * 38_000 + row)},1`)).join('\n')}\n`,
        ),
      ),
    says: /^read$/,
  },
  {
    kind,
    name: 'a quote in every other row',
    write: (folder) =>
      writtenInParts(
        folder,
        'quotes.csv',
        repeat(4, (part) =>
          Array.from(
            repeat(10_000, (row) => `"${stampAt(part * 10_000 + row)},${row % 2 === 0 ? '"' : ''}1`),
          ).join('\n'),
        ),
      ),
    says: /^source\/no-readings: /,
  },
  {
    kind,
    name: '100,000 tiny sections',
    write: (folder) =>
      writtenInParts(
        folder,
        'sections.csv',
        repeat(
          100_000,
          (part) => `Meter ${part}\ntime,kWh ${part}\n2024-01-01 00:00,1\n2024-01-01 00:15,2\n\n`,
        ),
      ),
    says: /^source\/unsupported: .*more than 2000 tables/,
  },
  {
    kind,
    name: '10,000 meters',
    write: (folder) =>
      writtenInParts(
        folder,
        'meters.csv',
        repeat(
          100,
          (part) =>
            `${part === 0 ? 'meter,time,kWh\n' : ''}${Array.from(repeat(100, (row) => `m${part * 100 + row},2024-01-01T00:00:00Z,1\n`)).join('')}`,
        ),
      ),
    says: /^(read$|mapping\/)/,
  },
  {
    kind,
    name: 'a name in right-to-left script with line ends',
    write: (folder, good) => written(folder, 'عداد\u202e\nvsc.csv', good(50)),
    says: /^read$/,
  },
  {
    kind,
    name: 'escapes of a terminal in names and cells',
    write: (folder, good) =>
      written(
        folder,
        'esc.csv',
        good(50).replace('kWh', '\u001b]0;owned\u0007\u001b[2JkWh') +
          `\u001b[31m,=cmd|' /C calc'!A1\n${stampAt(50)},\u001b[2J7\n`,
      ),
    says: /^read$/,
  },
  {
    kind,
    name: 'absurd numbers and times',
    write: (folder, good) =>
      written(
        folder,
        'absurd.csv',
        `${good(50)}0000-00-00T00:00:00Z,1\n9999-12-31T23:59:59Z,1e308\n-271821-04-20T00:00:00Z,-1e308\n+275760-09-13T00:00:00Z,1e999\n`,
      ),
    says: /^read$/,
  },
];
