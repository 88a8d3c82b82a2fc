import type { SourceColumn } from '../source.ts';
import { cleanCell, kind, kindOf } from './cell.ts';
import type { TextRow } from './csv-structure.ts';
import { filledWidth, isBlankRow } from './table-shape.ts';
import type { TableShape } from './table-shape.ts';

/** What stands above the rows of a table, from top to bottom. */
export interface HeaderBlock {
  readonly preamble: readonly TextRow[];
  readonly headers: readonly TextRow[];
  /** The one of `headers` that tells the columns apart best; null when there is no header. */
  readonly names: TextRow | null;
}

const tallestHeader = 12;
const unitToken =
  /^(?:[kMGmµ]?(?:Wh|WH|wh|W|VAh|VArh|varh|VARh|VA|VAr|var|V|A|J|Hz|Pa|m)|[kK]WH?|[kK]wh|°[CF]|C|%|m[3³]|l|L|l\/h|m[3³]\/h|W\/m[2²]|m\/s|bar|mbar|hPa|Ohm|Ω|h|min|s|ms|EUR|DKK|USD|GBP|CHF|SEK|NOK|€|\$|£|ct|[a-zA-Z€$]{1,3}\/[kM]?Wh|Therms?|GJ)$/;
const formatToken =
  /^(?:[dDtTjJyYaA]{1,4}|M{1,4}|m{1,4})(?:[./:\-, T]+(?:[dDtTjJyYaA]{1,4}|[mMhHsSnuU]{1,4}|g{2}|o{2}))+Z?$/;

/**
 * The header rows directly above row `start`, and what stands above them.
 *
 * @param isWithin the rows stand between rows of data: only what cannot be a footer or total is a header there
 */
export function headerBlock(
  rows: readonly TextRow[],
  start: number,
  shape: TableShape,
  isWithin = false,
): HeaderBlock {
  let first = start;
  let hasNames = false;
  for (let place = start - 1; place >= 0 && start - place <= tallestHeader; place--) {
    const cells = rows[place]?.cells ?? [];
    if (isBlankRow(cells)) {
      if (first === start) continue;
      break;
    }
    const isUnits: boolean = !hasNames && isUnitsRow(cells);
    if (!isUnits && !(hasNames ? isUpperHeader(cells, shape) : isNamesRow(cells, shape, isWithin))) break;
    hasNames ||= !isUnits;
    first = place;
  }
  const headers = rows.slice(first, start).filter((row) => !isBlankRow(row.cells));
  const preamble = rows.slice(0, first).filter((row) => !isBlankRow(row.cells));
  return { preamble, headers, names: namesAmong(headers) };
}

/** Columns with distinct names; what the other header rows say of them goes to `unit` and `labels`. */
export function columnsOf(block: HeaderBlock, shape: TableShape): SourceColumn[] {
  const rows = block.headers.map((row) => row.cells.map(cleanCell));
  const names = block.names?.cells.map((cell) => cleanCell(cell).replace(/^#+\s*/, '')) ?? [];
  const count = Math.max(
    block.names === null ? shape.widest : shape.filled,
    ...rows.map((cells) => filledWidth(cells)),
  );
  const namesPlace = block.names === null ? -1 : block.headers.indexOf(block.names);
  const groups = rows.map((cells, place) => (place < namesPlace ? spread(cells, count) : cells));
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, column): SourceColumn => {
    const others = groups.filter((_row, place) => place !== namesPlace).map((cells) => cells[column] ?? '');
    const unit = others.find((text, place) => {
      const row = groups.filter((_row, at) => at !== namesPlace)[place] ?? [];
      // Above the time there may be a word of its own: Time | kWh | kWh.
      return isUnit(text) && isUnitsRow(row.filter((_cell, at) => at !== shape.key));
    });
    const labels = [...new Set(others)].filter((text) => text !== '' && text !== unit);
    const own = names[column] ?? '';
    const name = uniqueName(
      own,
      column,
      isRepeated(names, own)
        ? labels.find((each) => !formatToken.test(each) && tells(groups, each, names, own))
        : undefined,
      taken,
    );
    taken.add(name);
    return {
      name,
      type: 'text',
      secret: false,
      ...(unit === undefined ? {} : { unit: unit.replace(/^[[(](.*)[\])]$/, '$1').trim() }),
      ...(labels.length === 0 ? {} : { labels }),
    };
  });
}

/** True when the label stands above some of the columns of this name, not above all of them. */
function tells(
  groups: readonly (readonly string[])[],
  label: string,
  names: readonly string[],
  own: string,
): boolean {
  return groups.some((cells) => {
    const alike = names.flatMap((name, column) => (name === own ? [cells[column] ?? ''] : []));
    return alike.includes(label) && alike.some((each) => each !== label && each !== '');
  });
}

