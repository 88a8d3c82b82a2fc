import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonPieces } from './json-pieces.ts';

it('spells what JSON.stringify spells, whatever the value is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect([...jsonPieces(value)].join('')).toBe(JSON.stringify(value, null, 2));
    }),
  );
  const members = { gone: undefined, list: ['a\nb', undefined, [], {}], empty: [], none: {} };
  expect([...jsonPieces(members)].join('')).toBe(JSON.stringify(members, null, 2));
});

it('never holds the text of a long list whole', () => {
  const rows = Array.from({ length: 20_000 }, (_, nth) => ({ load: `load ${nth}`, state: 'pending' }));
  const pieces = [...jsonPieces({ rows })];
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(66_000);
  expect(JSON.parse(pieces.join(''))).toEqual({ rows });
});
