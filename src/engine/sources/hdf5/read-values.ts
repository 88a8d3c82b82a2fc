import { AppError } from '../../../contract/app-error.ts';
import type { SourceValue } from '../source.ts';
import { decodeNumbers, decodeValues } from './decode-column.ts';
import type { Leaf } from './leaf.ts';
import type { StoredFile } from './stored-file.ts';
import { slabOf, widthOf } from './table-plan.ts';
import type { StoredPart } from './table-plan.ts';

/** Rows [from, to) of one leaf at a place of the row, as they are stored; empty when they cannot be read. */
export function readValues(
  file: StoredFile,
  part: StoredPart,
  leaf: Leaf,
  place: number,
  from: number,
  to: number,
): readonly SourceValue[] {
  if (leaf.reading === null || to <= from) return [];
  const isMatrix = part.metadata.shape?.length === 2;
  const { size } = part.metadata;
  const stride = isMatrix ? size : widthOf(part) * size;
  const start = (isMatrix ? 0 : place * size) + leaf.offset;
  const rows = to - from;
  try {
    return file.elements(part.at, part.metadata, slabOf(part, from, to, place, place), (bytes) => {
      const cells = { bytes, start, stride, rows };
      const kind = leaf.reading?.kind;
      if (kind === 'integer' || kind === 'float') return Array.from(decodeNumbers(cells, leaf));
      return decodeValues(cells, leaf);
    });
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}
