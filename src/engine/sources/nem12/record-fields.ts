/** More fields than any record has: 1,440 values of one minute and what surrounds them. */
const mostFields = 2048;

const space = 0x20;
const quote = 0x22;
const comma = 0x2c;

/** The fields of one line, as places in its bytes: nothing is copied until somebody asks for a text. */
export class RecordFields {
  /** Fields on the line; those beyond 2,048 are counted, not kept. */
  count = 0;
  #bytes: Buffer = Buffer.alloc(0);
  #end = 0;
  readonly #starts = new Int32Array(mostFields);
  readonly #ends = new Int32Array(mostFields);

  split(bytes: Buffer, start: number, end: number): void {
    this.#bytes = bytes;
    this.#end = end;
    this.count = 0;
    let from = start;
    for (let i = start; i <= end; i++) {
      if (i < end && bytes[i] !== comma) continue;
      if (this.count < mostFields) this.#put(from, i);
      this.count++;
      from = i + 1;
    }
  }

  /** The field without the blanks and quotes around it; empty when the line has no such field. */
  text(place: number): string {
    if (!this.#has(place)) return '';
    return this.#bytes.toString('utf8', this.#starts[place], this.#ends[place]);
  }

  /** The beginning of the line, enough to know it by. */
  start(): string {
    const from = this.#starts[0] ?? 0;
    return this.#bytes.toString('utf8', from, Math.min(this.#end, from + 200));
  }

  isEmpty(place: number): boolean {
    return !this.#has(place) || this.#starts[place] === this.#ends[place];
  }

  /** The field as a number, NaN when it is none or not finite. */
  number(place: number): number {
    if (!this.#has(place)) return NaN;
    return parseDecimal(this.#bytes, this.#starts[place] ?? 0, this.#ends[place] ?? 0);
  }

  /** The letter of a quality flag, such as `S14`, in upper case; empty when the field is none (MDFF, 4.4). */
  qualityLetter(place: number): string {
    const start = this.#starts[place] ?? 0;
    const length = (this.#ends[place] ?? 0) - start;
    if (!this.#has(place) || length < 1 || length > 3) return '';
    for (let i = 1; i < length; i++) if (!isDigit(this.#bytes[start + i])) return '';
    const letter = String.fromCharCode(this.#bytes[start] ?? 0).toUpperCase();
    return 'ASFVEN'.includes(letter) ? letter : '';
  }

  #has(place: number): boolean {
    return place < this.count && place < mostFields;
  }

  #put(from: number, to: number): void {
    const bytes = this.#bytes;
    while (from < to && isPadding(bytes[from])) from++;
    while (to > from && isPadding(bytes[to - 1])) to--;
    this.#starts[this.count] = from;
    this.#ends[this.count] = to;
  }
}

function isPadding(byte: number | undefined): boolean {
  return byte === space || byte === quote || byte === 0x09;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** Powers of ten that a double holds exactly. */
const tens = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/**
 * A number with a point, such as `1.5`, `.005` or `-2`. Up to 2^53 and 22 decimals its digits and the power of
 * ten are exact, so one division rounds as `Number` does; the others go to `Number`.
 */
function parseDecimal(bytes: Buffer, start: number, end: number): number {
  let at = start;
  const isNegative = bytes[at] === 0x2d;
  if (isNegative || bytes[at] === 0x2b) at++;
  let digits = 0;
  let decimals = 0;
  let isBehindPoint = false;
  let count = 0;
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x30 && byte <= 0x39) {
      digits = digits * 10 + (byte - 0x30);
      count++;
      if (isBehindPoint) decimals++;
    } else if (byte === 0x2e && !isBehindPoint) {
      isBehindPoint = true;
    } else {
      return parseOdd(bytes, start, end);
    }
  }
  if (count === 0) return NaN;
  if (digits > Number.MAX_SAFE_INTEGER || decimals >= tens.length) return parseOdd(bytes, start, end);
  const value = digits / (tens[decimals] ?? 1);
  return isNegative && value !== 0 ? -value : value;
}

const plainNumber = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,4})?$/;

function parseOdd(bytes: Buffer, start: number, end: number): number {
  if (end - start > 400) return NaN;
  const text = bytes.toString('latin1', start, end);
  const value = plainNumber.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : NaN;
}
