export interface CarefulRequest {
  readonly delimiter: string;
  readonly quote: string;
  /** No text follows. */
  readonly isLast: boolean;
  readonly firstLine: number;
}

export interface CarefulRows {
  readonly rows: string[][];
  readonly lines: number[];
  /** The start of a row whose end stands in the text that follows; empty when all rows are whole. */
  readonly carry: string;
  /** Lines with a quote that opens a cell and is not closed. */
  readonly strayQuotes: number[];
}

/** A quoted cell holds no more text and no more lines than this. */
const longestQuoteCharacters = 1 << 20;
const longestQuoteLines = 1000;

interface Cursor {
  readonly text: string;
  place: number;
  line: number;
  /** The opening quote of the current cell is closed neither in this text nor for certain behind it. */
  isOpen: boolean;
  /** No closing quote stands from here on, so none is looked for again. */
  noQuoteFrom: number;
}

/**
 * Splits text whose quotes do not match. A quote opens a cell only at its start and closes it only before a
 * delimiter or a line end; one that finds no such partner within its line, or meets another quote first on a later
 * one, is a character like any other. Quotes are doubled within quotes (RFC 4180, section 2).
 */
export function splitCarefully(text: string, request: CarefulRequest): CarefulRows {
  const found: CarefulRows & { carry: string } = { rows: [], lines: [], carry: '', strayQuotes: [] };
  const cursor: Cursor = { text, place: 0, line: request.firstLine, isOpen: false, noQuoteFrom: Infinity };
  while (cursor.place <= text.length) {
    const start = cursor.place;
    const line = cursor.line;
    const cells = readRow(cursor, request, found.strayQuotes);
    if (cursor.isOpen) return { ...found, carry: text.slice(start) };
    found.rows.push(cells);
    found.lines.push(line);
    cursor.line++;
  }
  return found;
}

/** Reads one row and leaves the cursor behind its line end. */
function readRow(cursor: Cursor, request: CarefulRequest, strayQuotes: number[]): string[] {
  const { text } = cursor;
  const { delimiter, quote } = request;
  const lineEnd = nextOrEnd(text, '\n', cursor.place);
  if (nextOrEnd(text.slice(cursor.place, lineEnd), quote, 0) === lineEnd - cursor.place) {
    const cells = text.slice(cursor.place, lineEnd).split(delimiter);
    cursor.place = lineEnd + 1;
    return cells;
  }
  const cells: string[] = [];
  for (;;) {
    const quoted = text.startsWith(quote, cursor.place) ? readQuoted(cursor, request, strayQuotes) : null;
    if (cursor.isOpen) return cells;
    cells.push(quoted ?? readBare(cursor, delimiter));
    const character = text.charAt(cursor.place);
    cursor.place++;
    if (character !== delimiter) return cells;
  }
}

function readBare(cursor: Cursor, delimiter: string): string {
  const { text, place } = cursor;
  const lineEnd = nextOrEnd(text, '\n', place);
  const cut = text.slice(place, lineEnd).indexOf(delimiter);
  cursor.place = cut === -1 ? lineEnd : place + cut;
  return text.slice(place, cursor.place);
}

/** The text within quotes; null when the quote turns out to be a stray one, with the cursor where it was. */
function readQuoted(cursor: Cursor, request: CarefulRequest, strayQuotes: number[]): string | null {
  const { text, place: start } = cursor;
  const { delimiter, quote } = request;
  const limit = start + longestQuoteCharacters;
  const firstLineEnd = nextOrEnd(text, '\n', start);
  let from = start + 1;
  for (;;) {
    const place = from >= cursor.noQuoteFrom ? -1 : text.indexOf(quote, from);
    if (place === -1) {
      cursor.noQuoteFrom = Math.min(cursor.noQuoteFrom, from);
      cursor.isOpen =
        !request.isLast && text.length < limit && linesBetween(text, start, text.length) <= longestQuoteLines;
      break;
    }
    if (place > limit || linesBetween(text, start, place) > longestQuoteLines) break;
    if (text.startsWith(quote, place + 1)) {
      from = place + 2;
      continue;
    }
    const after = skipSpaces(text, place + 1);
    if (after >= text.length || text.charAt(after) === delimiter || text.charAt(after) === '\n') {
      cursor.place = after;
      cursor.line += linesBetween(text, start, place);
      return text.slice(start + 1, place).replaceAll(quote + quote, quote);
    }
    if (place > firstLineEnd) break;
    from = place + 1;
  }
  if (!cursor.isOpen) strayQuotes.push(cursor.line);
  return null;
}

function skipSpaces(text: string, start: number): number {
  let place = start;
  while (text.charCodeAt(place) === 32) place++;
  return place;
}

/** Line ends in the text, counted no further than they matter. */
function linesBetween(text: string, start: number, end: number): number {
  let lines = 0;
  for (
    let place = text.indexOf('\n', start);
    place !== -1 && place < end;
    place = text.indexOf('\n', place + 1)
  ) {
    if (++lines > longestQuoteLines) break;
  }
  return lines;
}

function nextOrEnd(text: string, wanted: string, start: number): number {
  const place = text.indexOf(wanted, start);
  return place === -1 ? text.length : place;
}
