import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recogniseStamps } from './recognise-stamps.ts';
import { compileStampPattern } from './stamp-pattern.ts';

const two = (value: number): string => String(value).padStart(2, '0');

interface Written {
  readonly pattern: string;
  readonly write: (at: Date) => string;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const time = (at: Date): string => `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
const date = (at: Date): [string, string, string] => [
  String(at.getUTCFullYear()),
  two(at.getUTCMonth() + 1),
  two(at.getUTCDate()),
];
const half = (at: Date): string => {
  const hour = at.getUTCHours();
  return `${hour % 12 === 0 ? 12 : hour % 12}:${two(at.getUTCMinutes())} ${hour < 12 ? 'AM' : 'PM'}`;
};

const spellings: readonly Written[] = [
  { pattern: 'YYYY-MM-DD HH:mm', write: (at) => `${date(at).join('-')} ${time(at)}` },
  { pattern: 'YYYY/MM/DD HH:mm', write: (at) => `${date(at).join('/')} ${time(at)}` },
  { pattern: 'DD.MM.YYYY HH:mm', write: (at) => `${date(at).reverse().join('.')} ${time(at)}` },
  { pattern: 'DD/MM/YYYY HH:mm', write: (at) => `${date(at).reverse().join('/')} ${time(at)}` },
  {
    pattern: 'MM/DD/YYYY hh:mm A',
    write: (at) => `${date(at)[1]}/${date(at)[2]}/${date(at)[0]} ${half(at)}`,
  },
  { pattern: 'YYYYMMDDHHmm', write: (at) => date(at).join('') + time(at).replace(':', '') },
  {
    pattern: 'DD-MMM-YY HH:mm',
    write: (at) => `${date(at)[2]}-${months[at.getUTCMonth()]}-${date(at)[0].slice(2)} ${time(at)}`,
  },
  { pattern: 'iso', write: (at) => at.toISOString() },
  { pattern: 'epoch-s', write: (at) => String(at.getTime() / 1000) },
];

describe('stamps written in any spelling', () => {
  const start = fc.integer({ min: 17_000_000, max: 37_000_000 }).map((quarter) => quarter * 60_000);

  it.each(spellings)('as $pattern are read back to the minute', ({ pattern, write }) => {
    const reader = compileStampPattern(pattern);
    fc.assert(
      fc.property(fc.array(start, { maxLength: 20 }), (times) => {
        expect(times.map((each) => reader.read(write(new Date(each))))).toEqual(times);
      }),
      { numRuns: 50 },
    );
  });

  it.each(spellings)('as $pattern are recognised over forty days of hours', ({ pattern, write }) => {
    fc.assert(
      fc.property(start, (from) => {
        const rows = Array.from({ length: 40 * 24 }, (_, hour) => write(new Date(from + hour * 3_600_000)));
        expect(recogniseStamps(rows)[0]?.pattern).toBe(pattern);
      }),
      { numRuns: 15 },
    );
  });
});
