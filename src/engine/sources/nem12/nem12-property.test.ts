import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../../contract/app-error.ts';
import { openNem12Source } from './nem12-source.ts';
import { recogniseNem12 } from './recognise-nem12.ts';
import { channelLines, writeNem12 } from './write-nem12.ts';
import { startThreadTime } from '../../../../test/suites/thread-time.ts';

let folder = '';
let path = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'meterhaul-nem12-'));
  path = join(folder, 'given.csv');
});
afterAll(() => rmSync(folder, { recursive: true }));

const flags = ['A', 'S14', 'F19', 'E51', 'N'] as const;
const qualityOf = (flag: string) => (flag === 'A' || flag === 'N' ? 0 : 1);

const anyValue = fc.oneof(
  fc.integer({ min: 0, max: 99_999_999 }).map((thousandths) => (thousandths / 1000).toString()),
  fc.double({ min: -1e12, max: 1e12, noNaN: true }).map(String),
  fc.integer({ min: 0, max: 1e9 }).map((value) => value.toFixed(14)),
);

/** A day of `count` values in runs of one quality: a flag of its own for one run, V with 400 records for more. */
const anyDay = (count: number, place: number) =>
  fc
    .record({
      values: fc.array(anyValue, { minLength: count, maxLength: count }),
      runs: fc.array(fc.tuple(fc.integer({ min: 1, max: count }), fc.constantFrom(...flags)), {
        maxLength: 4,
      }),
      last: fc.constantFrom(...flags),
    })
    .map(({ values, runs, last }) => {
      const of = Array.from({ length: count }, () => last as string);
      for (const [end, flag] of runs) of.fill(flag, 0, end);
      const ranges: [number, number, string][] = [];
      for (const [i, flag] of of.entries()) {
        const open = ranges.at(-1);
        if (open?.[2] === flag) open[1] = i + 1;
        else ranges.push([i + 1, i + 1, flag]);
      }
      const date = new Date(Date.UTC(2024, 1, 26 + place)).toISOString().slice(0, 10).replaceAll('-', '');
      const isWhole = ranges.length === 1;
      const day = { date, values, quality: isWhole ? last : 'V', ranges: isWhole ? [] : ranges };
      return { day: isWhole ? { ...day, quality: ranges[0]![2] } : day, flags: of };
    });

const anyChannel = (place: number) =>
  fc
    .tuple(fc.constantFrom('5', '05', '15', '30', '60'), fc.integer({ min: 1, max: 3 }))
    .chain(([minutes, days]) =>
      fc.record({
        minutes: fc.constant(minutes),
        nmi: fc.constant(`410303533${place}`),
        suffix: fc.constantFrom('E1', 'B1', 'Q2'),
        unit: fc.constantFrom('kWh', 'KWH', 'Wh', 'kVArh', 'MW'),
        days: fc.tuple(...Array.from({ length: days }, (_, day) => anyDay(1440 / Number(minutes), day))),
      }),
    );

