import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EngineInput } from '../../../src/contract/engine-api.ts';
import type { TrueInterval } from './truth.ts';

export type MappingInput = NonNullable<EngineInput<'previewFiles'>['mapping']>;
type Answers = NonNullable<MappingInput['answers']>;

/** What a person says; what is no answer stands in the request beside them. */
export type Said = Answers &
  Pick<MappingInput, 'timeZone' | 'intervalMs' | 'onConflict' | 'zeroQuality' | 'quality'>;

export interface ExpectedSeries {
  /** A text that the series' name must hold; null when the file names nothing. */
  readonly name: string | null;
  readonly intervals: readonly TrueInterval[];
  /** Other readings of the same rows that are as good. */
  readonly orElse?: readonly (readonly TrueInterval[])[];
  readonly unit?: string;
  /** Each 0 unless said; null is not compared. */
  readonly duplicates?: number | null;
  readonly conflicts?: number | null;
  readonly emptyValues?: number | null;
  /** Days of the zone with fewer intervals than the day is long; not compared unless said. */
  readonly shortDays?: number;
}

export interface Expected {
  readonly series: readonly ExpectedSeries[];
  /** Another set of series that is as good. */
  readonly orSeries?: readonly ExpectedSeries[];
  /** Rows that no interval comes of, as an editor numbers them: none unless said; null is not compared. */
  readonly rejectedRows?: readonly number[] | null;
  /** A text that must stand among the problems, the warnings or the findings of the series. */
  readonly says?: RegExp;
  /** Only what is said counts: the file leaves open which intervals are right. */
  readonly isShownOnly?: boolean;
}

/** A file that must be refused: the code of its error, and words of the sentence. */
export interface Refusal {
  readonly code: RegExp;
  readonly mention: RegExp;
}

/** What `inspect` must say of the file. */
export interface Inspected {
  readonly kind?: string;
  readonly encoding?: RegExp;
  readonly delimiter?: string;
  readonly decimal?: string;
  readonly headerRow?: number | null;
}

export interface Shape {
  /** A sentence. */
  readonly name: string;
  readonly axis: string;
  /** Writes the file, or files, and gives their paths. */
  readonly write: (folder: string) => string[] | Promise<string[]>;
  readonly said: Said;
  /** Codes that must be open while nobody has said anything. */
  readonly questions: readonly string[];
  /** What must be warned of while nobody has said anything. */
  readonly warned?: RegExp;
  readonly expected: Expected | Refusal;
  readonly inspected?: Inspected;
}

export const zoneAsked = 'mapping/zone-unknown';
export const unitAsked = 'mapping/unit-unknown';
export const timeAsked = 'mapping/time-unknown';

export interface TextShape {
  readonly name: string;
  readonly axis: string;
  readonly text: string | Uint8Array;
  readonly fileName?: string;
  readonly said?: Said;
  readonly questions?: readonly string[];
  readonly warned?: RegExp;
  /** One series without a name, or several; a refusal; or all that is expected. */
  readonly expected: readonly TrueInterval[] | Expected | Refusal;
  readonly inspected?: Inspected;
}

/** A shape that is one text file. */
export function textShape(shape: TextShape): Shape {
  const {
    name,
    axis,
    text,
    fileName = 'readings.csv',
    said = {},
    questions,
    warned,
    expected,
    inspected,
  } = shape;
  return {
    name,
    axis,
    write: (folder) => {
      const file = path.join(folder, fileName);
      writeFileSync(file, text);
      return [file];
    },
    said,
    questions: questions ?? questionsOf(said),
    expected: isIntervals(expected) ? oneSeries(expected) : expected,
    ...(warned === undefined ? {} : { warned }),
    ...(inspected === undefined ? {} : { inspected }),
  };
}

/** What a person says is what must be asked before. */
function questionsOf({ timeZone, unit }: Said): string[] {
  return [...(timeZone == null ? [] : [zoneAsked]), ...(unit == null ? [] : [unitAsked])];
}

export function oneSeries(intervals: readonly TrueInterval[], more: Partial<ExpectedSeries> = {}): Expected {
  return { series: [{ name: null, intervals, ...more }] };
}

function isIntervals(expected: TextShape['expected']): expected is readonly TrueInterval[] {
  return Array.isArray(expected);
}

/** Lines with their cells between delimiters; the last line ends like the others. */
export function table(rows: readonly (readonly string[])[], delimiter = ';', lineEnd = '\n'): string {
  return rows.map((cells) => cells.join(delimiter) + lineEnd).join('');
}

export function isRefusal(expected: Expected | Refusal): expected is Refusal {
  return 'code' in expected;
}

/** The request that carries what a person says. */
export function requestOf(said: Said): MappingInput {
  const { timeZone, intervalMs, onConflict, quality, zeroQuality, ...answers } = said;
  return {
    answers,
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(intervalMs === undefined ? {} : { intervalMs }),
    ...(onConflict === undefined ? {} : { onConflict }),
    ...(quality === undefined ? {} : { quality }),
    ...(zeroQuality === undefined ? {} : { zeroQuality }),
  };
}
