import { cleanCell, kind } from './cell.ts';
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
