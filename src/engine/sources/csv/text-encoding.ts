import { isAscii, isUtf8 } from 'node:buffer';
import chardet from 'chardet';
import iconv from 'iconv-lite';
import { guessSingleByte, looksLikeShiftJis } from './legacy-encoding.ts';

export interface TextEncodingFound {
  /** A name that iconv-lite knows. */
  readonly encoding: string;
  readonly hasBom: boolean;
  readonly bomBytes: number;
  /** Bytes of one code unit: 2 for UTF-16. */
  readonly unitBytes: 1 | 2;
}

/** Encodings that statistics of letters can tell and that our own rules do not know. */
const votedByStatistics = new Set([
  'windows-1251',
  'KOI8-R',
  'windows-1253',
  'ISO-8859-5',
  'ISO-8859-7',
  'GB18030',
  'Big5',
  'EUC-JP',
  'EUC-KR',
  'windows-1250',
  'ISO-8859-2',
]);

/**
 * The encoding of a text by its bytes: a byte order mark, the zero bytes of UTF-16, valid UTF-8, then the letters
 * that each of the older encodings would make of the rest.
 *
 * @param samples pieces of the file; the first begins at its first byte
 */
export function detectEncoding(samples: readonly Buffer[]): TextEncodingFound {
  const head = samples[0] ?? Buffer.alloc(0);
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return found('utf-8', 3);
  if (head[0] === 0xff && head[1] === 0xfe) return found('utf-16le', 2);
  if (head[0] === 0xfe && head[1] === 0xff) return found('utf-16be', 2);
  const wide = detectWide(head);
  if (wide !== null) return found(wide, 0);
  const foreign = samples.filter((sample) => !isAscii(sample));
  if (foreign.length === 0) return found('ascii', 0);
  const high = foreign.map(aroundHighBytes);
  if (foreign.every((sample) => isUtf8(withoutCutCharacters(sample)))) return found('utf-8', 0);
  return found(detectLegacy(Buffer.concat(high)), 0);
}

/** The encoding that a person asked for; a byte order mark is skipped all the same. Null when it is unknown. */
export function namedEncoding(name: string, head: Buffer): TextEncodingFound | null {
  const encoding = name.toLowerCase();
  if (!iconv.encodingExists(encoding)) return null;
  const marked = detectEncoding([head.subarray(0, 4)]);
  const isWide = /^(utf-?16|ucs-?2)/.test(encoding);
  const plain = isWide ? (encoding.endsWith('be') ? 'utf-16be' : 'utf-16le') : encoding;
  return found(plain, marked.hasBom ? marked.bomBytes : 0);
}

/**
 * Decodes a piece of text that begins and ends with whole characters.
 * Text in ASCII stays one byte a character in memory, whatever the encoding of the file.
 */
export function decodeText(bytes: Buffer, encoding: string): string {
  if (encoding === 'utf-16le') return bytes.toString('utf16le');
  if (encoding !== 'utf-16be' && isAscii(bytes)) return bytes.toString('latin1');
  if (encoding === 'ascii')
    return isUtf8(bytes) ? bytes.toString('utf8') : iconv.decode(bytes, 'windows-1252');
  if (encoding === 'utf-8') return bytes.toString('utf8');
  return iconv.decode(bytes, encoding, { stripBOM: false });
}

function found(encoding: string, bomBytes: number): TextEncodingFound {
  return { encoding, hasBom: bomBytes > 0, bomBytes, unitBytes: encoding.startsWith('utf-16') ? 2 : 1 };
}

/** UTF-16 without a mark: digits, delimiters and line ends leave a zero in every second byte. */
function detectWide(head: Buffer): string | null {
  const pairs = Math.min(head.length, 65_536) >> 1;
  if (pairs < 2) return null;
  let even = 0;
  let odd = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (head[pair * 2] === 0) even++;
    if (head[pair * 2 + 1] === 0) odd++;
  }
  if (odd > pairs * 0.3 && even < odd * 0.05) return 'utf-16le';
  if (even > pairs * 0.3 && odd < even * 0.05) return 'utf-16be';
  return null;
}

/** Samples from the middle may begin and end within a character of UTF-8. */
function withoutCutCharacters(sample: Buffer): Buffer {
  let start = 0;
  while (start < 3 && ((sample[start] ?? 0) & 0xc0) === 0x80) start++;
  let end = sample.length;
  for (let back = 1; back <= 3 && back <= end - start; back++) {
    const byte = sample[end - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      if (length > back) end -= back;
      break;
    }
  }
  return sample.subarray(start, end);
}

/** The stretches around bytes beyond ASCII, enough to judge by, so that a long file is not decoded whole. */
function aroundHighBytes(sample: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let taken = 0;
  for (let place = 0; place < sample.length && taken < 65_536; place++) {
    if ((sample[place] ?? 0) < 0x80) continue;
    const start = Math.max(0, sample.lastIndexOf(10, place), place - 200);
    const lineEnd = sample.indexOf(10, place);
    const end = Math.min(lineEnd === -1 ? sample.length : lineEnd, place + 400);
    pieces.push(sample.subarray(start, end));
    taken += end - start;
    place = end;
  }
  return Buffer.concat(pieces);
}

function detectLegacy(text: Buffer): string {
  if (looksLikeShiftJis(text)) return 'cp932';
  // Each word once: a status repeated in every row would outweigh the header.
  const words = new Set(text.toString('latin1').split(/[\x00-\x40]+/));
  const votes = chardet.analyse(Buffer.from([...words].join(' '), 'latin1'));
  const [best] = votes;
  if (best === undefined || !votedByStatistics.has(best.name)) return guessSingleByte(text);
  const western = votes.find((vote) => vote.name === 'windows-1252' || vote.name === 'ISO-8859-1');
  const lead = best.confidence - (western?.confidence ?? 0);
  if (hasEnoughLetters(text, best.name, lead)) return best.name.toLowerCase();
  return guessSingleByte(text);
}

/** Statistics of a handful of letters say nothing; words of other alphabets lie beyond ASCII from end to end. */
function hasEnoughLetters(text: Buffer, encoding: string, lead: number): boolean {
  let high = 0;
  let adjoining = 0;
  for (let place = 0; place < text.length; place++) {
    if ((text[place] ?? 0) < 0x80) continue;
    high++;
    if ((text[place + 1] ?? 0) >= 0x80) adjoining++;
  }
  const isLatin = encoding === 'windows-1250' || encoding === 'ISO-8859-2';
  return high >= 12 && (isLatin ? lead >= 25 : lead > 0 && adjoining * 2 >= high);
}
