import { describe, expect, it } from 'vitest';
import type { FileInspection } from '../../../contract/inspection-shapes.ts';
import { mappingDocument } from '../../../contract/mapping-document.ts';
import { durationMs } from './durations.ts';
import { outcomesOf } from './outcomes.ts';
import { mappingsFor, pickOf } from './pickable-mappings.ts';
import { readFactor } from './read-factor.ts';

const recipe = mappingDocument.parse({
  meterhaul: 'mapping',
  version: 1,
  name: 'Supplier, days',
  format: 'csv',
  recognise: { format: 'csv', columns: ['Day', 'Electricity *'] },
  time: { stamp: { columns: ['day'], pattern: 'YYYY-MM-DD' } },
  values: [{ column: 'Electricity *', name: '*', unit: 'kWh', kind: 'interval' }],
});
const other = {
  ...recipe,
  name: 'Other',
  recognise: { format: 'csv' as const, columns: ['Zeit'], labels: [] },
};
const kept = mappingDocument.parse({
  ...recipe,
  name: 'Plant',
  recognise: undefined,
  time: { stamp: { columns: ['Day'], pattern: 'YYYY-MM-DD' } },
  values: [{ column: 'Electricity 1', name: 'one', unit: 'kWh', kind: 'interval' }],
});

const file: FileInspection = {
  path: 'days.csv',
  kind: 'csv',
  format: 'text',
  sizeBytes: 1,
  encoding: null,
  delimiter: null,
  decimal: null,
  headerRow: 1,
  datasets: [
    {
      name: 'readings',
      rows: 1,
      rowsAreEstimated: false,
      columns: ['Day', 'Electricity 1', 'Electricity 2'].map((name) => ({ name, type: 'text', samples: [] })),
      readings: null,
    },
  ],
  datasetCount: 1,
  proposal: null,
  problems: [],
};

describe('mappings to pick', () => {
  const groups = mappingsFor(
    file,
    [
      { name: 'Plant', mapping: kept, trouble: null },
      { name: 'Damaged', mapping: null, trouble: 'It is cut off.' },
    ],
    [recipe, other, { ...recipe, name: 'Tree', format: 'hdf5' }],
  );

  it('are those of the kind of file, the ones whose columns it has first', () => {
    expect(groups.fitting.map(({ name }) => name)).toEqual(['Plant', 'Supplier, days']);
    expect(groups.others.map(({ name }) => name)).toEqual(['Other']);
  });

  it('name the columns of the file instead of patterns once they are picked', () => {
    const picked = pickOf('recipe Supplier, days', file, groups.fitting);
    expect(picked?.mapping.values.map(({ column, name }) => [column, name])).toEqual([
      ['Electricity 1', 'Electricity 1'],
      ['Electricity 2', 'Electricity 2'],
    ]);
    expect(picked?.mapping.time.stamp?.columns).toEqual(['Day']);
    expect(picked?.mapping.recognise).toBeUndefined();
  });

  it('are taken as they are when a person kept them', () => {
    expect(pickOf('kept Plant', file, groups.fitting)).toMatchObject({ origin: 'kept', mapping: kept });
    expect(pickOf('present', file, groups.fitting)).toBeNull();
  });
});

describe('what a person types', () => {
  it('as a factor is read with either decimal sign', () => {
    expect([readFactor('-1'), readFactor('0,5'), readFactor('1.5')]).toEqual([-1, 0.5, 1.5]);
    expect([readFactor('0'), readFactor(''), readFactor('x')]).toEqual([null, null, null]);
  });
});

describe('lengths of intervals', () => {
  it('are read from their spelling in a mapping', () => {
    expect([durationMs('PT15M'), durationMs('PT1H30M'), durationMs('P1D'), durationMs('PT0.5S')]).toEqual([
      900_000, 5_400_000, 86_400_000, 500,
    ]);
    expect(durationMs('a while')).toBeNull();
  });
});

describe('counts by outcome', () => {
  it('leave out what there is none of, but never the intervals', () => {
    const none = {
      rows: 3,
      intervals: 0,
      duplicates: 0,
      conflicts: 0,
      gaps: 2,
      rejected: 1,
      ignored: 0,
      merged: 0,
      closing: 0,
    };
    expect(outcomesOf(none)).toEqual([
      ['intervals', 0],
      ['gaps', 2],
      ['rejected', 1],
    ]);
  });
});
