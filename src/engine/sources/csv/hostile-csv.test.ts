import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanCell } from './cell.ts';
import { openCsvSource } from './csv-source.ts';
import type { CsvSource } from './csv-source.ts';

let folder = '';
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'meterhaul-csv-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function open(content: string | Buffer): CsvSource {
  const path = join(folder, 'meter.csv');
  writeFileSync(path, content);
  return openCsvSource(path);
}

function readAll(source: CsvSource, from = 0, to = Infinity): { rows: unknown[][]; lines: number[] } {
  const [dataset = ''] = source.datasetNames();
  const columns = source.describe(dataset).columns.map((column) => column.name);
  const rows: unknown[][] = [];
  const lines: number[] = [];
  for (const batch of source.read({ dataset, columns, from, to })) {
    for (let row = 0; row < batch.rows; row++) rows.push(batch.columns.map((column) => column[row]));
    lines.push(...(batch.rowNumbers ?? []));
  }
  return { rows, lines };
}

const stamp = (row: number): string =>
  new Date(Date.UTC(2000, 0, 1) + row * 900_000).toISOString().slice(0, 16).replace('T', ' ');
const table = (rows: number): string =>
  `time,kWh\n${Array.from({ length: rows }, (_, row) => `${stamp(row)},${row % 100}.25`).join('\n')}\n`;

describe('text that means harm or trouble', () => {
  test.each([
    ['an empty file', '', 'source/no-readings'],
    ['only line ends', '\n'.repeat(5000), 'source/no-readings'],
    ['prose', 'neither this nor that'.repeat(100), 'source/unsupported'],
    ['zeros', Buffer.alloc(100_000), 'source/unsupported'],
    [
      'bytes of anything',
      Buffer.from(Array.from({ length: 9000 }, (_, at) => (at * 7919) % 256)),
      'source/unsupported',
    ],
    ['a million columns', `${'1,'.repeat(1_000_000)}\n`, 'source/unsupported'],
    ['a wide line after good ones', `${table(50)}${'1,'.repeat(20_000)}\n${table(5)}`, 'source/unsupported'],
  ])('%s is refused in words', (_, content, code) => {
    expect(() => open(content)).toThrow(expect.objectContaining({ code }));
  });

  test('a wide line is named', () => {
    expect(() => open(`${table(50)}${'1,'.repeat(20_000)}\n`)).toThrow('line 52');
  });

  test('a file that is not there is unreadable', () => {
    expect(() => openCsvSource(join(folder, 'absent'))).toThrow(
      expect.objectContaining({ code: 'source/unreadable' }),
    );
  });

  test('a line of two million characters is a row like any other', () => {
    const source = open(`${table(3)}2024-01-01 00:00,${'9'.repeat(2_000_000)}\n2024-01-01 01:00,2`);
    expect(readAll(source).rows.map((row) => String(row[1]).length)).toEqual([4, 4, 4, 2_000_000, 1]);
  });

  test('zeros within a log cost no other row', () => {
    const source = open(`${table(40)}${'\0'.repeat(300)}2024-01-01 00:00,5\n`);
    expect(readAll(source).rows.at(-1)).toEqual(['2024-01-01 00:00', '5']);
  });

  test('one line without a line end is a row', () => {
    expect(readAll(open('2024-01-01 00:00,5')).rows).toEqual([['2024-01-01 00:00', '5']]);
  });

  test('many quotes that nobody closes end within seconds', () => {
    const lines = Array.from({ length: 30_000 }, (_, row) => `${stamp(row)},"${row}`);
    const source = open(`time,kWh\n${lines.join('\n')}\n`);
    expect(readAll(source).rows).toHaveLength(30_000);
  });

  test('record types of NEM12 do not bring it down', () => {
    const values = Array.from({ length: 48 }, () => '1.1').join(',');
    const text = `100,NEM12,200401011200,MDA,Ret\n200,NMI1,E1,1,E1,N1,M1,kWh,30,\n300,20040101,${values},A,,,,\n900\n`;
    const source = open(text);
    for (const name of source.datasetNames()) expect(source.describe(name).columns.length).toBeGreaterThan(0);
  });
});

