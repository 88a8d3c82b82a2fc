import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppError } from '../../../contract/app-error.ts';
import { openNem12Source } from './nem12-source.ts';
import type { Nem12Options, Nem12Source } from './nem12-source.ts';
import type { RejectedCell } from './scan-listener.ts';
import { channelLines } from './write-nem12.ts';
import type { WrittenChannel, WrittenDay } from './write-nem12.ts';

let folder = '';
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'meterhaul-nem12-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const count = (length: number) => Array.from({ length }, (_, place) => place + 1);
const day = (rest: Partial<WrittenDay> = {}): WrittenDay => ({
  date: '20240101',
  values: count(24),
  ...rest,
});
const hourly = (rest: Partial<WrittenChannel> = {}): WrittenChannel => ({
  minutes: '60',
  days: [day()],
  ...rest,
});
const header = '100,NEM12,202401020304,MDP1,RET1';

const open = (content: string | Buffer, options?: Nem12Options): Nem12Source => {
  const path = join(folder, 'given.csv');
  writeFileSync(path, content);
  return openNem12Source(path, options);
};
const openLines = (...lines: readonly string[]) => open(lines.join('\n'));
const valuesOf = (source: Nem12Source, place = 0) =>
  Array.from(source.readings(source.channels[place]!).values);
const rejectsOf = (source: Nem12Source): RejectedCell[] => {
  const cells: RejectedCell[] = [];
  source.rejects((cell) => cells.push(cell));
  return cells;
};
const failure = (content: string): AppError => {
  try {
    open(content);
  } catch (thrown) {
    return thrown as AppError;
  }
  throw new Error('it was read');
};

