import { describe, expect, it } from 'vitest';
import { recogniseStamps, recogniseTimeOfDay } from './recognise-stamps.ts';

function rows(count: number, text: (ms: number) => string, stepMs = 900_000): string[] {
  return Array.from({ length: count }, (_, row) => text(Date.UTC(2024, 0, 1) + row * stepMs));
}

const iso = (ms: number): string => new Date(ms).toISOString();
const parts = (ms: number): { d: string; m: string; y: string; time: string } => ({
  d: iso(ms).slice(8, 10),
  m: iso(ms).slice(5, 7),
  y: iso(ms).slice(0, 4),
  time: iso(ms).slice(11, 16),
});

describe('the pattern of a column of stamps', () => {
  it.each([
    ['YYYY-MM-DD HH:mm', (ms: number) => iso(ms).slice(0, 16).replace('T', ' ')],
    ['iso', (ms: number) => iso(ms)],
    ['iso', (ms: number) => `${iso(ms).slice(0, 19)}+01:00`],
    ['DD.MM.YYYY HH:mm', (ms: number) => `${parts(ms).d}.${parts(ms).m}.${parts(ms).y} ${parts(ms).time}`],
    [
      'DD.MM.YYYY HH.mm',
      (ms: number) => `${parts(ms).d}.${parts(ms).m}.${parts(ms).y} ${parts(ms).time.replace(':', '.')}`,
    ],
    ['YYYYMMDDHHmm', (ms: number) => iso(ms).slice(0, 16).replaceAll(/\D/g, '')],
    ['YYYYMMDD HH:mm', (ms: number) => `${iso(ms).slice(0, 10).replaceAll('-', '')} ${parts(ms).time}`],
    ['YYYYMMDD:HHmm', (ms: number) => iso(ms).slice(0, 16).replaceAll(/[-:]/g, '').replace('T', ':')],
    ['excel', (ms: number) => (ms / 86_400_000 + 25_569).toFixed(6)],
    ['excel', (ms: number) => (ms / 86_400_000 + 25_569).toFixed(4).replace('.', ',')],
    ['epoch-s', (ms: number) => String(ms / 1000)],
    ['epoch-ms', (ms: number) => String(ms)],
    ['epoch-ns', (ms: number) => `${ms}000000`],
    [
      'ddd MMM DD YYYY HH:mm Z',
      (ms: number) => `Mon Jan ${parts(ms).d} ${parts(ms).y} ${parts(ms).time}:00 GMT+0100 (CET)`,
    ],
    [
      'YYYY-MM-DD HH:mm .. YYYY-MM-DD HH:mm',
      (ms: number) =>
        `${iso(ms).slice(0, 16).replace('T', ' ')} to ${iso(ms + 900_000)
          .slice(0, 16)
          .replace('T', ' ')}`,
    ],
    ['DD MMM YYYY HH:mm', (ms: number) => `${parts(ms).d} janv. ${parts(ms).y} ${parts(ms).time}`],
    ['YYYY/MM/DD HH:mm', (ms: number) => iso(ms).slice(0, 16).replace('T', ' ').replaceAll('-', '/')],
    [
      'DD.MM.YYYY HH:mm Z',
      (ms: number) => `${parts(ms).d}.${parts(ms).m}.${parts(ms).y} ${parts(ms).time} MEZ`,
    ],
  ])('is %s', (pattern, text) => {
    const [best] = recogniseStamps(rows(200, text));
    expect(best?.pattern).toBe(pattern);
    expect(best?.share).toBe(1);
  });

  it.each([
    ['DD/MM/YYYY HH:mm', (ms: number) => `${parts(ms).d}/${parts(ms).m}/${parts(ms).y} ${parts(ms).time}`],
    ['MM/DD/YYYY HH:mm', (ms: number) => `${parts(ms).m}/${parts(ms).d}/${parts(ms).y} ${parts(ms).time}`],
    [
      'MM/DD/YY hh:mm A',
      (ms: number) =>
        `${Number(parts(ms).m)}/${Number(parts(ms).d)}/24 ${parts(ms).time.replace(/^00/, '12')} AM`,
    ],
  ])('%s has its day and month told by values over 12', (pattern, text) => {
    const [best] = recogniseStamps(rows(40, text, 86_400_000));
    expect(best).toMatchObject({ pattern, dayMonthOrder: 'sure' });
  });

  it.each([
    ['DD/MM/YYYY', (ms: number) => `${parts(ms).d}/${parts(ms).m}/${parts(ms).y}`],
    ['MM/DD/YYYY', (ms: number) => `${parts(ms).m}/${parts(ms).d}/${parts(ms).y}`],
  ])('%s has its day and month told by rows that follow each other', (pattern, text) => {
    const [best] = recogniseStamps(rows(12, text, 86_400_000));
    expect(best).toMatchObject({ pattern, dayMonthOrder: 'sure', hasTime: false });
  });

  it('takes the month for the first where AM and PM stand, as a guess', () => {
    const [best] = recogniseStamps(['1/2/2024 1:00:00 AM', '1/2/2024 2:00:00 AM']);
    expect(best).toMatchObject({ pattern: 'MM/DD/YYYY hh:mm A', dayMonthOrder: 'guessed' });
  });

  it('takes a count of things beside a date for no time of day', () => {
    expect(recogniseTimeOfDay([817, 815, 813, 811, 812, 790, 765, 764, 760, 701])).toEqual([]);
    expect(
      recogniseTimeOfDay(['0.03', '0.05', '0.02', '0.10', '0.03', '0.07', '0.01', '0.12', '0.05']),
    ).toEqual([]);
  });

  it.each([
    ['DD/MM/YYYY HH:mm', (ms: number) => `${parts(ms).d}/${parts(ms).m}/${parts(ms).y} ${parts(ms).time}`],
    ['MM/DD/YYYY HH:mm', (ms: number) => `${parts(ms).m}/${parts(ms).d}/${parts(ms).y} ${parts(ms).time}`],
  ])('%s has its day and month told by a single midnight', (pattern, text) => {
    const [best] = recogniseStamps(rows(150, text));
    expect(best).toMatchObject({ pattern, dayMonthOrder: 'sure' });
  });

  it('says when day and month are a guess', () => {
    const [best] = recogniseStamps(['01/02/2024 00:00', '01/02/2024 00:15', '01/02/2024 00:30']);
    expect(best).toMatchObject({ pattern: 'DD/MM/YYYY HH:mm', dayMonthOrder: 'guessed' });
  });

  it.each([
    ['meter readings', ['8350.274', '8351.101', '8352.044', '8360.2']],
    ['a register as large as days of a spreadsheet', ['45455.04', '45455.31', '45455.87', '45456.02']],
    ['whole readings', ['42519518', '42519520', '42519533', '42519599']],
    ['ids of 18 digits', ['707057500100175148', '707057500100175148', '707057500100175148']],
    [
      'ids in no order',
      ['707057500100175148', '707057500100175001', '707057500100175321', '707057500100175002'],
    ],
    ['small numbers', ['20', '2383', '21', '19']],
    ['clock-like numbers', ['0.15', '0.30', '0.45', '1.20']],
    ['readings with two decimals', ['3.19', '3.46', '2.55', '3.20', '1.05', '0.00', '4.17', '2.20', '2.31']],
    ['words', ['Read', 'Estimated', 'Read']],
    ['numbers as numbers', [0.153, 0.25, 12, 96]],
    ['dates that are none in a row', ['20230101', '20230102', '20231399']],
  ])('is not found in %s', (_, samples) => {
    expect(recogniseStamps(samples)).toEqual([]);
  });

  it.each([
    ['HH:mm', ['00:00', '00:15', '23:45']],
    ['HH:mm .. HH:mm', ['00:00-00:15', '00:15-00:30']],
    ['HH', ['0', '1', '23']],
    ['HHmm', ['0', '100', '2300']],
    ['HHmm', ['0000', '0030', '0100', '0130', '0200', '0230', '0300', '0330', '0400']],
    ['slot(1,60)', [1, 2, 24, 25]],
    ['slot(1,30)', ['1', '2', '48', '50']],
    ['slot(1,15)', [1, 50, 96]],
    ['slot(1,60)', ['1', '2', '3A', '3B', '24']],
    ['slot(1,60)', ['H01', 'H02', 'H24']],
  ])('is %s for a time of day beside a date', (pattern, samples) => {
    expect(recogniseTimeOfDay(samples)[0]?.pattern).toBe(pattern);
  });
});
