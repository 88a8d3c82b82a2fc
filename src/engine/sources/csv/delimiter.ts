import { cleanCell, kind, kindOf } from './cell.ts';
import { noDelimiter } from './split-rows.ts';
import type { Separation } from './split-rows.ts';
import { splitCarefully } from './careful-split.ts';

export interface Delimiting extends Separation {
  /** As `CsvStructure` tells it. */
  readonly shown: string;
  readonly name: string;
}

const names: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
  ' ': 'spaces',
};
const candidates = ['\t', ';', '|', ','] as const;
/** Digits with a delimiter behind them; `31.12.2024, 23:45` and `Jan 1, 2024` are stamps. */
const gluedStamp = /^\d.*([;|]|,(?! \d))/;
const longestJudgedLine = 20_000;

/** The first line of a file that tells a spreadsheet its delimiter (`sep=;`); null when it tells none. */
export function delimiterOfSepLine(line: string): string | null {
  const match = /^"?sep=(.|\\t)"?[\s,;]*$/i.exec(line.replace(/^\uFEFF/, ''));
  if (match === null) return null;
  return match[1] === '\\t' ? '\t' : (match[1] ?? null);
}

/** The given delimiter with the quote that the lines use. */
export function givenDelimiter(delimiter: string, lines: readonly string[]): Delimiting {
  const isSpaces = delimiter === ' ';
  return {
    delimiter: isSpaces ? '\t' : delimiter,
    quote: detectQuote(lines, delimiter),
    spaceRun: isSpaces ? (scoreOf(lines, ' ', 2) > 0.8 ? 2 : 1) : 0,
    shown: delimiter,
    name: names[delimiter] ?? delimiter,
  };
}

/**
 * The delimiter whose use is steady: neighbouring lines have the same number of cells, and the cells hold
 * no other delimiter. Commas of decimals are as steady as semicolons, but they leave cells that hold semicolons.
 */
export function detectDelimiter(lines: readonly string[]): Delimiting {
  const judged = lines.filter((line) => line.trim() !== '').map((line) => line.slice(0, longestJudgedLine));
  let best: { delimiter: string; spaceRun: 0 | 1 | 2; score: number } = {
    delimiter: noDelimiter,
    spaceRun: 0,
    score: 0.1,
  };
  for (const delimiter of candidates) {
    const score = delimiter === ',' && isDecimalComma(judged) ? 0 : scoreOf(judged, delimiter, 0);
    if (score > best.score + 0.02) best = { delimiter, spaceRun: 0, score };
  }
  for (const spaceRun of [2, 1] as const) {
    const score = scoreOf(judged, ' ', spaceRun) * 0.9;
    if (score > Math.max(best.score + 0.02, 0.6)) best = { delimiter: '\t', spaceRun, score };
  }
  const shown = best.spaceRun > 0 ? ' ' : best.delimiter === noDelimiter ? '' : best.delimiter;
  const quote = detectQuote(judged, best.delimiter);
  return { delimiter: best.delimiter, quote, spaceRun: best.spaceRun, shown, name: names[shown] ?? 'none' };
}

/**
 * The share of rows that are split like a neighbour of theirs, from the first such row on and of all, times the share
 * of cells that came out whole.
 */
function scoreOf(lines: readonly string[], delimiter: string, spaceRun: 0 | 1 | 2): number {
  const rows = rowsOf(lines, delimiter, spaceRun);
  const isSteady = rows.map((row, place) => {
    if (row.length < 2 || (delimiter === ' ' && !isReadingOfSpaces(row))) return false;
    return (
      rows.length === 1 || row.length === rows[place - 1]?.length || row.length === rows[place + 1]?.length
    );
  });
  const steadyRows = rows.filter((_, place) => isSteady[place] === true);
  if (steadyRows.length === 0) return 0;
  const last = isSteady.slice(-Math.max(2, rows.length >> 2));
  if (delimiter === ' ' && last.filter(Boolean).length * 2 < last.length) return 0;
  const cells = steadyRows.flat();
  const whole = cells.filter((cell) => isWhole(cell, delimiter)).length / cells.length;
  const behindFirst = steadyRows.length / (rows.length - isSteady.indexOf(true));
  return behindFirst * Math.sqrt(steadyRows.length / rows.length) * whole;
}

/** One column of decimals: digits, one comma and digits in each line, under a name without a comma. */
function isDecimalComma(lines: readonly string[]): boolean {
  const first = lines.findIndex((line) => line.includes(','));
  return first > 0 && lines.slice(first).every((line) => /^\s*-?\d{1,6}(,\d{1,6})?\s*$/.test(line));
}

/** Prose is steady too: a line counts only when its cells are whole and one of them is a number or a stamp. */
function isReadingOfSpaces(row: readonly string[]): boolean {
  const isTyped = row.some((cell) => kindOf(cell) === kind.number || kindOf(cell) === kind.stamp);
  return isTyped && row.every((cell) => isWhole(cell, ' '));
}

function rowsOf(lines: readonly string[], delimiter: string, spaceRun: 0 | 1 | 2): (readonly string[])[] {
  if (spaceRun > 0) return lines.map((line) => line.trim().split(spaceRun === 1 ? /[ ]+/ : /[ ]{2,}/));
  const text = lines.join('\n');
  if (!text.includes('"')) return lines.map((line) => line.split(delimiter));
  return splitCarefully(text, { delimiter, quote: '"', isLast: true, firstLine: 1 }).rows;
}

function isWhole(cell: string, delimiter: string): boolean {
  const text = cleanCell(cell);
  const known = kindOf(text);
  if (delimiter === ' ' && /[,;|\t]/.test(text)) return false;
  if (known === kind.stamp && gluedStamp.test(text)) return false;
  if (known === kind.number || known === kind.stamp || known === kind.empty) return true;
  return !candidates.some((other) => other !== delimiter && other !== ',' && text.includes(other));
}

/** `"` unless the cells stand in apostrophes on both sides. */
function detectQuote(lines: readonly string[], delimiter: string): string {
  if (lines.some((line) => line.includes('"'))) return '"';
  const between = `'${delimiter}'`;
  const quoted = lines.filter(
    (line) => line.startsWith("'") && line.trimEnd().endsWith("'") && line.includes(between),
  );
  return quoted.length * 2 > lines.length ? "'" : '"';
}
