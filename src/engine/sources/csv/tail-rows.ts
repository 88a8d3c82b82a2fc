import { cleanCell, kindOf } from './cell.ts';
import { ProblemList } from './csv-structure.ts';
import type { CsvDataset } from './dataset-list.ts';
import { RowSplitter } from './split-rows.ts';
import { lineText } from './text-file.ts';
import type { TextFile } from './text-file.ts';
import type { TextFormat } from './text-format.ts';

const moreBytes = 65_536;
const mostBytes = 8 << 20;

/** The last rows of data of a long file, as split; what looks like a footer is left out. */
export function rowsInTail(
  file: TextFile,
  format: TextFormat,
  dataset: CsvDataset,
  rows: number,
  bytesPerRow: number,
): (readonly string[])[] {
  const { encoding, delimiting, start } = format;
  const wanted = Math.min(mostBytes, Math.ceil(rows * bytesPerRow * 1.5) + moreBytes);
  const rough = Math.max(start, file.sizeBytes - wanted);
  const offset = rough - ((rough - start) % encoding.unitBytes);
  const text = lineText(file.bytesAt(offset, file.sizeBytes - offset), encoding.encoding);
  const split = new RowSplitter(delimiting, 1, new ProblemList()).split(text, true);
  const whole = offset > start ? split.rows.slice(1) : split.rows;
  const { key, keyKind } = dataset.shape;
  return whole.filter((cells) => kindOf(cleanCell(cells[key] ?? '')) === keyKind).slice(-rows);
}
