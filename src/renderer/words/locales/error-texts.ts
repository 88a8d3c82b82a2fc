import type { ErrorCode } from '../../../contract/error-codes.ts';

/** What happened, what it means for the data, what to do in the pages. */
export type ErrorTexts = readonly [what: string, means: string, advice: string];

/** The words of all error codes, in the shape in which the pages look them up. */
export function errorWordsOf(texts: Readonly<Record<ErrorCode, ErrorTexts>>) {
  const part = (place: 0 | 1 | 2): Record<ErrorCode, string> =>
    Object.fromEntries(Object.entries(texts).map(([code, each]) => [code, each[place]])) as Record<
      ErrorCode,
      string
    >;
  return { what: part(0), means: part(1), advice: part(2) };
}
