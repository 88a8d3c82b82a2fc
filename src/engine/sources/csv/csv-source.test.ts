import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IgnoredRow, SourceValue } from '../source.ts';
import { openCsvSource } from './csv-source.ts';
import type { CsvSource } from './csv-source.ts';
import type { CsvOptions } from './csv-structure.ts';

let folder = '';
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'meterhaul-csv-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function open(content: string | Buffer, options: CsvOptions = {}): CsvSource {
  const path = join(folder, 'meter.csv');
  writeFileSync(path, content);
  return openCsvSource(path, options);
}

interface Seen {
  names: string[];
  rows: SourceValue[][];
  lines: number[];
  ignored: IgnoredRow[];
}

function see(source: CsvSource, dataset = source.datasetNames()[0]!, from = 0, to = Infinity): Seen {
  const names = source.describe(dataset).columns.map((column) => column.name);
  const seen: Seen = { names, rows: [], lines: [], ignored: [] };
  const request = { dataset, columns: names, from, to };
  for (const batch of source.read(request, (row) => seen.ignored.push(row))) {
    for (let row = 0; row < batch.rows; row++) {
      seen.rows.push(batch.columns.map((column) => column[row]!));
      seen.lines.push(batch.rowNumbers![row]!);
    }
  }
  return seen;
}

const hours = (count: number, value = (hour: number): string => `${hour}.5`, mark = ','): string[] =>
  Array.from({ length: count }, (_, hour) => {
    const day = String(1 + Math.floor(hour / 24)).padStart(2, '0');
    return `2024-01-${day} ${String(hour % 24).padStart(2, '0')}:00${mark}${value(hour)}`;
  });

const trouble = (content: string | Buffer, options: CsvOptions = {}): unknown => {
  try {
    open(content, options).close();
  } catch (thrown) {
    return thrown;
  }
  return 'no error';
};

describe('the encoding of a CSV', () => {
  const text = `Zeit;Zähler Büro (°C);Straße\n${hours(40, (hour) => `${hour},5;Köln`, ';').join('\n')}\n`;
  const unicode = ['utf-8', 'utf-16le', 'utf-16be'].flatMap((name) =>
    [false, true].map((mark) => [name, mark] as const),
  );
  const cases = [...unicode, ['windows-1252', false] as const, ['macintosh', false] as const];
  test.each(cases)('%s (mark: %s) is read with the umlauts of its header', (encoding, addBOM) => {
    const source = open(iconv.encode(text, encoding, { addBOM }));
    expect(source.structure).toMatchObject({ encoding, hasBom: addBOM, delimiter: ';' });
    const { names, rows } = see(source);
    expect(names).toEqual(['Zeit', 'Zähler Büro (°C)', 'Straße']);
    expect(rows[39]).toEqual(['2024-01-02 15:00', '39,5', 'Köln']);
    source.close();
  });

  test('Shift-JIS keeps Japanese headers', () => {
    const source = open(iconv.encode(`日時,使用量(kWh),計測状態\n${hours(9).join(',正常\n')},正常`, 'cp932'));
    expect(source.structure.encoding).toBe('cp932');
    expect(see(source).names).toEqual(['日時', '使用量(kWh)', '計測状態']);
  });

  test('plain ASCII is called so, and an encoding may be given', () => {
    expect(open(hours(5).join('\n')).structure.encoding).toBe('ascii');
    const given = open(iconv.encode('Zeit;Čas\n1;2\n', 'windows-1250'), { encoding: 'windows-1250' });
    expect(see(given).names).toEqual(['Zeit', 'Čas']);
    expect(trouble('a;b\n1;2', { encoding: 'klingon' })).toMatchObject({ code: 'source/unsupported' });
  });

  test('a letter far behind the head decides, and letters at the edges of blocks stay whole', () => {
    const lines = Array.from(
      { length: 60_000 },
      (_, row) => `2024-01-01 00:00;${row};${row < 50_000 ? 'a' : 'Øre'}`,
    );
    const source = open(`tid;värde;ort\n`.replaceAll('ä', 'a') + lines.join('\n'));
    expect(source.structure.encoding).toBe('utf-8');
    expect(
      see(source)
        .rows.slice(50_000)
        .every((row) => row[2] === 'Øre'),
    ).toBe(true);
  });
});

