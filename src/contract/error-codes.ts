import type { ErrorMeaning } from './error-codes/error-meaning.ts';
import { haulErrors } from './error-codes/haul-errors.ts';
import { jobErrors } from './error-codes/job-errors.ts';
import { mappingErrors } from './error-codes/mapping-errors.ts';
import { outputErrors } from './error-codes/output-errors.ts';
import { sourceErrors } from './error-codes/source-errors.ts';
import { vtnErrors } from './error-codes/vtn-errors.ts';

export type { Disposition, ErrorMeaning } from './error-codes/error-meaning.ts';

/** Every error a person can meet, in plain words: what happened, what it means for the data, what to do. */
export const errorCodes = {
  ...jobErrors,
  ...haulErrors,
  ...sourceErrors,
  ...outputErrors,
  ...mappingErrors,
  ...vtnErrors,
} as const satisfies Record<string, ErrorMeaning>;

export type ErrorCode = keyof typeof errorCodes;

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorCodes, text);
}
