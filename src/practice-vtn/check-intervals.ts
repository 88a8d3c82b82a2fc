import { qualityCodes } from '../domain/quality-code.ts';
import { instantMs, isNaiveTime } from './instant.ts';
import { brokenRule, missingField, noInstant, noNumber } from './validation-problem.ts';
import type { ValidationProblem } from './validation-problem.ts';

/** The points of one request, a column each; `quality` holds indexes into `qualityCodes`. */
export interface PointColumns {
  readonly startMs: Float64Array;
  readonly endMs: Float64Array;
  readonly value: Float64Array;
  readonly quality: Uint8Array;
}

export interface CheckedIntervals {
  readonly points: PointColumns;
  /** Empty when every row is good; otherwise nothing of the request may be written. */
  readonly problems: readonly ValidationProblem[];
}

type WireInterval = Readonly<
  Partial<Record<'interval_start' | 'interval_end' | 'value' | 'quality_code', unknown>>
>;

const good = 0;
const unknownQuality = -1;

/**
 * Checks a parsed request body row by row, as strictly as the contract: starts and ends with a zone, the end
 * after the start, a finite number, a known quality code. Keys beyond those are ignored, as pydantic does.
 * `refuses` is the rehearsal's own refusal of single rows.
 */
export function checkIntervals(body: unknown, refuses: (startMs: number) => boolean): CheckedIntervals {
  if (!Array.isArray(body)) {
    const problem = { type: 'list_type', loc: ['body'], msg: 'Input should be a valid list', input: body };
    return { points: emptyColumns(0), problems: [problem] };
  }
  const rows: readonly unknown[] = body;
  const points = emptyColumns(rows.length);
  const problems: ValidationProblem[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index];
    if (!takeRow(row, index, points) || refuses(points.startMs[index] ?? 0)) {
      problems.push(...rowProblems(row, index));
    }
  }
  return { points, problems };
}

function emptyColumns(count: number): PointColumns {
  return {
    startMs: new Float64Array(count),
    endMs: new Float64Array(count),
    value: new Float64Array(count),
    quality: new Uint8Array(count),
  };
}

/** Puts a good row into the columns; false, with nothing said about why, for a bad one. */
function takeRow(row: unknown, index: number, points: PointColumns): boolean {
  if (!isObject(row)) return false;
  const { interval_start: start, interval_end: end, value, quality_code: qualityCode } = row;
  if (typeof start !== 'string' || typeof end !== 'string' || typeof value !== 'number') return false;
  const startMs = instantMs(start);
  const endMs = instantMs(end);
  const quality = qualityIndex(qualityCode);
  if (!(endMs > startMs) || !Number.isFinite(value) || quality === unknownQuality) return false;
  points.startMs[index] = startMs;
  points.endMs[index] = endMs;
  points.value[index] = value;
  points.quality[index] = quality;
  return true;
}

function rowProblems(row: unknown, index: number): ValidationProblem[] {
  if (!isObject(row)) {
    const msg = 'Input should be a valid dictionary or object to extract fields from';
    return [{ type: 'model_attributes_type', loc: ['body', index], msg, input: row }];
  }
  const problems = [
    ...instantProblems(row, index, 'interval_start'),
    ...instantProblems(row, index, 'interval_end'),
    ...valueProblems(row, index),
    ...qualityProblems(row, index),
  ];
  if (problems.length > 0) return problems;
  const { interval_start: start, interval_end: end, value } = row;
  if (typeof start === 'string' && typeof end === 'string' && !(instantMs(end) > instantMs(start))) {
    return [brokenRule(['body', index, 'interval_end'], 'interval_end must be after interval_start', end)];
  }
  return [brokenRule(['body', index, 'value'], 'refused by the rehearsal', value)];
}

function instantProblems(
  row: WireInterval,
  index: number,
  key: 'interval_start' | 'interval_end',
): ValidationProblem[] {
  const loc = ['body', index, key];
  const input = row[key];
  if (input === undefined) return [missingField(loc, row)];
  if (typeof input === 'string' && !Number.isNaN(instantMs(input))) return [];
  return [noInstant(loc, input, typeof input === 'string' && isNaiveTime(input))];
}

function valueProblems(row: WireInterval, index: number): ValidationProblem[] {
  const loc = ['body', index, 'value'];
  if (row.value === undefined) return [missingField(loc, row)];
  return Number.isFinite(row.value) ? [] : [noNumber(loc, row.value)];
}

function qualityProblems(row: WireInterval, index: number): ValidationProblem[] {
  if (qualityIndex(row.quality_code) !== unknownQuality) return [];
  const msg = "Input should be 'GOOD', 'ESTIMATED', 'HISTORICAL' or 'MIGRATED'";
  return [{ type: 'enum', loc: ['body', index, 'quality_code'], msg, input: row.quality_code }];
}

function qualityIndex(code: unknown): number {
  if (code === undefined || code === 'GOOD') return good;
  return (qualityCodes as readonly unknown[]).indexOf(code);
}

function isObject(row: unknown): row is WireInterval {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}
