import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IgnoredRow } from '../source.ts';
import { openCsvSource } from './csv-source.ts';
import type { CsvSource } from './csv-source.ts';

describe('a table of text', () => {
  let folder = '';
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'meterhaul-odd-csv-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const open = (content: string | Buffer): CsvSource => {
    const path = join(folder, 'meter.csv');
    writeFileSync(path, content);
    return openCsvSource(path);
  };
  const hours = (count: number, cells: (hour: number) => string): string =>
    Array.from(
      { length: count },
      (_, hour) => `2024-01-01 ${String(hour).padStart(2, '0')}:00,${cells(hour)}`,
    ).join('\n');

  test('is Shift-JIS by two words of its header, where a unit in ASCII stands behind a kanji', () => {
    const source = open(iconv.encode(`DATE,実績(万kW)\n${hours(20, (hour) => `${hour}`)}\n`, 'cp932'));
    expect(source.structure.encoding).toBe('cp932');
    expect(source.describe('readings').columns.map(({ name }) => name)).toEqual(['DATE', '実績(万kW)']);
    source.close();
  });

  test.each(['Énergie créée (kWh)', 'Zähler', 'Å'])(
    'is Mac Roman or Windows-1252 for the letters of %s',
    (word) => {
      for (const encoding of ['macintosh', 'windows-1252']) {
        const source = open(iconv.encode(`time,${word}\n${hours(20, (hour) => `${hour}`)}\n`, encoding));
        expect(source.structure.encoding).not.toBe('cp932');
        source.close();
      }
    },
  );

  test('is Windows-1252 for a degree sign between letters, which would be an infinity in Mac Roman', () => {
    const source = open(iconv.encode(`time,a°a\n${hours(9, (hour) => `${hour}`)}\n`, 'windows-1252'));
    expect(source.describe('readings').columns[1]?.name).toBe('a°a');
    source.close();
  });

  test('gives a row that has words for its time but values like the others; remarks and totals stay ignored', () => {
    const text = `time,kWh,cost\n${hours(4, () => '1.5,2')}\nlast night,3.5,2\nTotal,9,8\nchecked by J. R.,,\n${hours(4, () => '2.5,2')}\n`;
    const source = open(text);
    const ignored: IgnoredRow[] = [];
    const times: unknown[] = [];
    const lines: number[] = [];
    const request = { dataset: 'readings', columns: ['time', 'kWh'], from: 0, to: Infinity };
    for (const batch of source.read(request, (row) => ignored.push(row))) {
      times.push(...(batch.columns[0] ?? []));
      lines.push(...(batch.rowNumbers ?? []));
    }
    expect(times[4]).toBe('last night');
    expect(lines).toEqual([2, 3, 4, 5, 6, 9, 10, 11, 12]);
    expect(ignored.map(({ row }) => row)).toEqual([7, 8]);
    source.close();
  });

  test('takes device, channel and unit from three rows of header above three columns', () => {
    const source = open(
      `Device,Pump 1,Pump 2\nChannel,Energy,Energy\nTime,kWh,kWh\n${hours(9, () => '1.5,2')}\n`,
    );
    expect(source.describe('readings').columns).toMatchObject([
      { name: 'Device' },
      { name: 'Pump 1', unit: 'kWh', labels: ['Energy'] },
      { name: 'Pump 2', unit: 'kWh', labels: ['Energy'] },
    ]);
    source.close();
  });
});