function uniqueName(
  own: string,
  column: number,
  qualifier: string | undefined,
  taken: ReadonlySet<string>,
): string {
  if (own === '') return uniqueOf(`column ${column + 1}`, taken);
  return uniqueOf(qualifier === undefined ? own : `${own} ${qualifier}`, taken);
}

function uniqueOf(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let count = 2; ; count++) if (!taken.has(`${name} (${count})`)) return `${name} (${count})`;
}

function isRepeated(names: readonly string[], name: string): boolean {
  return name !== '' && names.indexOf(name) !== names.lastIndexOf(name);
}

/** A title over several columns stands in the first of them; the empty cells behind it are its own. */
function spread(cells: readonly string[], count: number): string[] {
  const filled = cells.filter((cell) => cell !== '').length;
  const isSparse = filled < cells.length - 1;
  let last = '';
  return Array.from({ length: count }, (_, column) => {
    const cell = cells[column] ?? '';
    if (cell !== '') last = cell;
    return isSparse ? last : cell;
  });
}

/** Most distinct texts tell the columns apart; of equals the lowest row, which is the nearest to the values. */
function namesAmong(headers: readonly TextRow[]): TextRow | null {
  let best: { row: TextRow; score: number } | null = null;
  for (const row of headers) {
    const cells = row.cells.map(cleanCell).filter((cell) => cell !== '');
    const score = isUnitsRow(row.cells) ? 0 : new Set(cells).size;
    if (best === null || score >= best.score) best = { row, score };
  }
  return best?.row ?? null;
}

function isNamesRow(cells: readonly string[], shape: TableShape, isWithin: boolean): boolean {
  const filled = cells.filter((cell) => cleanCell(cell) !== '').length;
  const key = cleanCell(cells[shape.key] ?? '');
  if (kindOf(key) === shape.keyKind && shape.keyKind !== kind.text) return false;
  if (shape.filled === 1) return cells.length <= 2 && filled === 1 && key.length <= 60 && !isBanner(key);
  const width = filledWidth(cells);
  if (filled < 2 || width < shape.filled * 0.7 || filled < shape.filled * 0.5) return false;
  if (isTotalLabel(key) || isTotalLabel(cleanCell(cells[0] ?? ''))) return false;
  return !isWithin || numbersWhereValuesAre(cells, shape) * 2 < filled;
}

/** Rows above the names: their corner over the time column is empty, or they are as full as the names are. */
function isUpperHeader(cells: readonly string[], shape: TableShape): boolean {
  const filled = cells.filter((cell) => cleanCell(cell) !== '').length;
  if (cells.length < shape.width - 1 || filledWidth(cells) > shape.filled + 1) return false;
  const key = cleanCell(cells[shape.key] ?? '');
  if (key === '' && shape.filled > 1) return filled >= 1 && cells.length >= shape.width - 1;
  if (kindOf(key) !== kind.text) return false;
  return shape.filled >= 4 ? filled >= shape.filled * 0.75 : shape.filled === 3 && filled === 3;
}

function isUnitsRow(cells: readonly string[]): boolean {
  let units = 0;
  for (const each of cells) {
    const cell = cleanCell(each);
    if (cell === '' || cell === '-' || formatToken.test(cell)) continue;
    if (!isUnit(cell)) return false;
    units++;
  }
  return units > 0;
}

function isUnit(text: string): boolean {
  return (
    unitToken.test(text) ||
    /^\[[^\]]{1,15}\]$/.test(text) ||
    (/^\(.{1,12}\)$/.test(text) && unitToken.test(text.slice(1, -1)))
  );
}

function numbersWhereValuesAre(cells: readonly string[], shape: TableShape): number {
  let numbers = 0;
  for (const [column, cell] of cells.entries()) {
    if (shape.kinds[column] === kind.number && kindOf(cleanCell(cell)) === kind.number) numbers++;
  }
  return numbers;
}

const totals =
  /^(sub-?|grand )?(total|totals|summe|summen|gesamt|gesamtsumme|totaal|totale|totali|somme|suma|soma|sum|summa|max|min|maximum|minimum|i alt|ialt|totalt|samlet|celkem|razem|yhteensä|összesen|average|mittelwert|durchschnitt|gemiddelde|media|moyenne)\b/i;

/** The word that stands where a total row has its label. */
export function isTotalLabel(text: string): boolean {
  return text.length < 60 && totals.test(text);
}

/** A line of the same few signs over and over, such as `=====`. */
export function isBanner(text: string): boolean {
  return /^[\s=\-*_#~+.,;|]{3,}$/.test(text);
}
