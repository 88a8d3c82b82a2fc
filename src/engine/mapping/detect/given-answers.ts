import { AppError } from '../../../contract/app-error.ts';
import { isQualityCode } from '../../../domain/quality-code.ts';
import type { QualityCode } from '../../../domain/quality-code.ts';
import type { ReadingKind } from '../../../domain/reading-kind.ts';
import type { Unit } from '../../../domain/unit.ts';
import { quoteNames } from './findings.ts';

/** What a person said about a file. An answer always wins over detection and silences its question. */
export interface GivenAnswers {
  /** The table, HDF5 dataset or CSV section to read. */
  readonly dataset?: string;
  /** The column of stamps, or of starts when there is an `end`; several columns are joined by a comma. */
  readonly time?: string;
  readonly end?: string;
  readonly value?: readonly string[];
  /** A column with quality codes, or one code for every reading. */
  readonly quality?: string;
  readonly meter?: string;
  /** An IANA name, `UTC`, `+10:00`, or `data`. */
  readonly zone?: string;
  readonly label?: 'start' | 'end';
  /** ISO 8601 duration, `PT15M`. */
  readonly interval?: string;
  readonly unit?: Unit;
  readonly toUnit?: Unit;
  readonly kind?: ReadingKind;
  /** Texts that mean "no value"; `none` says that there are none beside the usual ones. */
  readonly missing?: readonly string[];
  readonly resample?: string;
  /** The start of row 0 of a dataset without a time axis, as an instant. */
  readonly firstStart?: string;
}

/**
 * The names of a given list of columns as the file has them: exact, else without regard to case.
 *
 * @throws AppError mapping/incomplete with the columns there are
 */
export function givenColumn(name: string, columns: readonly string[], option: string): string {
  const exact = columns.find((column) => column === name);
  const alike = exact ?? columns.find((column) => column.toLowerCase() === name.trim().toLowerCase());
  if (alike !== undefined) return alike;
  throw new AppError(
    'mapping/incomplete',
    `${option} names the column "${name}", which the file does not have. It has ${quoteNames(columns, 40)}.`,
    { context: { column: name, option } },
  );
}

/** The columns of `--time` and `--end`: one name, or up to three joined by commas. */
export function givenColumns(names: string, columns: readonly string[], option: string): string[] {
  if (columns.includes(names)) return [names];
  return names.split(',').map((name) => givenColumn(name.trim(), columns, option));
}

/** The quality code that `--quality` gives to every reading, or null when it names a column. */
export function givenQualityCode(given: GivenAnswers): QualityCode | null {
  const code = given.quality?.toUpperCase();
  return code !== undefined && isQualityCode(code) ? code : null;
}
