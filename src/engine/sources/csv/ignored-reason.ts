import { cleanCell, kind, kindOf } from './cell.ts';
import type { TextRow } from './csv-structure.ts';
import type { CsvDataset } from './dataset-list.ts';
import { sameTexts } from './dataset-list.ts';
import { isBanner, isTotalLabel } from './header-block.ts';
import { filledWidth } from './table-shape.ts';

/** Why a row between or behind rows of data is none of them, in words for the person who asks. */
export function reasonToIgnore(row: TextRow, dataset: CsvDataset): string {
  const cells = row.cells.map(cleanCell);
  const { shape, header } = dataset;
  const width = filledWidth(row.cells);
  const key = cells[shape.key] ?? '';
  if (header.length > 0 && sameTexts(cells.slice(0, width), header)) return 'the header again';
  const label = [key, ...cells].find(isTotalLabel);
  if (label !== undefined) return `a total row (${label})`;
  if (isBanner(cells.join(''))) return 'a ruled line';
  if (width * 2 <= shape.filled) return `a remark or footer: ${width} of ${shape.filled} cells are filled`;
  const expected = shape.keyKind === kind.stamp ? 'a date or time' : 'a number';
  const column = dataset.columns[shape.key]?.name ?? `column ${shape.key + 1}`;
  return `${column} does not hold ${expected}`;
}

/**
 * True for a row between rows of data that has all that they have, but words where its time should be. It is
 * data whose time cannot be read, not a remark; totals and headers have words too.
 */
export function isDataWithoutTime(row: TextRow, dataset: CsvDataset): boolean {
  const { shape, header } = dataset;
  if (shape.keyKind !== kind.stamp || Math.abs(row.cells.length - shape.width) > 1) return false;
  const cells = row.cells.map(cleanCell);
  if (kindOf(cells[shape.key] ?? '') !== kind.text || cells.some(isTotalLabel) || isBanner(cells.join('')))
    return false;
  if (header.length > 0 && sameTexts(cells.slice(0, filledWidth(row.cells)), header)) return false;
  let numbers = 0;
  for (const [column, expected] of shape.kinds.entries()) {
    if (column === shape.key || (expected !== kind.number && expected !== kind.stamp)) continue;
    if (kindOf(cells[column] ?? '') !== expected) return false;
    if (expected === kind.number) numbers++;
  }
  return numbers > 0;
}
