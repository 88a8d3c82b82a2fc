import { expect, it } from 'vitest';
import { errorCodes } from '../../../contract/error-codes.ts';
import { errors as danish } from './da/errors.ts';
import { errors as english } from './en/errors.ts';
import { errors as norwegian } from './nb/errors.ts';

const languages = [
  ['English', english],
  ['Danish', danish],
  ['Norwegian', norwegian],
] as const;

/** An option, a command in backticks, or a variable of the environment. */
const commandLine = /(?:^|\s)--?[a-z]|`|\b(?:METERHAUL|NODE)_|command line/;

it.each(languages)('has words in %s for every error code and for no other', (_name, errors) => {
  const codes = Object.keys(errorCodes).sort();
  for (const texts of Object.values(errors)) expect(Object.keys(texts).sort()).toEqual(codes);
});

it.each(languages)('sends nobody who uses the pages in %s to the command line', (_name, errors) => {
  const texts = Object.values(errors).flatMap((part) => Object.entries(part));
  expect(texts.filter(([, text]) => commandLine.test(text))).toEqual([]);
});

it.each([languages[1], languages[2]])('translates every text into %s', (_name, errors) => {
  const same = (['what', 'means', 'advice'] as const).flatMap((part) =>
    Object.entries(errors[part]).filter(
      ([code, text]) => text === english[part][code as keyof typeof errorCodes],
    ),
  );
  expect(same).toEqual([]);
});
