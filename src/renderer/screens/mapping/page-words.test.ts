import { describe, expect, it } from 'vitest';
import { withoutOptions } from './page-words.ts';

describe('a sentence of the engine on a page', () => {
  it.each([
    [
      'Stamps are taken for the start of their interval; say --stamp end if they are its end.',
      'Stamps are taken for the start of their interval.',
    ],
    [
      '"a" could be the time, too; "b" was taken. Choose with --time.',
      '"a" could be the time, too; "b" was taken.',
    ],
    [
      '"a" is read; "b" also hold times and numbers: choose with --table.',
      '"a" is read; "b" also hold times and numbers.',
    ],
    ['"c" can be sent with --value; it is another quantity.', '"c" can be sent; it is another quantity.'],
    [
      'Which one is it (--time), or when does the first row start (--first-start)?',
      'Which one is it, or when does the first row start?',
    ],
    ['It probably means none. Give --missing 9999 to leave it out.', 'It probably means none.'],
    ['Rows follow at 1 h.', 'Rows follow at 1 h.'],
  ])('needs no option of the command line: %s', (sentence, shown) => {
    expect(withoutOptions(sentence)).toBe(shown);
  });
});
