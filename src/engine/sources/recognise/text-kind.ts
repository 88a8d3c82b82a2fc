import { recogniseMeterData } from '../nem12/recognise-nem12.ts';
import type { RecognisedContent } from './recognised-content.ts';

const sqlAdvice = 'Load it into a database with `sqlite3 new.db < dump.sql` and give that.';
const tableAdvice = 'Ask for the readings as a table, such as CSV.';

/** Texts that are no tables, by how they begin. */
const beginnings: readonly (readonly [begins: RegExp, format: string, advice: string])[] = [
  [
    /^version https:\/\/git-lfs\.github\.com\/spec/,
    'a Git LFS pointer instead of the file',
    'Fetch it: git lfs pull.',
  ],
  [
    /^(PRAGMA\s|BEGIN(\s+TRANSACTION)?;|CREATE\s+(TABLE|DATABASE)\s|INSERT\s+INTO\s|DROP\s+TABLE\s|SET\s+\w+\s*=|\/\*!\d+|--[^\n]*(SQL|database dump|MariaDB dump))/i,
    'an SQL dump (text)',
    sqlAdvice,
  ],
  [
    /^\s*<(!doctype\s+html|html)/i,
    'an HTML page',
    'Save the table on it as CSV, or ask for the file itself.',
  ],
  [/^[[{]\s*(["{[\]}\d-]|true|false|null|$)/, 'JSON text', tableAdvice],
];

const xmlKinds: readonly (readonly [part: RegExp, format: string])[] = [
  [/naesb\.org\/espi|<(\w+:)?IntervalBlock/i, 'a Green Button file (ESPI XML)'],
  [/urn:schemas-microsoft-com:office:spreadsheet/i, 'an Excel XML workbook'],
  [/<html/i, 'an HTML page'],
];

/** What a file without a known signature is: a table of text, NEM12, another text or no text at all. */
export function recogniseText(head: Buffer): RecognisedContent {
  if (head.every((byte) => byte === 0)) {
    return unknown('a file of zeros (a copy that was never finished?)', 'Copy it once more.');
  }
  const text = decodeRoughly(head);
  if (text === null) return unknown('a binary file of an unknown kind', null);
  const plain = text.trimStart();
  const beginning = beginnings.find(([begins]) => begins.test(plain));
  if (beginning !== undefined) return unknown(beginning[1], beginning[2]);
  if (/^<[?!\w]/.test(plain)) return unknown(xmlKind(plain), tableAdvice);
  const meterData = recogniseMeterData(text);
  if (meterData === 'nem12') return { kind: 'nem12', format: 'NEM12 text', advice: null };
  if (meterData === 'nem13') {
    return unknown('NEM13 text (accumulated readings)', 'Ask for the interval data in the format NEM12.');
  }
  const format = describeTable(text);
  return format === null ? unknown('text', tableAdvice) : { kind: 'csv', format, advice: null };
}

function unknown(format: string, advice: string | null): RecognisedContent {
  return { kind: 'unknown', format, advice };
}

function xmlKind(text: string): string {
  return xmlKinds.find(([part]) => part.test(text))?.[1] ?? 'XML text';
}

/**
 * The text well enough to tell its kind, whatever its encoding: delimiters, digits and line ends are ASCII in
 * all of them. Null for bytes that are no text.
 */
function decodeRoughly(head: Buffer): string | null {
  const wide = wideOrder(head);
  if (wide === 'little') return head.toString('utf16le', 0, head.length & ~1).replace(/^\uFEFF/, '');
  if (wide === 'big')
    return swapped(head)
      .toString('utf16le')
      .replace(/^\uFEFF/, '');
  let odd = 0;
  for (const byte of head) if (isOdd(byte)) odd++;
  if (odd * 50 > head.length) return null;
  return head.toString('latin1').replace(/^\xef\xbb\xbf/, '');
}

/** Control characters that text does not have; the escape of ISO-2022-JP and the end mark of DOS are allowed. */
function isOdd(byte: number): boolean {
  return byte < 32 && !(byte >= 9 && byte <= 13) && byte !== 0x1a && byte !== 0x1b;
}

/** UTF-16 by its mark, or by the zeros that every second byte of Western text is. */
function wideOrder(head: Buffer): 'little' | 'big' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'little';
  if (head[0] === 0xfe && head[1] === 0xff) return 'big';
  const zeros = [0, 0];
  const length = Math.min(head.length, 4096) & ~1;
  for (let i = 0; i < length; i++) if (head[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, uneven = 0] = zeros;
  if (length < 8) return null;
  if (uneven * 2 > length * 0.8 && even * 2 < length * 0.02) return 'little';
  return even * 2 > length * 0.8 && uneven * 2 < length * 0.02 ? 'big' : null;
}

function swapped(head: Buffer): Buffer {
  return Buffer.from(head.subarray(0, head.length & ~1)).swap16();
}

const delimiters = [
  [';', 'semicolon'],
  ['\t', 'tab'],
  [',', 'comma'],
  ['|', 'bar'],
] as const;

/**
 * Which delimiter most lines have; null for prose and other text without columns. A long comment above the table
 * (a page of `#` lines) does not outvote its rows.
 */
function describeTable(text: string): string | null {
  const filled = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const rows = filled.filter((line) => !/^\s*(#|\/\/)/.test(line));
  const lines = (rows.length > 1 ? rows : filled).slice(0, 500);
  for (const [delimiter, name] of delimiters) {
    const withIt = lines.filter((line) => line.includes(delimiter));
    if (withIt.length * 2 > lines.length && looksLikeRows(withIt, delimiter)) {
      return `${name} separated text (CSV)`;
    }
  }
  const spaced = lines.filter((line) => /^\s*[-+.]?\d[\d.,:/+TZ-]*[^\S\n]+\S*\d/.test(line));
  if (spaced.length * 2 > lines.length) return 'space separated text (CSV)';
  const numeric = lines.filter((line) => /^\s*"?[-+]?[\d.,]*\d([eE][-+]?\d+)?"?\s*$/.test(line));
  return numeric.length * 2 > lines.length ? 'one column of numbers (CSV)' : null;
}

/** Rows have digits, or the same number of cells again and again; sentences with commas have neither. */
function looksLikeRows(lines: readonly string[], delimiter: string): boolean {
  if (lines.filter((line) => /\d/.test(line)).length * 2 > lines.length) return true;
  const counts = Map.groupBy(lines, (line) => line.split(delimiter).length);
  const alike = Math.max(...Array.from(counts.values(), (group) => group.length));
  return delimiter !== ',' || alike * 2 > lines.length;
}
