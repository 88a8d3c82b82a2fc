import { describe, expect, it } from 'vitest';
import { wallMark } from '../raw-readings.ts';
import { compileStampPattern, describeStampPattern } from './stamp-pattern.ts';

/** What a pattern makes of a text, as an ISO text without zone. */
function read(pattern: string, text: string): string {
  const ms = compileStampPattern(pattern).read(text);
  return Number.isNaN(ms) ? 'unreadable' : new Date(ms).toISOString().replace(':00.000Z', '');
}

describe('a stamp pattern', () => {
  it.each([
    ['YYYY-MM-DD HH:mm', '2024-01-02 03:15', '2024-01-02T03:15'],
    ['YYYY-MM-DD HH:mm', '2024-01-02T03:15:30.5', '2024-01-02T03:15:30.500Z'],
    ['YYYY-MM-DD HH:mm', ' "2024-01-02\u00a003:15" ', '2024-01-02T03:15'],
    ['YYYY-MM-DD HH:mm', '2024-12-31 24:00', '2025-01-01T00:00'],
    ['YYYY-MM-DD HH:mm', '2024-12-31 24:15', 'unreadable'],
    ['YYYY-MM-DD HH:mm', '2023-02-29 00:00', 'unreadable'],
    ['YYYY-MM-DD HH:mm', '2024-01-02', '2024-01-02T00:00'],
    ['DD.MM.YYYY HH:mm', '2.1.2024 3:15', '2024-01-02T03:15'],
    ['DD.MM.YYYY HH:mm', '02.01.2024, 03:15:00', '2024-01-02T03:15'],
    ['DD.MM.YY HH.mm', '02.01.24 23.15', '2024-01-02T23:15'],
    ['DD/MM/YYYY', '02/01/2024', '2024-01-02T00:00'],
    ['DD-MM-YYYY HH:mm', '02-01-2024 00:15', '2024-01-02T00:15'],
    ['M/D/YY h:mm A', '1/2/24 12:15 AM', '2024-01-02T00:15'],
    ['M/D/YY h:mm A', '1/2/24 12:15PM', '2024-01-02T12:15'],
    ['M/D/YY h:mm A', '1/2/24 3:15:00 p.m.', '2024-01-02T15:15'],
    ['D MMM YYYY', '1 janv. 2024', '2024-01-01T00:00'],
    ['D. MMM YYYY HH:mm', '1. März 2024 00:15', '2024-03-01T00:15'],
    ['MMM-DD-YYYY', 'Jan-01-2024', '2024-01-01T00:00'],
    ['DD-MMM-YY HH:mm', '26-OKT-25 02:00', '2025-10-26T02:00'],
    ['D MMM YYYY', '3 października 2024', '2024-10-03T00:00'],
    ['D MMM YYYY', '3 července 2024', '2024-07-03T00:00'],
    ['ddd DD.MM.YYYY HH:mm', 'Mo, 01.01.2024 00:15', '2024-01-01T00:15'],
    ['YYYYMMDD', '20240102', '2024-01-02T00:00'],
    ['YYYYMMDDHHmm', '202401020315', '2024-01-02T03:15'],
    ['YYYYMMDDHHmm', '20240102031530', '2024-01-02T03:15:30.000Z'],
    ['YYYYMMDD HH:mm', '20240102 03:15', '2024-01-02T03:15'],
    ['YYYYMMDD HHmm', '20240102 315', '2024-01-02T03:15'],
    ['YYYY-MM-DD H', '2024-01-02 7', '2024-01-02T07:00'],
    ['YYYYMMDD:HHmm', '20160101:0010', '2016-01-01T00:10'],
    ['DD/MM/YYYY kk:mm', '31/12/2018 23:45', '2018-12-31T23:45'],
    ['DD/MM/YYYY kk:mm', '31/12/2018 00:00', '2019-01-01T00:00'],
    ['DD/MM/YYYY kk:mm', '31/12/2018 24:00', '2019-01-01T00:00'],
    ['DD/MM/YYYY kk:mm', '31/12/2018 00:15', '2018-12-31T00:15'],
    ['YYYY-MM-DD H', '2024-01-02 07h', '2024-01-02T07:00'],
    ["YYYY-MM-DD H'h'mm", '2024-01-02 7h30', '2024-01-02T07:30'],
    ['YYYY-MM-DD H mm', '2024-01-02 7 30', '2024-01-02T07:30'],
    ['YYYY-MM-DD slot(1,60)', '2024-01-02 24', '2024-01-02T23:00'],
    ['YYYY-MM-DD slot(1,60)', '2024-01-02 25', '2024-01-03T00:00'],
    ['YYYY-MM-DD slot(1,60)', '2024-01-02 26', 'unreadable'],
    ['YYYY-MM-DD slot(1,30)', '2024-01-02 48', '2024-01-02T23:30'],
    ['js-date', 'Mon Jan 01 2024 00:00:00 GMT+0100 (Central European Standard Time)', '2023-12-31T23:00'],
    ['epoch-s', '1704067200.0', '2024-01-01T00:00'],
    ['epoch-ns', '1704067200000000000', '2024-01-01T00:00'],
    ['excel', '45292.010416666664', '2024-01-01T00:15'],
    ['iso', '2024-01-01T00:15+01:00', '2023-12-31T23:15'],
    ['iso', '2024-01-01T00:15:00.000+0100', '2023-12-31T23:15'],
    ['iso', '2024-01-01 00:15+01', '2023-12-31T23:15'],
    ['iso', '2024-01-01 00:15 CET', '2023-12-31T23:15'],
    ['iso', '20240101T001500Z', '2024-01-01T00:15'],
    ['iso', '2024-01-01', '2024-01-01T00:00'],
    ['DD.MM.YYYY HH:mm Z', '01.07.2024 02:00 MESZ', '2024-07-01T00:00'],
    ['DD.MM.YYYY HH:mm Z', '01.07.2024 02:00:00 +02:00', '2024-07-01T00:00'],
    ['HH:mm', '24:00', '1970-01-02T00:00'],
    ['HHmm', '700', '1970-01-01T07:00'],
    ['HH:mm DD.MM.YYYY', '03:15 02.01.2024', '2024-01-02T03:15'],
    ['YYYY-MM-DD HH:mm', '8350.274', 'unreadable'],
    ['YYYY-MM-DD HH:mm', '2024-01-02 03:15 kWh', 'unreadable'],
  ])('%s reads "%s" as %s', (pattern, text, expected) => {
    expect(read(pattern, text)).toBe(expected);
  });

  it.each([
    ['HH:mm .. HH:mm', '00:00 to 00:15', 0, 15],
    ['HH:mm .. HH:mm', '00:00-00:15', 0, 15],
    ['HH:mm .. HH:mm', '0:00 - 0:59', 0, 59],
    ['HH:mm .. HH:mm', '23:45–00:00', 1425, 1440],
    ['YYYY-MM-DD HH:mm .. YYYY-MM-DD HH:mm', '1970-01-01 23:00 to 1970-01-02 00:00', 1380, 1440],
    ['YYYY-MM-DD HH:mm .. HH:mm', '1970-01-02 23:00 - 24:00', 2820, 2880],
    ['YYYY-MM-DD HH:mm .. HH:mm', '1970-01-01 02:45 - 02:00', 165, 120],
    ['iso', '1970-01-01', 0, NaN],
  ])('%s reads the start and the end of "%s"', (pattern, text, startMinute, endMinute) => {
    const reader = compileStampPattern(pattern);
    expect(reader.read(text) / 60_000).toBe(startMinute);
    expect(reader.endMs / 60_000).toBe(endMinute);
  });

  it.each([
    ['YYYY-MM-DD slot(1,60)', '2025-10-26 3A', wallMark.first],
    ['YYYY-MM-DD slot(1,60)', '2025-10-26 3B', wallMark.second],
    ['DD.MM.YYYY HH:mm', '26.10.2025 2A:15', wallMark.first],
    ['DD.MM.YYYY HH:mm', '26.10.2025 2B:15', wallMark.second],
    ['DD.MM.YYYY HH:mm', '26.10.2025 02:00*', wallMark.second],
    ['MM/DD/YYYY HH:mm', '11/03/2013 02:00 DST', wallMark.first],
    ['DD.MM.YYYY HH:mm', '26.10.2025 02:00 MEZ', wallMark.second],
    ['DD.MM.YYYY HH:mm', '26.10.2025 02:00', wallMark.none],
  ])('%s hears which of two equal hours "%s" means', (pattern, text, mark) => {
    const reader = compileStampPattern(pattern);
    expect(reader.read(text)).not.toBeNaN();
    expect(reader.mark).toBe(mark);
  });

  it('says which clock each text of a mixed column is of', () => {
    const reader = compileStampPattern('iso');
    reader.read('2024-01-01T00:15Z');
    expect(reader.clockOfLast).toBe('instant');
    reader.read('2024-01-01T00:15');
    expect(reader.clockOfLast).toBe('wall');
  });

  it.each([
    ['YYYYMMDD', 20_240_102, Date.UTC(2024, 0, 2)],
    ['HHmm', 0, 0],
    ['HHmm', 2345, 85_500_000],
    ['slot(1,15)', 96, 85_500_000],
    ['epoch-ms', 1_704_067_200_000, Date.UTC(2024, 0, 1)],
    ['excel', 45_292, Date.UTC(2024, 0, 1)],
  ])('%s reads the number %d', (pattern, value, expected) => {
    expect(compileStampPattern(pattern).readNumber(value)).toBe(expected);
  });

  it('reads the day anew where only the day changes', () => {
    const reader = compileStampPattern('D/M/YYYY H:mm');
    expect(reader.read('1/1/2024 0:15')).toBe(Date.UTC(2024, 0, 1, 0, 15));
    expect(reader.read('1/1/2024 0:30')).toBe(Date.UTC(2024, 0, 1, 0, 30));
    expect(reader.read('11/1/2024 0:30')).toBe(Date.UTC(2024, 0, 11, 0, 30));
    expect(reader.read('1/1/2024')).toBe(Date.UTC(2024, 0, 1));
  });

  it('is described in words', () => {
    expect(describeStampPattern('DD.MM.YYYY HH:mm')).toBe('day.month.year hour:minute');
    expect(describeStampPattern('HH:mm .. HH:mm')).toBe('hour:minute to hour:minute');
  });

  it('is refused when it has pieces without a meaning', () => {
    expect(() => compileStampPattern('YYYY-MM-DD quux')).toThrow(/"quux", which has no meaning/);
  });

  it('takes no number beyond the calendar for a time, infinity included', () => {
    const reader = compileStampPattern('epoch-s');
    for (const text of ['-1e999', '1e999', '1e30', '99999999999999']) expect(reader.read(text)).toBeNaN();
  });
});
