import { isQualityCode, qualityCodes } from '../../domain/quality-code.ts';
import type { QualityCode } from '../../domain/quality-code.ts';
import type { RefusedInterval } from '../ledger/refused-interval.ts';
import { isoOf } from '../ledger/refused-interval.ts';
import { hasLostItsSign, readListNumber, saysTheSame } from './list-numbers.ts';
import { readInstant } from './list-times.ts';

/** What a row of a corrected list says, as texts without padding; empty where its column or cell is. */
export interface CorrectedRow {
  /** As an editor shows it. */
  readonly row: number;
  readonly delimiter: string;
  readonly key: string;
  readonly load: string;
  readonly start: string;
  readonly end: string;
  readonly value: string;
  readonly quality: string;
}

export type Replacement =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'replaced'; readonly value: number; readonly quality: QualityCode }
  | { readonly kind: 'refused'; readonly reason: string };

export type Addition =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'added';
      readonly startMs: number;
      /** Null when the row says none: the usual length then. */
      readonly endMs: number | null;
      readonly value: number;
      readonly quality: QualityCode | null;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** What a row means for an interval that the VTN refused: its value and quality may change, and nothing else. */
export function judgeReplacement(row: CorrectedRow, before: RefusedInterval): Replacement {
  const misplaced = findMove(row, before);
  if (misplaced !== null) return refused(misplaced);
  if (row.value === '') return refused('It has no value. Write one, or take the row out of the list.');
  const quality = readQuality(row.quality);
  if (typeof quality === 'object' && quality !== null) return refused(quality.reason);
  const code = quality ?? before.quality ?? 'GOOD';
  const read = readListNumber(row.value, row.delimiter);
  if (saysTheSame(row.value, read, before.value)) {
    return code === (before.quality ?? code)
      ? { kind: 'unchanged' }
      : { kind: 'replaced', value: before.value, quality: code };
  }
  if ('reason' in read) return refused(read.reason);
  if (!/e/i.test(row.value) && hasLostItsSign(read.value, before.value)) {
    return refused(
      `"${row.value}" has the digits of the value that was refused, ${before.value}: a spreadsheet may have lost the ` +
        `decimal sign. If it is meant, write it as ${read.value / 1000}e3.`,
    );
  }
  return { kind: 'replaced', value: read.value, quality: code };
}

/** What a row means that no interval came of: it needs a value and a start; without a value it says nothing. */
export function judgeAddition(row: CorrectedRow): Addition {
  if (row.value === '') return { kind: 'unchanged' };
  if (row.start === '') return refused('It has a value and no start. Write when its interval starts.');
  const start = readInstant(row.start);
  if ('reason' in start) return refused(start.reason);
  const end = row.end === '' ? null : readInstant(row.end);
  if (end !== null && 'reason' in end) return refused(end.reason);
  if (end !== null && end.atMs <= start.atMs) return refused('Its end is not after its start.');
  const quality = readQuality(row.quality);
  if (typeof quality === 'object' && quality !== null) return refused(quality.reason);
  const read = readListNumber(row.value, row.delimiter);
  if ('reason' in read) return refused(read.reason);
  return { kind: 'added', startMs: start.atMs, endMs: end?.atMs ?? null, value: read.value, quality };
}

function findMove({ start, end }: CorrectedRow, before: RefusedInterval): string | null {
  for (const [text, was, what] of [
    [start, before.start, 'start'],
    [end, before.end, 'end'],
  ] as const) {
    if (text === '' || was === null) continue;
    const read = readInstant(text);
    if ('reason' in read) return read.reason;
    if (read.atMs !== was)
      return `The ${what} of an interval that was refused cannot be changed: it is ${isoOf(was)}.`;
  }
  return null;
}

function readQuality(text: string): QualityCode | null | { readonly reason: string } {
  const code = text.toUpperCase();
  if (code === '') return null;
  return isQualityCode(code)
    ? code
    : { reason: `"${text}" is no quality: a VTN knows ${qualityCodes.join(', ')}.` };
}

function refused(reason: string): { readonly kind: 'refused'; readonly reason: string } {
  return { kind: 'refused', reason };
}
