import { AppError } from '../../../contract/app-error.ts';
import type { CsvOptions, LineEnd } from './csv-structure.ts';
import { delimiterOfSepLine, detectDelimiter, givenDelimiter } from './delimiter.ts';
import type { Delimiting } from './delimiter.ts';
import { detectEncoding, namedEncoding } from './text-encoding.ts';
import type { TextEncodingFound } from './text-encoding.ts';
import { lineText } from './text-file.ts';
import type { TextFile } from './text-file.ts';

/** How the bytes of the file become rows of cells. */
export interface TextFormat {
  readonly encoding: TextEncodingFound;
  readonly lineEnd: LineEnd;
  readonly delimiting: Delimiting;
  readonly sepLine: boolean;
  /** Where the first line of the table's text stands: behind the mark and the `sep=` line. */
  readonly start: number;
  readonly firstLine: number;
}

const headBytes = 1 << 18;
const sampleBytes = 1 << 16;
/** Files up to this size are looked through for their encoding; larger ones at some places. */
const wholeBytes = 32 << 20;
const judgedLines = 300;

/**
 * @throws AppError source/no-readings for an empty file, source/unsupported for bytes that are no text and for an
 * encoding nobody knows
 */
export function detectFormat(file: TextFile, options: CsvOptions): TextFormat {
  const head = file.bytesAt(0, headBytes);
  if (head.length === 0) {
    throw new AppError('source/no-readings', `${file.path} is an empty file.`, {
      context: { path: file.path },
    });
  }
  const encoding = encodingOf(file, head, options);
  refuseBinary(file, head, encoding);
  const bytes = head.subarray(encoding.bomBytes);
  const text = lineText(wholeUnits(bytes, encoding), encoding.encoding);
  const sepDelimiter = delimiterOfSepLine(text.slice(0, 20).split('\n')[0] ?? '');
  const lines = judgedText(file, text, encoding).slice(sepDelimiter === null ? 0 : 1);
  const delimiter = options.delimiter ?? sepDelimiter;
  const delimiting = delimiter === null ? detectDelimiter(lines) : givenDelimiter(delimiter, lines);
  const start = encoding.bomBytes + (sepDelimiter === null ? 0 : lengthOfFirstLine(bytes, encoding));
  return {
    encoding,
    lineEnd: lineEndOf(bytes, encoding),
    delimiting,
    sepLine: sepDelimiter !== null,
    start,
    firstLine: sepDelimiter === null ? 1 : 2,
  };
}

function encodingOf(file: TextFile, head: Buffer, options: CsvOptions): TextEncodingFound {
  if (options.encoding !== undefined) {
    const named = namedEncoding(options.encoding, head);
    if (named !== null) return named;
    const context = { path: file.path, encoding: options.encoding };
    throw new AppError('source/unsupported', `There is no encoding called ${options.encoding}.`, { context });
  }
  const size = file.sizeBytes;
  const known = detectEncoding([head]);
  if (known.encoding !== 'ascii' || size <= headBytes) return known;
  if (size <= wholeBytes) return detectEncoding([head, file.bytesAt(headBytes, size)]);
  const places = [headBytes, size * 0.25, size * 0.5, size * 0.75, size - sampleBytes].map(Math.floor);
  return detectEncoding([head, ...places.map((place) => file.bytesAt(place, sampleBytes))]);
}

/** Lines of the head, and of the middle of a long file, where the preamble has no say. */
function judgedText(file: TextFile, head: string, encoding: TextEncodingFound): string[] {
  const lines = head.split('\n');
  const isWhole = file.sizeBytes <= headBytes;
  if (!isWhole && lines.length > 1) lines.pop();
  const taken = lines.slice(0, judgedLines);
  if (isWhole || file.sizeBytes < headBytes * 2) return taken.concat(lines.slice(judgedLines).slice(-60));
  const middle = Math.floor(file.sizeBytes / 2 / 4) * 4 + (encoding.bomBytes % 2);
  const sample = lineText(wholeUnits(file.bytesAt(middle, sampleBytes), encoding), encoding.encoding).split(
    '\n',
  );
  return taken.concat(sample.slice(1, -1).slice(0, judgedLines / 3));
}

function wholeUnits(bytes: Buffer, encoding: TextEncodingFound): Buffer {
  return bytes.subarray(0, bytes.length - (bytes.length % encoding.unitBytes));
}

/** Signs that no text has, beyond what a crash of a logger leaves behind (runs of zeros). */
function refuseBinary(file: TextFile, head: Buffer, encoding: TextEncodingFound): void {
  if (encoding.unitBytes === 2) return;
  let controls = 0;
  let zeros = 0;
  let first = -1;
  for (let place = 0; place < head.length; place++) {
    const byte = head[place] ?? 0;
    if (byte > 31 || (byte >= 9 && byte <= 13) || byte === 26 || byte === 31) continue;
    if (first === -1) first = place;
    if (byte === 0) zeros++;
    else controls++;
  }
  if (controls * 200 <= head.length && zeros * 10 <= head.length * 3) return;
  const message = `${file.path} is not text: binary bytes at ${first}.`;
  throw new AppError('source/unsupported', message, { context: { path: file.path, offset: first } });
}

function lineEndOf(bytes: Buffer, encoding: TextEncodingFound): LineEnd {
  const high = encoding.unitBytes === 2 && encoding.encoding === 'utf-16be' ? 1 : 0;
  let pairs = 0;
  let feeds = 0;
  let returns = 0;
  let wasReturn = false;
  for (let place = high; place < bytes.length; place += encoding.unitBytes) {
    const byte = bytes[place];
    if (byte === 10) {
      if (wasReturn) pairs++;
      else feeds++;
    } else if (wasReturn) returns++;
    wasReturn = byte === 13;
  }
  if (wasReturn) returns++;
  const kinds = [pairs, feeds, returns].filter((count) => count > 0).length;
  if (kinds > 1) return 'mixed';
  return pairs > 0 ? 'CRLF' : returns > 0 ? 'CR' : 'LF';
}

function lengthOfFirstLine(bytes: Buffer, encoding: TextEncodingFound): number {
  const unit = encoding.unitBytes;
  const low = encoding.encoding === 'utf-16be' ? 1 : 0;
  for (let place = 0; place < bytes.length; place += unit) {
    const byte = bytes[place + low];
    if (byte === 10) return place + unit;
    if (byte === 13) return place + unit + (bytes[place + unit + low] === 10 ? unit : 0);
  }
  return bytes.length;
}
