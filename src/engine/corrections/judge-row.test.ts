import { describe, expect, it } from 'vitest';
import { judgeAddition, judgeReplacement } from './judge-row.ts';
import type { CorrectedRow } from './judge-row.ts';

const eight = Date.UTC(2025, 0, 15, 8);
const hourMs = 3_600_000;
const before = {
  start: eight,
  end: eight + hourMs,
  value: 1.234,
  quality: 'GOOD',
  field: 'value',
  row: 4,
} as const;

const row = (changes: Partial<CorrectedRow>): CorrectedRow => ({
  row: 2,
  delimiter: ',',
  key: 'k',
  load: '',
  start: '',
  end: '',
  value: '1.234',
  quality: '',
  ...changes,
});

describe('a row of an interval that the VTN refused', () => {
  it('says nothing new while value and quality are what they were', () => {
    expect(judgeReplacement(row({ start: '2025-01-15T08:00:00Z', quality: 'good' }), before)).toEqual({
      kind: 'unchanged',
    });
    expect(judgeReplacement(row({ value: '1,234', delimiter: ';' }), before)).toEqual({ kind: 'unchanged' });
  });

  it('changes the quality alone', () => {
    expect(judgeReplacement(row({ quality: 'MIGRATED' }), before)).toEqual({
      kind: 'replaced',
      value: 1.234,
      quality: 'MIGRATED',
    });
  });

  it('is not taken for another value when a spreadsheet has lost the decimal sign', () => {
    expect(judgeReplacement(row({ value: '1234' }), before)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('write it as 1.234e3') as string,
    });
    expect(judgeReplacement(row({ value: '1.234e3' }), before)).toMatchObject({
      kind: 'replaced',
      value: 1234,
    });
  });

  it('moves neither start nor end', () => {
    expect(judgeReplacement(row({ value: '5', end: '2025-01-15T10:00:00Z' }), before)).toMatchObject({
      kind: 'refused',
      reason: 'The end of an interval that was refused cannot be changed: it is 2025-01-15T09:00:00Z.',
    });
  });
});

describe('a row that no interval came of', () => {
  it('says nothing without a value', () => {
    expect(judgeAddition(row({ value: '', start: '2025-01-15T08:00:00Z' }))).toEqual({ kind: 'unchanged' });
  });

  it('needs a start, and an end after it or none', () => {
    expect(judgeAddition(row({ value: '5' }))).toMatchObject({ kind: 'refused' });
    const start = '2025-01-15T09:00:00+01:00';
    expect(judgeAddition(row({ value: '5', start, end: start }))).toMatchObject({ kind: 'refused' });
    expect(judgeAddition(row({ value: '5', start }))).toEqual({
      kind: 'added',
      startMs: eight,
      endMs: null,
      value: 5,
      quality: null,
    });
  });
});
