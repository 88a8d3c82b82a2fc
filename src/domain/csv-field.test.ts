import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { csvField, fromCsvField } from './csv-field.ts';

it('lets no text run as a formula in a spreadsheet', () => {
  const texts = ['=1+2', '+cmd|calc', '-2+3', '@SUM(A1)', '\tx', '\rx', '＝1+2', "'=1"];
  for (const text of texts) expect(csvField(text).replace(/^"/, '')).toMatch(/^'/);
});

it('leaves numbers and plain texts as they are', () => {
  const texts = ['-12.5', '+3', '-1e-4', '-1.234,5', 'Kølerum 2', "it's", ''];
  expect(texts.map((text) => csvField(text, ';'))).toEqual(texts);
});

it('quotes what would break a row apart', () => {
  expect(['a,b', 'a;b', 'say "no"', 'two\nlines'].map((text) => csvField(text))).toEqual([
    '"a,b"',
    'a;b',
    '"say ""no"""',
    '"two\nlines"',
  ]);
});

it('any text comes back as it was, whatever separates the fields', () => {
  const cell = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', '\n', '1', 'x') });
  fc.assert(
    fc.property(cell, cell, fc.constantFrom(',', ';'), (one, other, separator) => {
      const line = `${csvField(one, separator)}${separator}${csvField(other, separator)}`;
      const [row] = Papa.parse<string[]>(line, { delimiter: separator, newline: '\r\n' }).data;
      expect((row ?? ['', '']).map(fromCsvField)).toEqual([one, other]);
    }),
  );
});