describe('NEM12, whatever is in it', () => {
  test('reads back as it was written: any channels, lengths, values, qualities and line ends', () => {
    const anyFile = fc
      .integer({ min: 1, max: 3 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, place) => anyChannel(place))));
    fc.assert(
      fc.property(anyFile, fc.constantFrom('\n', '\r\n', '\r'), (channels, lineEnd) => {
        writeNem12(
          path,
          channels.map((channel) => ({ ...channel, days: channel.days.map(({ day }) => day) })),
          lineEnd,
        );
        const source = openNem12Source(path);
        expect([source.rejectedRows, source.ignoredRows, source.problems]).toEqual([0, 0, []]);
        expect(source.channels.map(({ nmi, suffix, unitText }) => [nmi, suffix, unitText])).toEqual(
          channels.map(({ nmi, suffix, unit }) => [nmi, suffix, unit]),
        );
        for (const [place, channel] of channels.entries()) {
          const readings = source.readings(source.channels[place]!);
          const written = channel.days.flatMap(({ day, flags: of }) =>
            day.values.map((value, i) => (of[i] === 'N' ? NaN : Number(value) + 0)),
          );
          expect(Array.from(readings.values)).toEqual(written);
          expect(Array.from(readings.quality ?? [])).toEqual(
            channel.days.flatMap((day) => day.flags.map(qualityOf)),
          );
          const lengthMs = Number(channel.minutes) * 60_000;
          const starts = written.map((_, i) => Date.UTC(2024, 1, 26) + i * lengthMs);
          expect(Array.from(readings.stampMs)).toEqual(starts);
        }
      }),
      { numRuns: 60 },
    );
  });

  const small = [
    '100,NEM12,202401020304,MDP1,RET1',
    ...channelLines({
      minutes: '60',
      days: [
        {
          date: '20240101',
          values: Array.from({ length: 24 }, (_, i) => i / 4),
          quality: 'V',
          ranges: [
            [1, 20, 'A'],
            [21, 24, 'S14'],
          ],
        },
      ],
    }),
    ...channelLines({
      minutes: '30',
      suffix: 'B1',
      days: [{ date: '20240101', values: Array.from({ length: 48 }, (_, i) => i / 8) }],
    }),
    '500,O,S01009,20050310121004,',
    '900',
  ].join('\r\n');
  const place = fc.nat({ max: small.length });
  const anyChange = fc.oneof(
    fc.tuple(fc.constant('cut' as const), place, place),
    fc.tuple(fc.constant('flip' as const), place, fc.nat({ max: 255 })),
    fc.tuple(fc.constant('swap' as const), fc.nat({ max: 8 }), fc.nat({ max: 8 })),
    fc.tuple(fc.constant('double' as const), fc.nat({ max: 8 }), fc.nat({ max: 8 })),
    fc.tuple(fc.constant('number' as const), fc.nat({ max: 99 }), fc.nat({ max: 9 })),
  );
  const absurd = [
    '1e999',
    '-1e308',
    '99999999999999999999',
    '0x10',
    'NaN',
    'Infinity',
    '',
    '-',
    '1.2.3',
    '١٢',
  ];
  const damage = (text: Buffer, [what, first, second]: readonly [string, number, number]): Buffer => {
    if (what === 'cut')
      return Buffer.concat([
        text.subarray(0, Math.min(first, second)),
        text.subarray(Math.max(first, second)),
      ]);
    if (what === 'flip') {
      const changed = Buffer.from(text);
      if (first < changed.length) changed[first] = second;
      return changed;
    }
    const lines = text.toString('latin1').split('\r\n');
    if (what === 'number') {
      const line = first % lines.length;
      lines[line] = (lines[line] ?? '')
        .split(',')
        .map((field, i) => (i > 0 && i % 7 === first % 7 ? absurd[second]! : field))
        .join(',');
    } else if (what === 'swap') {
      const [one, other] = [first % lines.length, second % lines.length];
      [lines[one], lines[other]] = [lines[other] ?? '', lines[one] ?? ''];
    } else {
      lines.splice(second % lines.length, 0, lines[first % lines.length] ?? '');
    }
    return Buffer.from(lines.join('\r\n'), 'latin1');
  };

  test('however it is damaged, 2,000 times, every value is finite or a gap, or the file is refused in words', () => {
    const workedMs = startThreadTime();
    let refused = 0;
    const anyDamage = fc.array(anyChange, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(anyDamage, (changes) => {
        const content = changes.reduce(damage, Buffer.from(small));
        writeFileSync(path, content);
        recogniseNem12(content.toString('latin1'));
        try {
          const source = openNem12Source(path);
          for (const channel of source.channels) {
            const { values, stampMs } = source.readings(channel);
            expect(values.length).toBe(channel.rows);
            expect(values.every((value) => Number.isFinite(value) || Number.isNaN(value))).toBe(true);
            expect(stampMs.every(Number.isFinite)).toBe(true);
          }
          let named = 0;
          source.rejects(
            () => named++,
            () => named++,
          );
          expect(named).toBe(source.rejectedRows + source.ignoredRows);
        } catch (thrown) {
          if (!(thrown instanceof AppError)) throw thrown;
          refused++;
        }
      }),
      { numRuns: 2000 },
    );
    expect(refused).toBeLessThan(1000);
    expect(workedMs()).toBeLessThan(20_000);
  });
});

describe('NEM12 is recognised', () => {
  const [heading = '', day = ''] = channelLines({
    minutes: '30',
    days: [{ date: '20240101', values: [1, 2] }],
  });

  test.each([
    ['by its 100 record', '100,NEM12,1'],
    ['behind a byte order mark and blank lines', '\uFEFF\r\n\r\n100,NEM12,1'],
    ['in quotes', '"100","NEM12","1"'],
    ['without a 100 record', `${heading}\n${day}`],
    ['with CR alone', `\r${heading}\r${day}`],
    ['when a channel has no day', `${heading}\n${heading}\n${day}`],
  ])('%s', (_, text) => expect(recogniseNem12(text)).toBe(true));

  test.each([
    ['a table of numbers', '100,200,300\n200,300,400\n300,20240101,1\n'],
    ['a table that begins with 100', '100,kWh,2024\n200,kWh,2025\n'],
    ['a table with ids of 200', '200,1,2,3,4,5,6,7,30\n201,1,2,3,4,5,6,7,30\n'],
    ['NEM13', '100,NEM13,200401010101,MDA1,Ret1\n'],
    ['nothing', ''],
  ])('but not %s', (_, text) => expect(recogniseNem12(text)).toBe(false));
});