describe('lines and delimiters of a CSV', () => {
  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('line ends %s are found and lines counted as an editor does', (lineEnd, mark) => {
    const source = open(['time,kWh', '', ...hours(6)].join(mark) + mark);
    expect(source.structure.lineEnd).toBe(lineEnd);
    expect(see(source)).toMatchObject({ names: ['time', 'kWh'], lines: [3, 4, 5, 6, 7, 8] });
  });

  test('mixed line ends are lines all the same', () => {
    const [a, b, c, d] = hours(4);
    const source = open(`time,kWh\r\n${a}\n${b}\r${c}\r\n${d}`);
    expect(source.structure.lineEnd).toBe('mixed');
    expect(see(source).lines).toEqual([2, 3, 4, 5]);
    expect(see(source).rows[3]).toEqual(['2024-01-01 03:00', '3.5']);
  });

  test.each([
    [',', 'comma'],
    [';', 'semicolon'],
    ['\t', 'tab'],
    ['|', 'bar'],
  ])('%j is found by how steady it is', (mark, name) => {
    const lines = hours(8, (hour) => `${hour}${mark === ',' ? '.' : ','}25`, mark);
    const source = open(`Report, made by: A, B, C\n\ntime${mark}value\n${lines.join('\n')}`);
    expect(source.structure).toMatchObject({ delimiter: mark, delimiterName: name, headerRow: 3 });
    expect(see(source).rows).toHaveLength(8);
  });

  test('runs of spaces set fixed columns apart, single spaces within a stamp do not', () => {
    const fixed = open(
      `time              kWh     state\n${hours(9, (h) => `   ${h}.5   ok`, '').join('\n')}`,
    );
    expect(fixed.structure.delimiterName).toBe('spaces');
    expect(see(fixed).rows[2]).toEqual(['2024-01-01 02:00', '2.5', 'ok']);
    const single = open('day time kWh\n2024-01-01 00:00 1.5\n2024-01-01 01:00 2.5\n2024-01-01 02:00 2.5\n');
    expect(see(single).rows[1]).toEqual(['2024-01-01', '01:00', '2.5']);
  });

  test('a sep= line says the delimiter and is no row', () => {
    const source = open(`sep=;\ntime;a,b\n${hours(3, (h) => `${h},5`, ';').join('\n')}`);
    expect(source.structure).toMatchObject({ sepLine: true, delimiter: ';', headerRow: 2, preamble: [] });
    expect(see(source)).toMatchObject({ names: ['time', 'a,b'], lines: [3, 4, 5] });
  });

  test('one column is a table too', () => {
    const source = open('power W\n12.5\n13.5\n14.5\n');
    expect(source.structure.delimiterName).toBe('none');
    expect(see(source)).toMatchObject({ names: ['power W'], rows: [['12.5'], ['13.5'], ['14.5']] });
    expect(see(open('Leistung kW\n12,5\n13,25\n14\n')).rows).toEqual([['12,5'], ['13,25'], ['14']]);
  });
});

