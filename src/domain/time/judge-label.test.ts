import { describe, expect, it } from 'vitest';
import { judgeLabel } from './judge-label.ts';

const quarterMs = 900_000;

function run(from: string, count: number): number[] {
  return Array.from({ length: count }, (_, row) => Date.parse(`${from}Z`) + row * quarterMs);
}

describe('whether stamps are starts or ends', () => {
  it.each([
    ['start', 'from 00:00 to 23:45', run('2024-01-01T00:00', 960)],
    ['end', 'from 00:15 to 24:00', run('2024-01-01T00:15', 960)],
    ['end', 'newest first', run('2024-01-01T00:15', 960).toReversed()],
    ['end', 'with a day missing', [...run('2024-01-01T00:15', 96), ...run('2024-01-03T00:15', 200)]],
    ['start', 'with the last day cut', run('2024-01-01T00:00', 500)],
    [null, 'from the middle of a day', run('2024-01-01T05:00', 500)],
    [null, 'when the two sides disagree', run('2024-01-01T00:00', 97)],
  ] as const)('is %s for stamps %s', (label, _, stamps) => {
    expect(judgeLabel(Float64Array.from(stamps), quarterMs).label).toBe(label);
  });

  it('is said with the stamps it was seen in', () => {
    const { evidence } = judgeLabel(Float64Array.from(run('2024-01-01T00:15', 96)), quarterMs);
    expect(evidence).toContain('from 2024-01-01 00:15 to 2024-01-02 00:00');
  });

  it('says which of the two sides spoke, for a file cut at noon may begin at one o’clock by chance', () => {
    const whole = judgeLabel(Float64Array.from(run('2024-01-01T00:15', 96)), quarterMs);
    const cut = judgeLabel(Float64Array.from(run('2024-01-01T00:15', 500)), quarterMs);
    expect([whole.isTwoSided, cut.isTwoSided]).toEqual([true, false]);
    expect(cut.evidence).not.toContain('stop at midnight');
  });
});
