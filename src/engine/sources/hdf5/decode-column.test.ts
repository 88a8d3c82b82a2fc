import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeNanoseconds, decodeNumbers, decodeValues } from './decode-column.ts';
import { leavesOf } from './leaf.ts';
import type { Leaf } from './leaf.ts';
import { namesInPickledList, zonesInPickle } from './pickled-names.ts';
import { readTimeUnits } from './time-units.ts';

const leaf = (of: Partial<Leaf>): Leaf => ({
  name: '',
  type: '',
  offset: 0,
  size: 8,
  littleEndian: true,
  reading: { kind: 'integer', signed: true },
  ...of,
});

const cellsOf = (bytes: Uint8Array, stride: number, start = 0) => ({
  bytes,
  start,
  stride,
  rows: Math.floor(bytes.length / stride),
});

describe('values out of the bytes of a file', () => {
  test('nanoseconds become the whole milliseconds that exact division gives', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }), fc.boolean(), (ns, littleEndian) => {
        const view = new DataView(new ArrayBuffer(8));
        view.setBigInt64(0, ns, littleEndian);
        const [ms] = decodeNanoseconds(cellsOf(new Uint8Array(view.buffer), 8), leaf({ littleEndian }));
        const floor = ns / 1_000_000n - (ns < 0n && ns % 1_000_000n !== 0n ? 1n : 0n);
        expect(ms).toBe(Number(floor));
      }),
    );
  });

  test('half floats are numbers, infinities and NaN as IEEE 754 has them', () => {
    const bytes = new Uint8Array(Uint16Array.of(0x3c00, 0xc000, 0x3555, 0x0001, 0x7c00, 0x7e00).buffer);
    const [one, minusTwo, third, least, infinite, none] = decodeNumbers(
      cellsOf(bytes, 2),
      leaf({ size: 2, reading: { kind: 'float' } }),
    );
    expect([one, minusTwo, least, infinite, none]).toEqual([1, -2, 2 ** -24, Infinity, NaN]);
    expect(third).toBeCloseTo(1 / 3, 3);
  });

  test('enumerations come by name, booleans as such, texts without padding', () => {
    const codes = Uint8Array.of(0, 1, 9);
    const reading = {
      kind: 'enumeration',
      signed: false,
      isBoolean: false,
      names: new Map([
        [0, 'OFF'],
        [1, 'ON'],
      ]),
    } as const;
    expect(decodeValues(cellsOf(codes, 1), leaf({ size: 1, reading }))).toEqual(['OFF', 'ON', 9]);
    expect(
      decodeValues(cellsOf(codes, 1), leaf({ size: 1, reading: { ...reading, isBoolean: true } })),
    ).toEqual([false, true, true]);
    const text = new Uint8Array(Buffer.from('ab\0\0c   K\xf8g ', 'latin1'));
    const padded = leaf({ size: 4, reading: { kind: 'text', isSpacePadded: true } });
    expect(decodeValues(cellsOf(text, 4), padded)).toEqual(['ab', 'c', 'Køg']);
  });

  test('fields of nested compounds and arrays are columns; unreadable types stay listed', () => {
    const plain = {
      shape: [],
      signed: true,
      vlen: false,
      littleEndian: true,
      total_size: 1,
      chunks: null,
      maxshape: null,
    };
    const number = { ...plain, type: 1, size: 4 };
    const leaves = leavesOf({
      ...plain,
      type: 6,
      size: 20,
      compound_type: {
        nmembers: 3,
        members: [
          { ...plain, name: 'at', type: 2, size: 8, offset: 0 },
          {
            ...plain,
            name: 'values_block_0',
            type: 10,
            size: 8,
            offset: 8,
            array_type: { ...number, shape: [2] },
          },
          {
            ...plain,
            name: 'in',
            type: 6,
            size: 4,
            offset: 16,
            compound_type: { nmembers: 1, members: [{ ...number, name: 'x', offset: 0 }] },
          },
        ],
      },
    });
    expect(leaves.map(({ name, offset, type, reading }) => [name, offset, type, reading?.kind])).toEqual([
      ['at', 0, 'time64', undefined],
      ['values_block_0[0]', 8, 'float32', 'float'],
      ['values_block_0[1]', 12, 'float32', 'float'],
      ['in.x', 16, 'float32', 'float'],
    ]);
  });
});

describe('names that pandas pickled', () => {
  test('lists of texts and of levels are read', () => {
    expect(namesInPickledList('(lp0\nVpower\np1\naVK\\u00f8ge\np2\na.')).toEqual(['power', 'Køge']);
    expect(
      namesInPickledList("(lp1\n(S'power'\np2\nS'active'\np3\ntp4\na(g2\nS'reactive'\np5\ntp6\na."),
    ).toEqual(['power active', 'power reactive']);
  });

  test('anything that would make or call something is refused', () => {
    expect(namesInPickledList("cos\nsystem\n(S'true'\ntR.")).toBeNull();
    expect(namesInPickledList('(lp0\ncbuiltins\nprint\np1\na.')).toBeNull();
    expect(namesInPickledList('(lp0\ng0\na.')).toBeNull();
    expect(namesInPickledList('')).toBeNull();
  });

  test('any text ends without an error', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('(', 'l', 't', 'a', 'p', 'g', 'V', '0', '\n', '.', ']') }),
        (text) => {
          const names = namesInPickledList(text);
          expect(names === null || names.every((name) => typeof name === 'string')).toBe(true);
        },
      ),
    );
  });

  test('zones are named, not used', () => {
    expect(zonesInPickle("S'tz'\nVEurope/London\n cpytz\n_UTC\n")).toEqual(['Europe/London']);
  });
});

describe('units that count time', () => {
  test('CF units are read with their moment and zone', () => {
    expect(readTimeUnits('seconds since 1970-01-01', '')).toEqual({ unitMs: 1000, originMs: 0 });
    expect(readTimeUnits('hours since 2000-1-1 06:00:00 +1:00', 'gregorian')).toEqual({
      unitMs: 3_600_000,
      originMs: Date.UTC(2000, 0, 1, 5),
    });
  });

  test('months and invented calendars are left alone', () => {
    expect(readTimeUnits('months since 1970-01-01', '')).toBeNull();
    expect(readTimeUnits('days since 1970-01-01', 'noleap')).toBeNull();
    expect(readTimeUnits('kW', '')).toBeNull();
  });
});