describe('the cells of a CSV', () => {
  test('quotes hold delimiters, line ends and quotes; rows keep the line they start on', () => {
    const source = open('time,note,kWh\n2024-01-01,"a, ""b""\nc",1\n2024-01-02,5" pipe,2\n2024-01-03,"",3\n');
    expect(see(source)).toMatchObject({
      rows: [
        ['2024-01-01', 'a, "b"\nc', '1'],
        ['2024-01-02', '5" pipe', '2'],
        ['2024-01-03', '', '3'],
      ],
      lines: [2, 4, 5],
    });
  });

  test('ids keep their zeros without what guards them, and padding goes', () => {
    const source = open(
      `id;time;v\n="0012";2024-01-01;\u00a01,5\u202f\n'0012; 2024-01-02 ;\u200b$2\n"=""0012""";2024-01-03;3\n`,
    );
    expect(see(source).rows).toEqual([
      ['0012', '2024-01-01', '1,5'],
      ['0012', '2024-01-02', '$2'],
      ['0012', '2024-01-03', '3'],
    ]);
  });

  test('a quote that is never closed spoils its own cell only', () => {
    const lines = hours(3000);
    lines[10] = '2024-01-01 10:00,"oops';
    const source = open(`time,kWh\n${lines.join('\n')}\n`);
    const { rows } = see(source);
    expect(rows).toHaveLength(3000);
    expect(rows[10]).toEqual(['2024-01-01 10:00', '"oops']);
    expect(source.structure.problems).toMatchObject([
      { row: 12, count: 1, text: expect.stringContaining('quote') },
    ]);
  });

  test('short rows lack cells, rows too long are delivered and told, trailing delimiters are nothing', () => {
    const lines = hours(20, (hour) => `${hour},x,`);
    lines[2] = '2024-01-01 02:00,2';
    lines[3] = '2024-01-01 03:00,3,x,y,z';
    const source = open(`time,kWh,state\n${lines.join('\n')}\n`);
    const { rows } = see(source);
    expect(rows[2]).toEqual(['2024-01-01 02:00', '2', null]);
    expect(rows[3]).toEqual(['2024-01-01 03:00', '3', 'x']);
    expect(source.structure.problems).toMatchObject([
      { row: 5, count: 1, text: expect.stringContaining('more cells') },
    ]);
  });
});

describe('what stands around the table', () => {
  test('a preamble becomes labels, whatever its length', () => {
    for (const length of [1, 5, 20, 55]) {
      const preamble = Array.from({ length }, (_, line) => (line % 4 === 3 ? '' : `Key ${line}: some, text`));
      const source = open(`${preamble.join('\n')}\n=====\ntime,kWh\n${hours(30).join('\n')}\n`);
      expect(source.structure.headerRow).toBe(length + 2);
      expect(source.describe('readings').labels).toEqual(preamble.filter((line) => line !== ''));
    }
  });

  test('key;value lines above a table of two columns are no header rows', () => {
    const source = open(
      `Meter;12345\nFrom;01.01.2024\nTime;Value\n${hours(9, (h) => `${h},5`, ';').join('\n')}`,
    );
    expect(see(source).names).toEqual(['Time', 'Value']);
    expect(source.describe('readings').labels).toEqual(['Meter;12345', 'From;01.01.2024']);
  });

  test('no header, doubled names and nameless columns get names', () => {
    expect(see(open(hours(5).join('\n'))).names).toEqual(['column 1', 'column 2']);
    const lines = hours(5, (h) => `${h},${h},${h}`);
    expect(see(open(`Time,Value,Value,\n${lines.join('\n')}`)).names).toEqual([
      'Time',
      'Value',
      'Value (2)',
      'column 4',
    ]);
  });

  test('a block of header rows gives names, units and labels', () => {
    const lines = hours(6, (h) => `${h};${h};1`, ';');
    const head = ';Meter A;;Meter B\nTime;Import;Export;Import\nDD.MM.YYYY hh:mm;[kWh];[kWh];[kWh]\n';
    const columns = open(head + lines.join('\n')).describe('readings').columns;
    expect(columns.map(({ name, unit }) => [name, unit])).toEqual([
      ['Time', undefined],
      ['Import Meter A', 'kWh'],
      ['Export', 'kWh'],
      ['Import Meter B', 'kWh'],
    ]);
    expect(columns[0]?.labels).toEqual(['DD.MM.YYYY hh:mm']);
    const plain = open(`Time;Energy;Temp\n;kWh;°C\n${hours(6, (h) => `${h};${h}`, ';').join('\n')}`);
    expect(plain.describe('readings').columns.map((column) => column.unit)).toEqual([undefined, 'kWh', '°C']);
  });

  test('totals, remarks and repeated headers are ignored with a reason, odd stamps are not', () => {
    const [a, b, c, d, e] = hours(5);
    const source = open(
      `time,kWh\n${a}\n${b}\ntime,kWh\n${c}\nTotal,99\n${d}\n2024-01-01 99:99,1\n,7\n${e}\n\nMade with love\nhttps://example.org/?a=1\n`,
    );
    const { rows, ignored } = see(source);
    expect(rows).toHaveLength(7);
    expect(ignored.map((each) => [each.row, each.reason])).toEqual([
      [4, 'the header again'],
      [6, 'a total row (Total)'],
      [12, expect.stringContaining('remark')],
      [13, expect.stringContaining('remark')],
    ]);
    expect(source.describe('readings').rows).toBe(7);
  });

  test('meter ids as column names are names, and a total row with its label is none of the data', () => {
    const source = open(
      'Time;5713131740001;5713131740002\n01.01.2024 00:00;1,2;3,4\n01.01.2024 01:00;1,2;\nTotal;2,4;3,4\n',
    );
    const { names, rows, ignored } = see(source);
    expect(names).toEqual(['Time', '5713131740001', '5713131740002']);
    expect(rows).toHaveLength(2);
    expect(ignored).toEqual([{ row: 4, text: 'Total;2,4;3,4', reason: 'a total row (Total)' }]);
  });

  test('a date that stands only in the first row of its day leaves the others data', () => {
    const rest = ';00:15;1,5\n;00:30;2,5\n;00:45;2,5\n';
    const source = open(
      `Datum;Zeit;kW\n01.01.2024;00:00;0,5\n${rest}02.01.2024;00:00;0,5\n${rest}Summe;;9\nMax;;2,5\n`,
    );
    expect(see(source).rows).toHaveLength(8);
    expect(see(source).ignored.map((row) => row.row)).toEqual([10, 11]);
  });

  test('a header row may be said, or that there is none', () => {
    const text = `x;y\nid;when\n${hours(4, () => 'a', ';').join('\n')}`;
    expect(see(open(text, { headerRow: 1 })).names).toEqual(['x', 'y']);
    expect(see(open(text, { headerRow: null })).names).toEqual(['column 1', 'column 2']);
  });
});