describe('a NEM12 file', () => {
  test('becomes channels with their NMI, suffix, register, meter, unit and direction', () => {
    const { channels } = openLines(
      header,
      ...channelLines(hourly()),
      ...channelLines(hourly({ suffix: 'B1' })),
      '900',
    );
    expect(channels[0]).toEqual({
      key: '4103035332 / E1',
      nmi: '4103035332',
      suffix: 'E1',
      registerId: '1',
      serial: 'METER1',
      unit: 'kWh',
      unitText: 'kWh',
      kind: 'interval',
      intervalMs: 3_600_000,
      direction: 'import',
      days: 1,
      rows: 24,
      rejectedRows: 0,
    });
    expect(channels[1]).toMatchObject({ key: '4103035332 / B1', direction: 'export' });
  });

  test('has readings on the clock of market time, each with its end and the row it stands in', () => {
    const source = openLines(header, ...channelLines(hourly()), '900');
    const readings = source.readings(source.channels[0]!);
    expect(source.zone).toBe('+10:00');
    expect(readings.clock).toBe('wall');
    expect(readings.stampMs[0]).toBe(Date.UTC(2024, 0, 1));
    expect(readings.endMs?.[23]).toBe(Date.UTC(2024, 0, 2));
    expect(readings.rows?.[23]).toBe(3);
    expect(Array.from(readings.values)).toEqual(count(24));
  });

  test.each(['1', '5', '05', '10', '15', '30', '60', '1440'])('is read at %s minutes', (minutes) => {
    const values = count(1440 / Number(minutes));
    const source = openLines(header, ...channelLines({ minutes, days: [day({ values })] }), '900');
    expect(source.channels[0]?.intervalMs).toBe(Number(minutes) * 60_000);
    expect(valuesOf(source)).toEqual(values);
  });

  test.each([
    ['CRLF', '\r\n'],
    ['LF', '\n'],
    ['CR', '\r'],
  ])('may end its lines with %s', (_, end) => {
    const source = open(`\n${[header, ...channelLines(hourly()), '900'].join(end)}${end}`);
    expect(valuesOf(source)).toEqual(count(24));
    expect(source.readings(source.channels[0]!).rows?.[0]).toBe(4);
  });

  test.each([
    ['a byte order mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 in the other order', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['padded lines', (text: string) => Buffer.from(text.replaceAll('\n', `${','.repeat(30)}\n`))],
    ['quotes', (text: string) => Buffer.from(text.replaceAll(/[^,\n]+/g, '"$&"'))],
    ['spaces around its fields', (text: string) => Buffer.from(text.replaceAll(',', ' , '))],
    ['blank lines', (text: string) => Buffer.from(text.replaceAll('\n', '\n\n  \n'))],
    ['no 100 record', (text: string) => Buffer.from(text.slice(header.length + 1))],
    ['no 900 record', (text: string) => Buffer.from(text.replace('\n900', ''))],
  ])('may have %s', (_, change) => {
    const source = open(change([header, ...channelLines(hourly()), '900'].join('\n')));
    expect(valuesOf(source)).toEqual(count(24));
    expect([source.channels[0]?.unit, source.rejectedRows, source.ignoredRows]).toEqual(['kWh', 0, 0]);
  });

  test('may be several files one behind the other', () => {
    const second = channelLines(hourly({ nmi: '2', days: [day({ date: '20240102' })] }));
    const whole = [header, ...channelLines(hourly()), '900'];
    const source = openLines(...whole, ...second, '900', ...whole);
    expect(source.channels.map(({ key, days }) => [key, days])).toEqual([
      ['4103035332 / E1', 2],
      ['2 / E1', 1],
    ]);
  });

  test('has numbers in every form that meters write', () => {
    const values = [
      '.005',
      '0.00830000000000',
      '1.',
      '-2.5',
      '+3',
      '1e-3',
      '12345678901234567890',
      '1.23456789012345678',
    ];
    const source = openLines(header, ...channelLines({ minutes: '180', days: [day({ values })] }));
    expect(valuesOf(source)).toEqual([
      0.005, 0.0083, 1, -2.5, 3, 0.001, 12345678901234567890, 1.2345678901234568,
    ]);
  });

  test.each([
    ['KWH', 'kWh', 'interval'],
    ['wh', 'Wh', 'interval'],
    ['MWh', 'MWh', 'interval'],
    ['kVArh', 'kvarh', 'interval'],
    ['KVARH', 'kvarh', 'interval'],
    ['VArh', 'varh', 'interval'],
    ['kW', 'kW', 'power'],
    ['kVAr', 'kvar', 'power'],
  ])('with the unit %s is read as %s', (text, unit, kind) => {
    const source = openLines(header, ...channelLines(hourly({ unit: text })));
    expect(source.channels[0]).toMatchObject({ unit, kind, unitText: text });
    expect(source.problems).toEqual([]);
  });

  test.each(['', 'pf', 'MVArh'])('with the unit "%s" asks for one', (unit) => {
    const source = openLines(header, ...channelLines(hourly({ unit })));
    expect(source.channels[0]?.unit).toBeNull();
    expect(source.problems).toMatchObject([{ code: 'unit-unknown', row: 2 }]);
  });

  test('with several lengths for one stream has a channel for each', () => {
    const half = { minutes: '30', days: [day({ date: '20240102', values: count(48) })] };
    const source = openLines(header, ...channelLines(hourly()), ...channelLines(half));
    expect(source.channels.map((channel) => channel.key)).toEqual([
      '4103035332 / E1 (60 min)',
      '4103035332 / E1 (30 min)',
    ]);
    expect(source.problems).toMatchObject([{ code: 'channel-split' }]);
  });

  test('of Western Australia comes with a word about its own time, until a zone is given', () => {
    const lines = [header, ...channelLines(hourly({ nmi: '8001234567' }))].join('\n');
    expect(open(lines).problems).toMatchObject([{ code: 'zone-doubtful', row: null }]);
    const given = open(lines, { zone: '+08:00' });
    expect([given.zone, given.problems]).toEqual(['+08:00', []]);
  });

  test('has manual readings (500), which are no readings of intervals and are not counted', () => {
    const source = openLines(header, ...channelLines(hourly()), '500,O,S01009,20050310121004,', '900');
    expect([source.rejectedRows, source.ignoredRows, source.channels[0]?.rows]).toEqual([0, 0, 24]);
  });

  test('with accumulated readings only (NEM13) is refused with what to ask for', () => {
    const error = failure(
      '100,NEM13,200401010101,MDA1,Ret1\n250,1234567890,1141,01,11,11,S1,E,1,20040101000000\n900\n',
    );
    expect(error.code).toBe('source/unsupported');
    expect(error.message).toContain('Ask for the interval data of the meter in the format NEM12');
  });

  test.each([
    ['', 'empty file'],
    ['time,kWh\n2024-01-01,1\n', 'no NEM12 channel'],
    ['300,20240101,1,2,3\n', 'no NEM12 channel'],
  ])('that is %j is refused', (content, words) => {
    expect(failure(content)).toMatchObject({ code: 'source/unreadable' });
    expect(failure(content).message).toContain(words);
  });
});

describe('the quality of the readings of a NEM12 file', () => {
  const read = (rest: Partial<WrittenDay>) => {
    const source = openLines(header, ...channelLines(hourly({ days: [day(rest)] })), '900');
    const readings = source.readings(source.channels[0]!);
    return { source, quality: Array.from(readings.quality ?? []).join(''), values: readings.values };
  };

  test.each([
    ['A', '0'],
    ['S14', '1'],
    ['F52', '1'],
    ['E51', '1'],
    ['a', '0'],
  ])('%s holds for the whole day', (flag, code) => {
    const { source, quality } = read({ quality: flag });
    expect([quality, source.problems]).toEqual([code.repeat(24), []]);
  });

  test('N makes gaps of whatever stands there', () => {
    expect(Array.from(read({ quality: 'N' }).values).every(Number.isNaN)).toBe(true);
    expect(read({ quality: 'N', values: Array.from({ length: 24 }, () => 'x') }).source.rejectedRows).toBe(0);
  });

  test('V takes the quality of each range from its 400 records', () => {
    const { source, quality, values } = read({
      quality: 'V',
      ranges: [
        [1, 10, 'F14'],
        [11, 12, 'N'],
        [13, 24, 'A'],
      ],
    });
    expect(quality).toBe(`${'1'.repeat(10)}00${'0'.repeat(12)}`);
    expect(Array.from(values.subarray(9, 13))).toEqual([10, NaN, NaN, 13]);
    expect(source.problems).toEqual([]);
  });

  test.each([
    ['no 400 record', []],
    ['a hole between its ranges', [[1, 10, 'A'] as const, [12, 24, 'A'] as const]],
  ])('V with %s keeps the values and says so', (_, ranges) => {
    const { source, values } = read({ quality: 'V', ranges });
    expect(values).toHaveLength(24);
    expect(source.problems).toMatchObject([{ code: 'quality-unclear', row: 3 }]);
  });

  test('an impossible range or quality is rejected with its row', () => {
    const { source } = read({
      quality: 'V',
      ranges: [
        [0, 3, 'A'],
        [5, 4, 'A'],
        [1, 25, 'A'],
        [1, 24, 'X'],
      ],
    });
    expect(rejectsOf(source).map(({ row, field }) => [row, field])).toEqual([
      [4, 'StartInterval'],
      [5, 'StartInterval'],
      [6, 'StartInterval'],
      [7, 'QualityMethod'],
    ]);
  });

  test('that is missing leaves the values estimated, with a word about it', () => {
    const { source, quality } = read({ quality: '' });
    expect([quality, source.problems[0]?.code]).toEqual(['1'.repeat(24), 'quality-unclear']);
  });
});
