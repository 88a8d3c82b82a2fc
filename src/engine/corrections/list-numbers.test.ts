import { describe, expect, it } from 'vitest';
import { hasLostItsSign, listFormat, readListNumber, saysTheSame, spellListNumber } from './list-numbers.ts';

describe('numbers of a list', () => {
  it('go out as the computer writes them, with all their digits', () => {
    const danish = listFormat('da-DK');
    expect(danish).toEqual({ separator: ';', decimal: ',' });
    expect(listFormat('en-GB')).toEqual({ separator: ',', decimal: '.' });
    expect(spellListNumber(620.1234567890123, danish)).toBe('620,1234567890123');
  });

  it.each([
    ['620.5', ',', 620.5],
    ['620,5', ';', 620.5],
    ['620,5', '\t', 620.5],
    ['-0,25', ';', -0.25],
    ['\u22120,25', ';', -0.25],
    ['1.234,5', ';', 1234.5],
    ['1,234.5', ',', 1234.5],
    ['1 234 567', ';', 1234567],
    ['1.234', ',', 1.234],
    ['1,234', ';', 1.234],
    ['0.125', ';', 0.125],
    ['1.5e3', ',', 1500],
    ['1,5E+03', ';', 1500],
  ])('read %s between cells set apart by "%s"', (text, delimiter, value) => {
    expect(readListNumber(text, delimiter)).toEqual({ value });
  });

  it.each([
    ['1.234', ';', '"1.234" could be 1234 or 1 and 234 thousandths: write 1234 or 1,234.'],
    ['1,234', ',', '"1,234" could be 1234 or 1 and 234 thousandths: write 1234 or 1.234.'],
    ['01-maj', ';', '"01-maj" is not a number.'],
    ['1.2.3', ';', '"1.2.3" is not a number.'],
    ['-', ';', '"-" is not a number.'],
    ['1e999', ';', '"1e999" is too large a number.'],
  ])('say why %s between "%s" is none', (text, delimiter, reason) => {
    expect(readListNumber(text, delimiter)).toEqual({ reason });
  });

  it.each([
    ['620.5', 620.5, true],
    ['620.1234568', 620.1234567890123, true],
    ['1.23457E+15', 1234567890123456, true],
    ['620.12', 620.1234567890123, false],
    ['621', 620.5, false],
  ])('know that %s says %d again: %s', (text, before, isSame) => {
    expect(saysTheSame(text, readListNumber(text, ','), before)).toBe(isSame);
  });

  it('know the thousandfold that a lost decimal sign makes', () => {
    expect(hasLostItsSign(1234, 1.234)).toBe(true);
    expect(hasLostItsSign(620500, 620.5)).toBe(false);
  });
});
