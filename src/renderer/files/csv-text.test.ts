import { afterEach, expect, it } from 'vitest';
import { useLocale } from '../words/locale.ts';
import { csvLines, csvSeparator, csvText } from './csv-text.ts';

afterEach(() => useLocale.setState({ locale: undefined }));

it('quotes what would break a row apart', () => {
  expect(csvLines([['a,b', 'say "no"', 'two\nlines', 'plain']])).toBe(
    '"a,b","say ""no""","two\nlines",plain\r\n',
  );
  expect(csvLines([['a,b', 'a;b']], ';')).toBe('a,b;"a;b"\r\n');
});

it('lets no text of a file run as a formula in a spreadsheet', () => {
  const cells = ['=1+2', '+cmd|calc', '-2+3', '@SUM(A1)', '\tx'];
  expect(csvLines([cells])).toBe("'=1+2,'+cmd|calc,'-2+3,'@SUM(A1),'\tx\r\n");
});

it('leaves numbers as they are', () => {
  expect(csvLines([['-12.5', '+3', '-1e-4', '-12,5']], ';')).toBe('-12.5;+3;-1e-4;-12,5\r\n');
});

it('says that it is UTF-8, so that a spreadsheet spells ø right', () => {
  expect(csvText([['Kølerum']])).toBe('\uFEFFKølerum\r\n');
});

it('takes apart by semicolon where the comma stands in numbers', () => {
  useLocale.setState({ locale: 'en-GB' });
  expect(csvSeparator()).toBe(',');
  useLocale.setState({ locale: 'da-DK' });
  expect(csvSeparator()).toBe(';');
});
