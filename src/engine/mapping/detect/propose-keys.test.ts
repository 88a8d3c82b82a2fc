import { describe, expect, it } from 'vitest';
import { arraySource } from './array-source.ts';
import { proposeMapping } from './propose-mapping.ts';
import type { GivenAnswers } from './propose-mapping.ts';

const hourMs = 3_600_000;

function hourAt(place: number): string {
  return new Date(Date.UTC(2023, 0, 1) + place * hourMs).toISOString().slice(0, 16).replace('T', ' ');
}

function reading(place: number): string {
  return (1 + Math.abs(Math.sin(place * 1.7))).toFixed(3);
}

function propose(columns: string[], rows: readonly (readonly string[])[], given: GivenAnswers = {}) {
  return proposeMapping(arraySource([{ columns, rows }]), given, []);
}

describe('whose reading a row is', () => {
  it('is told by a column of blocks that a sample is too small to show', () => {
    const rows = ['North', 'South', 'West'].flatMap((owner) =>
      Array.from({ length: 6000 }, (_, place) => [hourAt(place), owner, reading(place + owner.length)]),
    );
    const { mapping, evidence } = propose(['when', 'owner', 'energy kWh'], rows);
    expect(mapping.meterColumn).toBe('owner');
    expect(evidence.join(' ')).toContain('one behind the other: "North", "South" and "West"');
  });

  it('is not told by blocks of a long file whose stamps never come again', () => {
    const rows = Array.from({ length: 9000 }, (_, place) => [
      hourAt(place),
      place < 4000 ? 'before' : 'after',
      reading(place),
    ]);
    const { mapping } = propose(['when', 'firmware', 'energy kWh'], rows);
    expect([mapping.meterColumn, mapping.register]).toEqual([null, null]);
  });

  it('is told by whole numbers under any header where rows of one time come twice without them', () => {
    const rows = Array.from({ length: 200 }, (_, place) =>
      ['31', '47'].flatMap((area) =>
        ['Trade', 'Homes'].map((branch) => [hourAt(place), area, branch, reading(place * 3 + area.length)]),
      ),
    ).flat();
    const { mapping } = propose(['when', 'AreaNo', 'Branch', 'energy kWh'], rows);
    expect([mapping.meterColumn, mapping.register?.column]).toEqual(['AreaNo', 'Branch']);
  });

  it('is not told by a code that changes from hour to hour while no stamp comes twice', () => {
    const rows = Array.from({ length: 300 }, (_, place) => [
      hourAt(place),
      ['Light', 'Medium', 'Maximum'][place % 3] ?? '',
      reading(place),
    ]);
    const { mapping } = propose(['when', 'Load_Type', 'energy kWh'], rows);
    expect([mapping.meterColumn, mapping.register]).toEqual([null, null]);
  });

  it('is told by the direction of a row even where each time has only one', () => {
    const rows = Array.from({ length: 300 }, (_, place) => [
      hourAt(place),
      place % 5 < 3 ? 'Import' : 'Export',
      reading(place),
    ]);
    const { mapping } = propose(['when', 'direction', 'energy kWh'], rows);
    expect(mapping.register?.column).toBe('direction');
  });

  it('is the meter’s number before the site that it stands at', () => {
    const rows = Array.from({ length: 300 }, (_, place) => [
      hourAt(place),
      'Mill',
      'K10AB77',
      reading(place),
    ]);
    expect(propose(['when', 'Site', 'Meter', 'energy kWh'], rows).mapping.meterColumn).toBe('Meter');
  });
});

describe('ids that look like times', () => {
  it('leave the time to the column of dates, though eighteen digits are nanoseconds of some day', () => {
    const rows = ['871700010000000011', '871700010000000029'].flatMap((ean) =>
      Array.from({ length: 60 }, (_, place) => [
        ean,
        `${String((place % 28) + 1).padStart(2, '0')}-${String(Math.floor(place / 28) + 5).padStart(2, '0')}-2023`,
        reading(place),
      ]),
    );
    const { mapping } = propose(['eancode', 'readingdate', 'usage kWh'], rows);
    expect(mapping.time.stamp?.columns).toEqual(['readingdate']);
    expect(mapping.meterColumn).toBe('eancode');
  });
});

describe('a register that stands still', () => {
  it('is a register, too, beside one that rises', () => {
    const rows = Array.from({ length: 40 }, (_, place) => [
      hourAt(place),
      '32.5',
      (200 + 0.1 * place * (1 + (place % 2))).toFixed(1),
    ]);
    const rising = rows.map(([at = '', still = '', moving = '']) => [at, still, moving]);
    let top = 0;
    for (const row of rising) {
      top = Math.max(top, Number(row[2]));
      row[2] = top.toFixed(1);
    }
    const { mapping } = propose(['when', 'Import kWh', 'Export kWh'], rising);
    expect(mapping.values.map(({ kind }) => kind)).toEqual(['register', 'register']);
  });

  it('at zero may be the energy of an idle meter', () => {
    const rows = Array.from({ length: 40 }, (_, place) => [hourAt(place), '0']);
    expect(propose(['when', 'Import kWh'], rows).mapping.values[0]?.kind).toBe('interval');
  });
});
