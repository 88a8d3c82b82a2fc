import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EngineInput } from '../../src/contract/engine-api.ts';

/** What a correct reader makes of one series of a real file; expectations.md says how it was worked out. */
export interface ExpectedSeries {
  /** Null where the file names nothing. */
  readonly name: string | null;
  readonly namesAlsoFine?: readonly string[];
  readonly nameMustContain?: string | readonly string[];
  readonly unit: string;
  /** Null where the lengths differ. */
  readonly intervalMs: number | null;
  readonly intervals: number;
  readonly firstStart: string | null;
  readonly lastStart: string | null;
  readonly sum: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly gaps: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly rejected: number;
  readonly emptyValues: number;
  readonly quality?: Readonly<Record<string, number>>;
}

export interface ExpectedDay {
  readonly day: string;
  readonly fromUtc?: string;
  readonly toUtc?: string;
  readonly intervals?: number;
}

export interface Expectation {
  /** Under the folder of real files; several make one site. */
  readonly file: string | readonly string[];
  readonly kind: 'csv' | 'nem12' | 'hdf5' | 'sqlite' | 'refused';
  /** The answers a person must give, by the long options of the command line. */
  readonly options: Readonly<Record<string, string | readonly string[]>>;
  /** Codes of the questions that are open without the answers, and of those that may be. */
  readonly questions: readonly string[];
  readonly mayAsk?: readonly string[];
  /** Without the answers there is nothing that a reader could take for readings. */
  readonly refusedWithoutAnswers?: boolean;
  readonly encoding?: string;
  readonly encodingsAlsoFine?: readonly string[];
  readonly delimiter?: string;
  readonly decimal?: string;
  readonly headerRow?: number | null;
  readonly series: readonly ExpectedSeries[];
  readonly totals: Readonly<Record<string, number | null>>;
  readonly rejectedRows?: readonly { readonly row?: number }[];
  readonly days?: readonly ExpectedDay[];
  readonly either?: {
    readonly rejected?: readonly number[];
    readonly conflictsPerSeries?: readonly number[];
    readonly intervalsPerSeries?: readonly number[];
  };
  readonly refusal: {
    readonly code: string;
    readonly codesAlsoFine?: readonly string[];
    readonly sentenceMustMention: readonly string[];
  } | null;
}

export const realFiles = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
export const hasRealFiles = existsSync(realFiles);

export const expectations = JSON.parse(
  readFileSync(new URL('expectations.json', import.meta.url), 'utf8'),
) as readonly Expectation[];

/** The answers of an expectation as the engine takes them. */
export function mappingOf({ options }: Pick<Expectation, 'options'>): EngineInput<'previewFiles'>['mapping'] {
  const text = (name: string): string | null => (typeof options[name] === 'string' ? options[name] : null);
  const { value } = options;
  const interval = text('interval');
  return {
    preset: options['preset'] === 'ven-client' ? 'ven-client' : 'auto',
    timeZone: text('tz'),
    intervalMs: interval === null ? null : (intervalsMs[interval] ?? null),
    onConflict: text('on-conflict') === 'last' ? 'last' : 'reject',
    answers: {
      unit: text('unit') as never,
      kind: text('kind') as never,
      firstStart: text('firstStart'),
      values: value === undefined ? [] : [value].flat(),
    },
  };
}

const intervalsMs: Readonly<Record<string, number>> = { PT10S: 10_000, PT1H: 3_600_000, P1D: 86_400_000 };
