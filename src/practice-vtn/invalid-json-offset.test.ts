import { describe, expect, it } from 'vitest';
import { invalidJsonOffset } from './invalid-json-offset.ts';

describe('finding where a text stops being JSON', () => {
  it.each([
    ['[1,2,x]', 5],
    ['[1,2,]', 5],
    ['[1 2]', 3],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ['[1]]', 3],
    ['[}', 1],
    ['', 0],
    ['[{"a":1},', 9],
    ['["ab', 4],
    ['["a\\x"]', 3],
    ['["a\nb"]', 3],
    ['{"a\n":1}', 3],
    ['{"a\\"', 5],
    ['[01]', 2],
    ['nul', 0],
    ['{"a":NaN}', 5],
  ])('points at the offending character of %j', (text, offset) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(invalidJsonOffset(text)).toBe(offset);
  });

  it.each(['[]', '{}', ' [ 1 , -2.5e+3 , "a\\u00e9\\"" , true , null , {"b":[[]]} ] ', '"x"'])(
    'runs to the end of %j, which is JSON',
    (text) => {
      expect(() => JSON.parse(text) as unknown).not.toThrow();
      expect(invalidJsonOffset(text)).toBe(text.length);
    },
  );

  it('survives a body of a million brackets', () => {
    expect(invalidJsonOffset('['.repeat(1_000_000))).toBe(1_000_000);
  });
});