describe('a file that is too long to be read at opening', () => {
  test('is opened by its head, read to its last row, and later rows are found again', () => {
    const rows = 1_600_000;
    const source = open(`${table(rows)}Total,99\n`);
    const before = source.describe('readings');
    expect(before.rowsAreEstimated).toBe(true);
    expect(Math.abs(before.rows / rows - 1)).toBeLessThan(0.02);
    const tail = source.tailSample('readings', 3);
    expect(tail.columns[0]).toEqual([stamp(rows - 3), stamp(rows - 2), stamp(rows - 1)]);
    expect(tail.rowNumbers).toEqual(Float64Array.of(NaN, NaN, NaN));

    const ignored: number[] = [];
    let count = 0;
    const request = { dataset: 'readings', columns: ['time'], from: 0, to: Infinity };
    for (const batch of source.read(request, (row) => ignored.push(row.row))) {
      expect(batch.from).toBe(count);
      expect(batch.rowNumbers?.[0]).toBe(count + 2);
      count += batch.rows;
    }
    expect([count, ignored]).toEqual([rows, [rows + 2]]);
    expect(source.describe('readings')).toMatchObject({ rows });
    expect(source.describe('readings').rowsAreEstimated).toBeUndefined();
    expect(readAll(source, 1_234_567, 1_234_569)).toEqual({
      rows: [1_234_567, 1_234_568].map((row) => [stamp(row), `${row % 100}.25`]),
      lines: [1_234_569, 1_234_570],
    });
    source.close();
  });
});

test.each([
  ['windows-1251', 'Потребление электроэнергии кВтч', 'норма'],
  ['windows-1250', 'Spotřeba elektřiny, měření', 'předběžné'],
])('the words of %s are told by the statistics of their letters', (encoding, name, state) => {
  const rows = Array.from({ length: 9 }, (_, row) => `${stamp(row)};${row};${state}`).join('\n');
  const source = open(iconv.encode(`t;${name};${state}\n${rows}`, encoding));
  expect(source.describe('readings').columns.map((column) => column.name)).toEqual(['t', name, state]);
});

describe('any table', () => {
  const cell = fc.string({ unit: fc.constantFrom(...'abcxyzÄéß°019 ,;|"\n\'='.split('')), maxLength: 9 });
  const layout = fc.record({
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    encoding: fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'),
    addBOM: fc.boolean(),
    preamble: fc.integer({ min: 0, max: 20 }),
    sepLine: fc.boolean(),
    alwaysQuotes: fc.boolean(),
  });
  const texts = fc
    .integer({ min: 1, max: 5 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 3, maxLength: 40 }),
    );

  test('reads back to the same cells in every way to write it', () => {
    fc.assert(
      fc.property(texts, layout, (cells, how) => {
        const mark = how.delimiter;
        const write = (text: string): string =>
          how.alwaysQuotes || /["\n]/.test(text) || text.includes(mark)
            ? `"${text.replaceAll('"', '""')}"`
            : text;
        const header = ['time', ...(cells[0] ?? []).map((_, column) => `name ${column}`), 'kWh'];
        const body = cells.map((row, at) => [stamp(at), ...row, `${at}`].map(write).join(mark));
        const preamble = Array.from({ length: how.preamble }, (_, line) => `Line ${line} of the preamble`);
        const sep = how.sepLine && how.encoding !== 'utf-16be' ? [`sep=${mark}`] : [];
        const text = [...sep, ...preamble, header.join(mark), ...body]
          .join('\n')
          .replaceAll('\n', how.lineEnd);
        const addBOM = how.addBOM && how.encoding !== 'windows-1252';
        const source = open(iconv.encode(text, how.encoding, { addBOM }));
        const columns = source.describe('readings').columns.map((column) => column.name);
        const { rows } = readAll(source);
        source.close();
        expect(columns).toEqual(header);
        expect(rows).toEqual(cells.map((row, at) => [stamp(at), ...row.map(cleanCell), `${at}`]));
      }),
      { numRuns: 300 },
    );
  });
});