describe('several tables in one file', () => {
  const block = (title: string, head: string, value: number): string =>
    `=====\n${title}\n=====\n${head}\n${hours(30, (h) => String(h + value)).join('\n')}\n\n`;

  test('different titles or headers are datasets of their own', () => {
    const source = open(block('Delivered', 'Time,Usage', 0) + block('Received', 'Time,Usage', 100));
    expect(source.datasetNames()).toEqual(['Delivered', 'Received']);
    expect(see(source, 'Received')).toMatchObject({ names: ['Time', 'Usage'], ignored: [] });
    expect(see(source, 'Received').rows[0]).toEqual(['2024-01-01 00:00', '100']);
    expect(see(source, 'Delivered').rows).toHaveLength(30);
  });

  test('the same title starting over at the same time is another table, going on in time is the same', () => {
    const over = open(block('Usage', 'Time,kWh', 0) + block('Usage', 'Time,kWh', 5));
    expect(over.datasetNames()).toEqual(['Usage', 'Usage (2)']);
    const later = open(
      block('Usage', 'Time,kWh', 0) + block('Usage', 'Time,kWh', 5).replaceAll('2024-', '2025-'),
    );
    expect(later.datasetNames()).toEqual(['readings']);
    expect(see(later).rows).toHaveLength(60);
    expect(see(later).ignored.map((row) => [row.row, row.reason])).toEqual([
      [36, 'the title of a table that goes on'],
      [37, 'the title of a table that goes on'],
      [38, 'the title of a table that goes on'],
      [39, 'the header again'],
    ]);
  });

  test('a section a day under dated titles is one table', () => {
    const day = (date: string): string =>
      `Data for period starting: ${date} 00:00:00  for 24 hours\n"Time period","kWh"\n\n"${date} 00:00","1"\n"${date} 01:00","2"\n\n`;
    const source = open(`Usage\n\n${day('2024-01-01')}${day('2024-01-02')}${day('2024-01-03')}`);
    expect(source.datasetNames()).toEqual(['readings']);
    expect(see(source).rows).toHaveLength(6);
  });

  test('a table of another width is found', () => {
    const daily = Array.from({ length: 9 }, (_, day) => `2024-01-0${day + 1},A,${day},x`).join('\n');
    const source = open(`Time,kWh\n${hours(50).join('\n')}\n\nDaily\nDay,Meter,Sum,State\n${daily}\n`);
    expect(source.datasetNames()).toHaveLength(2);
    expect(see(source, source.datasetNames()[1]).rows[0]).toEqual(['2024-01-01', 'A', '0', 'x']);
  });
});
