import { cleanCell, kind, kindOf } from './cell.ts';
import type { Kind } from './cell.ts';
import type { TextRow } from './csv-structure.ts';

/** What the rows of a table have in common. */
export interface TableShape {
  /** Cells that most rows are split into, empty ones at the end included. */
  readonly width: number;
  /** Columns up to the last one that at least a tenth of the rows fill. */
  readonly filled: number;
  /** Columns up to the last one that any of the rows looked at fills. */
  readonly widest: number;
  /** The column that every row of data fills with the same kind: the first stamp, or the first number. */
  readonly key: number;
  readonly keyKind: Kind;
  /** What most rows have in each column; `empty` where none has anything. */
  readonly kinds: readonly Kind[];
}

export interface FoundTable {
  readonly shape: TableShape;
  /** Place of the first row of data among the rows given. */
  readonly start: number;
  /** Rows that look like it. */
  readonly count: number;
}

const judgedColumns = 400;

export function isBlankRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cleanCell(cell) === '');
}

/** The place behind the last cell that holds anything. */
export function filledWidth(cells: readonly string[]): number {
  let width = cells.length;
  while (width > 0 && cleanCell(cells[width - 1] ?? '') === '') width--;
  return width;
}

/**
 * Finds rows that are alike and hold a number or a stamp in the same column: the body of a table. Null when no
 * row holds either.
 */
export function findTable(rows: readonly TextRow[]): FoundTable | null {
  const looks = rows.map((row) => row.cells.slice(0, judgedColumns).map((cell) => kindOf(cleanCell(cell))));
  const model = commonLook(looks);
  if (model === null) return null;
  const key = keyOf(model);
  const isAlike = looks.map((look) => agrees(model, look, key));
  const start = firstOfRun(isAlike, rows);
  if (start === -1) return null;
  const body = rows.filter((_, place) => place >= start && isAlike[place] === true);
  const bodyLooks = looks.filter((_, place) => place >= start && isAlike[place] === true);
  return { start, count: body.length, shape: shapeOf(body, bodyLooks, key, model[key] ?? kind.text) };
}

/** The shape of rows that hold text only: the first row names the columns. */
export function textShape(rows: readonly TextRow[]): TableShape {
  const looks = rows.map((row) => row.cells.slice(0, judgedColumns).map((cell) => kindOf(cleanCell(cell))));
  return shapeOf(rows, looks, 0, kind.text);
}

function shapeOf(
  body: readonly TextRow[],
  looks: readonly (readonly Kind[])[],
  key: number,
  keyKind: Kind,
): TableShape {
  const widths = body.map((row) => filledWidth(row.cells)).sort((one, other) => other - one);
  const widest = Math.max(1, widths[0] ?? 1);
  const filled = Math.max(1, widths[Math.floor(widths.length / 10)] ?? 1);
  const columns = Math.min(filled, judgedColumns);
  const kinds = Array.from({ length: columns }, (_, column) => commonKind(looks, column));
  return { width: mostCommon(body.map((row) => row.cells.length)), filled, widest, key, keyKind, kinds };
}

/** The look that agrees with most rows. Stamps count more: ids in a header and totals are numbers too. */
function commonLook(looks: readonly (readonly Kind[])[]): readonly Kind[] | null {
  const groups = new Map<string, { look: readonly Kind[]; count: number }>();
  for (const look of looks) {
    if (!look.some((each) => each === kind.number || each === kind.stamp)) continue;
    const signature = look.join('');
    const group = groups.get(signature);
    if (group === undefined) groups.set(signature, { look, count: 1 });
    else group.count++;
  }
  let best: { look: readonly Kind[]; score: number } | null = null;
  const models = [...groups.values()].sort((a, b) => b.count - a.count).slice(0, 30);
  for (const { look } of models) {
    const key = keyOf(look);
    let agreeing = 0;
    for (const other of groups.values()) if (agrees(look, other.look, key)) agreeing += other.count;
    const score = agreeing * (look[key] === kind.stamp ? 4 : 1);
    if (best === null || score > best.score) best = { look, score };
  }
  return best?.look ?? null;
}

function keyOf(look: readonly Kind[]): number {
  const stamp = look.indexOf(kind.stamp);
  return stamp === -1 ? look.indexOf(kind.number) : stamp;
}

/** The key column is of one kind and at least half of what both rows fill is. */
function agrees(model: readonly Kind[], look: readonly Kind[], key: number): boolean {
  if (look[key] !== model[key]) return false;
  let both = 0;
  let same = 0;
  for (let column = 0; column < model.length; column++) {
    const expected = model[column] ?? kind.empty;
    const actual = look[column] ?? kind.empty;
    if (expected <= kind.missing || actual <= kind.missing) continue;
    both++;
    if (expected === actual) same++;
  }
  const hasAlikeWidth = Math.abs(model.length - look.length) <= Math.max(1, model.length / 2);
  return same * 2 >= both && hasAlikeWidth;
}

/** The first row that agrees and is followed by another that does, if there is one; blank rows do not part them. */
function firstOfRun(isAlike: readonly boolean[], rows: readonly TextRow[]): number {
  for (let place = 0; place < isAlike.length; place++) {
    if (isAlike[place] !== true) continue;
    let next = place + 1;
    while (next < rows.length && isBlankRow(rows[next]?.cells ?? [])) next++;
    if (isAlike[next] === true) return place;
  }
  return isAlike.lastIndexOf(true);
}

function commonKind(looks: readonly (readonly Kind[])[], column: number): Kind {
  const counts = [0, 0, 0, 0, 0];
  for (const look of looks) {
    const each = look[column] ?? kind.empty;
    counts[each] = (counts[each] ?? 0) + 1;
  }
  let best: Kind = kind.empty;
  for (const each of [kind.text, kind.stamp, kind.number, kind.missing]) {
    if ((counts[each] ?? 0) > (best === kind.empty ? 0 : (counts[best] ?? 0))) best = each;
  }
  return best;
}

function mostCommon(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = values[0] ?? 0;
  for (const [value, count] of counts) if (count > (counts.get(best) ?? 0)) best = value;
  return best;
}
