import { csvField } from '../../domain/csv-field.ts';
import { useLocale } from '../words/locale.ts';

export type CsvSeparator = ',' | ';';

/** What a spreadsheet of the person's country takes apart: a semicolon where the comma is in the numbers. */
export function csvSeparator(): CsvSeparator {
  const { locale } = useLocale.getState();
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.some(({ type, value }) => type === 'decimal' && value === ',') ? ';' : ',';
}

/**
 * Rows as the text of a CSV file (RFC 4180), with the mark by which spreadsheets know UTF-8. Texts of files and VTNs
 * come into it: one that a spreadsheet would take for a formula gets an apostrophe before it.
 */
export function csvText(rows: readonly (readonly string[])[], separator: CsvSeparator = ','): string {
  return `\uFEFF${csvLines(rows, separator)}`;
}

/** Further rows of such a text, for one that is made in parts. */
export function csvLines(rows: readonly (readonly string[])[], separator: CsvSeparator = ','): string {
  return rows.map((row) => `${row.map((cell) => csvField(cell, separator)).join(separator)}\r\n`).join('');
}
