import type { CsvOptions, TextRow } from './csv-structure.ts';
import { AppError } from '../../../contract/app-error.ts';
import { cleanCell, kind, kindOf } from './cell.ts';
import { headerBlock } from './header-block.ts';
import type { HeaderBlock } from './header-block.ts';
import { filledWidth, findTable, isBlankRow, textShape } from './table-shape.ts';
import type { FoundTable, TableShape } from './table-shape.ts';

/** A table among gathered rows: its first row of data, and what stands above. */
export interface SettledTable {
  readonly start: number;
  readonly shape: TableShape;
  readonly block: HeaderBlock;
}

/** An earlier table needs so many rows, so that dates in a preamble are none. */
const leastEarlierRows = 5;

/**
 * The first table of a file. @throws AppError source/unsupported when a header row was given that is not there
 */
export function findFirstTable(
  rows: readonly TextRow[],
  options: CsvOptions,
  path: string,
): SettledTable | null {
  if (options.headerRow !== undefined) return tableBelow(rows, options.headerRow, path);
  if (options.isList === true) return listTable(rows);
  let found = findTable(rows);
  if (found === null) return textTable(rows);
  let block = headerBlock(rows, found.start, found.shape);
  for (;;) {
    const above = block.headers[0]?.line ?? rows[found.start]?.line ?? 0;
    const earlier = findTable(rows.filter((row) => row.line < above));
    if (earlier === null || earlier.count < leastEarlierRows || earlier.shape.keyKind !== kind.stamp) break;
    found = earlier;
    block = headerBlock(rows, found.start, found.shape);
  }
  const start = reachUp(rows, found);
  return { start, shape: found.shape, block: headerBlock(rows, start, found.shape) };
}

/** In a short table odd cells may hide a row of data among those above: it has a time where all others have theirs. */
function reachUp(rows: readonly TextRow[], { start, shape }: FoundTable): number {
  if (shape.keyKind !== kind.stamp) return start;
  const isData = ({ cells }: TextRow): boolean =>
    cells.length >= shape.width - 1 && kindOf(cleanCell(cells[shape.key] ?? '')) === kind.stamp;
  let first = start;
  for (let row = rows[first - 1]; row !== undefined && isData(row); row = rows[first - 1]) first--;
  return first;
}

/** A further table with rows unlike those of the table before; null when these are only remarks and totals. */
export function findNextTable(rows: readonly TextRow[]): SettledTable | null {
  const found = findTable(rows);
  if (found === null || found.count < 2) return null;
  const isNumbered = found.shape.keyKind === kind.number && found.shape.key === 0 && found.count >= 3;
  if (found.shape.keyKind !== kind.stamp && !isNumbered) return null;
  const block = headerBlock(rows, found.start, found.shape);
  if (block.names === null) return null;
  return { start: found.start, shape: found.shape, block };
}

function tableBelow(rows: readonly TextRow[], headerRow: number | null, path: string): SettledTable | null {
  const header = headerRow === null ? undefined : rows.find((row) => row.line === headerRow);
  if (headerRow !== null && header === undefined) {
    const message = `${path} has no row ${headerRow} that could be a header.`;
    throw new AppError('source/unsupported', message, { context: { path, row: headerRow } });
  }
  const body = header === undefined ? rows : rows.filter((row) => row.line > header.line);
  const found: FoundTable | null = findTable(body);
  const shape = found?.shape ?? textShape(body);
  const first = body[found?.start ?? 0];
  if (first === undefined) return null;
  const start = rows.indexOf(first);
  const preamble = rows.filter((row) => row.line < (header ?? first).line && !isBlankRow(row.cells));
  return {
    start,
    shape,
    block: { preamble, headers: header === undefined ? [] : [header], names: header ?? null },
  };
}

/** A list: what its rows hold says nothing of whether they are some. Null when there is none below the header. */
function listTable(rows: readonly TextRow[]): SettledTable | null {
  const [header, first, ...rest] = rows.filter((row) => !isBlankRow(row.cells));
  if (header === undefined || first === undefined) return null;
  const block = { preamble: [], headers: [header], names: header };
  return { start: rows.indexOf(first), shape: textShape([first, ...rest]), block };
}

/** A table of text: rows of one width of two or more, the first of which names the columns. */
function textTable(rows: readonly TextRow[]): SettledTable | null {
  const widest = Math.max(0, ...rows.map((row) => filledWidth(row.cells)));
  const body = rows.filter((row) => filledWidth(row.cells) === widest);
  if (widest < 2 || body.length * 2 < rows.length) return null;
  const [header, first] = body;
  if (header === undefined || first === undefined) return null;
  const preamble = rows.filter((row) => row.line < header.line && !isBlankRow(row.cells));
  return {
    start: rows.indexOf(first),
    shape: textShape(body.slice(1)),
    block: { preamble, headers: [header], names: header },
  };
}
