import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CellTable } from './cell-source.ts';
import { listRejects, mapCells } from './map-cells.ts';
import type { MapOptions, MappedFile } from './mapped-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'apply-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const map = (table: CellTable, mapping: object, options: Partial<MapOptions> = {}): MappedFile =>
  mapCells(table, mapping, { folder, ...options });

describe('more than memory holds', () => {
  const count = 30_000;
  const meters = Array.from({ length: count }, (_, row) => `m${(row * 7) % 997}`);
  const table = {
    time: Array.from({ length: count }, (_, row) =>
      row % 3 === 2 ? 'bad' : `2024-01-01 00:${10 + (row % 50)}`,
    ),
    kWh: Array.from({ length: count }, (_, row) => String(row)),
    flag: Array.from({ length: count }, (_, row) => (row % 2 === 0 ? 'A' : 'E')),
    meter: meters,
  };
  const mapping = {
    meterColumn: 'meter',
    quality: { column: 'flag', codes: { A: 'GOOD', E: 'ESTIMATED' } },
  };

  it('is spilled and read back to the same readings', () => {
    const whole = map(table, mapping);
    const spilled = map(table, mapping, { memoryBytes: 72 * 1000 });
    expect(spilled.series).toEqual(whole.series);
    for (let series = 0; series < whole.series.length; series++) {
      expect(spilled.parts(series)).toEqual(whole.parts(series));
    }
    expect(readdirSync(folder)).toHaveLength(process.platform === 'win32' ? 1 : 0);
    spilled.close();
    expect(readdirSync(folder)).toHaveLength(0);
  });

  it('lists all rejects in order, also those beyond the ten thousand kept', () => {
    const many = { ...table, time: table.time.map(() => 'not a time') };
    const file = map(many, {});
    const rows = listRejects(file).map(({ row }) => row);
    expect(rows).toEqual(Array.from({ length: count }, (_, row) => row));
    expect([...file.eachReject()]).toHaveLength(count);
    file.close();
  });

  it('says so when the folder takes no file', () => {
    expect(() => map(table, mapping, { memoryBytes: 100, folder: path.join(folder, 'absent') })).toThrow(
      /No temporary file/,
    );
  });
});
