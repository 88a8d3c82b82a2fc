import { tmpdir } from 'node:os';
import { mappingDocument } from '../../../contract/mapping-document.ts';
import { cellSource } from './cell-source.ts';
import type { CellTable } from './cell-source.ts';
import { mapSource } from './map-source.ts';
import type { MapOptions, MappedFile, RejectedRow } from './mapped-file.ts';

/**
 * Maps tables of cells for a test. The mapping is of one column `kWh` at the wall times of a column `time` in so
 * far as `mapping` says nothing else.
 */
export function mapCells(
  tables: CellTable | readonly CellTable[],
  mapping: object,
  options: Partial<MapOptions> = {},
): MappedFile {
  const isOne = (given: CellTable | readonly CellTable[]): given is CellTable => !Array.isArray(given);
  const document = mappingDocument.parse({
    meterhaul: 'mapping',
    version: 1,
    name: 'test',
    format: 'csv',
    time: { stamp: { columns: ['time'], pattern: 'YYYY-MM-DD HH:mm' } },
    values: [{ column: 'kWh', name: 'Energy', unit: 'kWh', kind: 'interval' }],
    ...mapping,
  });
  const source = cellSource(isOne(tables) ? [tables] : tables);
  return mapSource(source, document, { folder: tmpdir(), ...options });
}

/** The readings of each series as `HH:mm=value`; with `#1` or `#2` for a marked hour, `*` for a factor. */
export function showReadings(file: MappedFile): Record<string, string[]> {
  const shown = file.series.map(({ name }, place) => [
    name,
    file.parts(place).flatMap(({ factor, readings }) =>
      Array.from(readings.stampMs, (ms, at) => {
        const mark = readings.marks?.[at] ?? 0;
        const time = `${new Date(ms).toISOString().slice(11, 16)}${mark === 0 ? '' : `#${mark}`}`;
        return `${time}=${readings.values[at] ?? ''}${factor === 1 ? '' : `*${factor}`}`;
      }),
    ),
  ]);
  return Object.fromEntries(shown) as Record<string, string[]>;
}

export function listRejects(file: MappedFile): RejectedRow[] {
  const rows: RejectedRow[] = [];
  file.rejects((row) => rows.push(row));
  return rows;
}
