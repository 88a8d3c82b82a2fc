import { describe, expect, it } from 'vitest';
import { selectionRequest } from '../../contract/request-shapes.ts';
import type { FoundSeries } from '../workers/reader.ts';
import { selectSeries } from './select-series.ts';

const series = (name: string, meter: string | null = null): FoundSeries => ({
  name,
  meter,
  unit: null,
  kind: null,
  rows: 1,
  rejected: 0,
});
const file = (path: string, ...found: FoundSeries[]) => ({
  spec: { path, mapping: {} as never, maxRows: null },
  readings: { series: found, rows: 1, isComplete: true, rejected: 0, ignored: 0, problems: [] },
});
const idsOf = (files: Parameters<typeof selectSeries>[0], selection: object): string[] =>
  selectSeries(files, selectionRequest.parse(selection)).map(({ loadId }) => loadId);

describe('the series of several files', () => {
  it('have names that tell them apart, also where files in two folders are called the same', () => {
    const files = [
      file('/2024/data.csv', series('M1')),
      file('/2025/data.csv', series('M1'), series('M2')),
      file('/other.csv', series('M1')),
    ];
    expect(idsOf(files, {})).toEqual(['/2024/data.csv / M1', '/2025/data.csv / M1', 'M2', 'other.csv / M1']);
  });
});

describe('a choice of series', () => {
  const files = [
    file('/a.csv', series('M1'), series('M1 / kvarh', 'M1'), series('M2 / kWh', 'M2'), series('M3')),
  ];

  it('by an id means that one alone, by a meter all of its series', () => {
    expect(idsOf(files, { loads: ['M1'] })).toEqual(['M1']);
    expect(idsOf(files, { loads: ['M2', 'M3'] })).toEqual(['M2 / kWh', 'M3']);
  });

  it('leaves out the exceptions before it counts the first ones', () => {
    expect(idsOf(files, { exceptLoads: ['M1', 'M3'], limitLoads: 1 })).toEqual(['M1 / kvarh']);
  });

  it('of which nothing is left is refused rather than sent whole', () => {
    expect(() => idsOf(files, { loads: ['M3'], exceptLoads: ['M3'] })).toThrow(/No series is left/);
  });
});
