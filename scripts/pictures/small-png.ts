import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const mostColours = 256;

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each pixel as one number. */
  readonly colours: Uint32Array;
}

/**
 * The same picture with at most 256 colours, which is a third of the size and cannot be told apart in pages of text
 * and lines. Takes what browsers write: 8 bits a channel, RGB or RGBA without transparency, not interlaced.
 */
export function smallPng(png: Buffer): Buffer {
  const pixels = readPixels(png);
  const palette = choosePalette(pixels.colours);
  return writePixels(pixels, palette);
}

function readPixels(png: Buffer): Pixels {
  const parts = [...chunksOf(png)];
  const header = parts.find(({ type }) => type === 'IHDR')?.content;
  const channels = header?.[9] === 2 ? 3 : 4;
  if (header === undefined || !isReadable(header))
    throw new Error('Only pictures of 8 bits a channel in RGB or RGBA can be made smaller.');
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const body = inflateSync(
    Buffer.concat(parts.filter(({ type }) => type === 'IDAT').map(({ content }) => content)),
  );
  undoFilters(body, width * channels, height, channels);
  const colours = new Uint32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++)
      colours[at] = body.readUIntBE(y * (width * channels + 1) + 1 + x * channels, 3);
  }
  return { width, height, colours };
}

function isReadable(header: Buffer): boolean {
  const [depth, kind, , , interlaced] = header.subarray(8);
  return depth === 8 && (kind === 2 || kind === 6) && interlaced === 0;
}

function* chunksOf(png: Buffer): Generator<{ type: string; content: Buffer }> {
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    yield {
      type: png.toString('latin1', at + 4, at + 8),
      content: png.subarray(at + 8, at + 8 + length),
    };
    at += length + 12;
  }
}

/** Each line begins with how it was made of its neighbours: https://www.w3.org/TR/png-3/#9Filters */
function undoFilters(body: Buffer, lineBytes: number, height: number, step: number): void {
  for (let y = 0; y < height; y++) {
    const line = y * (lineBytes + 1) + 1;
    const filter = body[line - 1];
    for (let x = 0; x < lineBytes; x++) {
      const left = x < step ? 0 : (body[line + x - step] ?? 0);
      const up = y === 0 ? 0 : (body[line + x - lineBytes - 1] ?? 0);
      const corner = x < step || y === 0 ? 0 : (body[line + x - lineBytes - 1 - step] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, nearestOf(left, up, corner)][filter ?? 0] ?? 0;
      body[line + x] = ((body[line + x] ?? 0) + guess) & 255;
    }
  }
}

function nearestOf(left: number, up: number, corner: number): number {
  const sum = left + up - corner;
  const [a, b, c] = [Math.abs(sum - left), Math.abs(sum - up), Math.abs(sum - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** The most frequent colours that differ enough to need a place of their own. */
function choosePalette(colours: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const frequent = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b);
  if (frequent.length <= mostColours) return frequent;
  for (let least = 8; ; least *= 1.5) {
    const chosen: number[] = [];
    for (const colour of frequent) {
      if (chosen.every((each) => distanceOf(each, colour) >= least)) chosen.push(colour);
      if (chosen.length > mostColours) break;
    }
    if (chosen.length <= mostColours) return chosen;
  }
}

function distanceOf(a: number, b: number): number {
  const part = (shift: number): number => ((a >> shift) & 255) - ((b >> shift) & 255);
  return Math.hypot(part(16), part(8), part(0));
}

function writePixels({ width, height, colours }: Pixels, palette: readonly number[]): Buffer {
  const places = new Map<number, number>();
  const placeOf = (colour: number): number => {
    const known = places.get(colour);
    if (known !== undefined) return known;
    const distances = palette.map((each) => distanceOf(each, colour));
    const place = distances.indexOf(Math.min(...distances));
    places.set(colour, place);
    return place;
  };
  const body = Buffer.alloc((width + 1) * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) body[y * (width + 1) + 1 + x] = placeOf(colours[at] ?? 0);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const table = Buffer.alloc(palette.length * 3);
  for (const [place, colour] of palette.entries()) table.writeUIntBE(colour, place * 3, 3);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', table),
    chunk('IDAT', deflateSync(body, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(content.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
