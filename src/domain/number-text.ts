/** What became of the last text a reader read. */
export const numberOutcome = {
  value: 0,
  /** A text that says that there is no value. */
  gap: 1,
  unreadable: 2,
} as const;

export type NumberOutcome = (typeof numberOutcome)[keyof typeof numberOutcome];

export interface NumberReader {
  /** The number of a text; NaN when it is a gap or cannot be read, which `outcome` tells apart. */
  read(text: string): number;
  /** Of the last read. */
  readonly outcome: NumberOutcome;
  /** The unit, per cent or currency sign written around the last number; empty when it stood alone. */
  readonly sign: string;
}

export interface NumberFormat {
  readonly decimal: '.' | ',';
  /** Texts that mean "no value" beside the usual ones; a number among them matches by value. */
  readonly missing: readonly string[];
}

export interface RecognisedNumbers {
  /** Counts of samples; together they are all samples. */
  readonly numbers: number;
  readonly missing: number;
  readonly other: number;
  /** Null when there are integers only, or when it cannot be told. */
  readonly decimal: '.' | ',' | null;
  /** Every separator could be a decimal one or a thousands one, as in 1.234. */
  readonly isAmbiguous: boolean;
  readonly hasThousands: boolean;
  /** The currency written around most of the priced samples: a sign or a code. */
  readonly currency: string | null;
}

const missingMarkers: ReadonlySet<string> = new Set([
  ...[
    '',
    '-',
    '--',
    '---',
    '–',
    '—',
    '−',
    '.',
    '..',
    '?',
    '*',
    'x',
    '#',
    'nil',
    'void',
    'missing',
    'unknown',
  ],
  ...[
    'nan',
    '+nan',
    '-nan',
    '-nan(ind)',
    '1.#qnan',
    '-1.#ind',
    'nanstt',
    'nonemsg',
    'none',
    'null',
    '(null)',
  ],
  ...[
    'na',
    'n/a',
    '#n/a',
    '#n/a n/a',
    '<na>',
    'n.a.',
    'n.a',
    'n.v.t.',
    'n/d',
    'n.d.',
    'k.a.',
    'k. a.',
    '#nv',
  ],
  ...['#value!', '#wert!', '#div/0!', '#ref!', '#null!', '#num!', '#zahl!', '\\n'],
  ...['no data', 'no value', 'no reading', 'not available', 'no consumption', 'geen verbruik', 'undefined'],
  ...['inf', '+inf', '-inf', 'infinity', '+infinity', '-infinity', '∞', '+∞', '-∞', '1.#inf', '-1.#inf'],
]);

/** True for the usual texts that stand where a value is missing, in any case and with spaces or quotes around. */
export function isMissingMarker(text: string): boolean {
  return missingMarkers.has(unwrap(text).toLowerCase());
}

/** Judges a sample of texts as numbers. Texts that only the rarer decimal sign could read count as other. */
export function recogniseNumbers(samples: readonly string[]): RecognisedNumbers {
  const point = new TextNumbers({ decimal: '.', missing: [] });
  const comma = new TextNumbers({ decimal: ',', missing: [] });
  const currencies = new Map<string, number>();
  const counts = { missing: 0, pointOnly: 0, commaOnly: 0, same: 0, ambiguous: 0 };
  const grouped = { pointOnly: 0, commaOnly: 0, same: 0, ambiguous: 0 };
  for (const sample of samples) {
    const asPoint = point.read(sample);
    if (point.outcome === numberOutcome.gap) {
      counts.missing++;
      continue;
    }
    const asComma = comma.read(sample);
    const isPoint = point.outcome === numberOutcome.value;
    const isComma = comma.outcome === numberOutcome.value;
    if (!isPoint && !isComma) continue;
    const sort = !isComma ? 'pointOnly' : !isPoint ? 'commaOnly' : asPoint === asComma ? 'same' : 'ambiguous';
    counts[sort]++;
    if (isPoint ? point.isGrouped : comma.isGrouped) grouped[sort]++;
    const sign = isPoint ? point.sign : comma.sign;
    if (currencySign.test(sign)) currencies.set(sign, (currencies.get(sign) ?? 0) + 1);
  }
  const { pointOnly, commaOnly } = counts;
  const decimal = pointOnly === commaOnly ? null : pointOnly > commaOnly ? '.' : ',';
  const numbers = counts.same + counts.ambiguous + Math.max(pointOnly, commaOnly);
  const own = decimal === ',' ? grouped.commaOnly : grouped.pointOnly;
  return {
    numbers,
    missing: counts.missing,
    other: samples.length - numbers - counts.missing,
    decimal,
    isAmbiguous: decimal === null && counts.ambiguous > 0,
    hasThousands: own + grouped.same > 0 || (decimal !== null && groupsOther(samples, decimal)),
    currency: mostOften(currencies),
  };
}

/** A reader for texts with this decimal sign; the other of `.` and `,` may separate thousands. */
export function compileNumber(format: NumberFormat): NumberReader {
  return new TextNumbers(format);
}

/** Powers of ten that a double holds exactly: a quotient of two exact doubles is rounded once, as Number() does. */
const exactPowers = Float64Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));
/** Any integer of so many digits is an exact double. */
const exactDigits = 15;

class TextNumbers implements NumberReader {
  outcome: NumberOutcome = numberOutcome.value;
  sign = '';
  isGrouped = false;
  readonly #decimal: '.' | ',';
  readonly #decimalCode: number;
  readonly #missingTexts = new Set<string>();
  readonly #missingNumbers: number[] = [];

  constructor({ decimal, missing }: NumberFormat) {
    this.#decimal = decimal;
    this.#decimalCode = decimal.charCodeAt(0);
    const numbers: number[] = [];
    for (const text of missing) {
      const bare = unwrap(text);
      this.#missingTexts.add(bare.toLowerCase());
      const number = this.read(bare);
      if (this.outcome === numberOutcome.value) numbers.push(number);
      // A mapping may spell its markers with a point whatever the file does.
      else if (bare !== '' && Number.isFinite(Number(bare))) numbers.push(Number(bare));
    }
    this.#missingNumbers = numbers;
  }

  read(text: string): number {
    let at = 0;
    let end = text.length;
    while (end > at && text.charCodeAt(end - 1) === space) end--;
    while (at < end && text.charCodeAt(at) === space) at++;
    const isNegative = at < end && text.charCodeAt(at) === minus;
    if (isNegative) at++;
    const first = at;
    let mantissa = 0;
    let point = -1;
    for (; at < end; at++) {
      const code = text.charCodeAt(at);
      const digit = code - 48;
      if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
      else if (code === this.#decimalCode && point < 0) point = at;
      else return this.#readCarefully(text);
    }
    const digits = point < 0 ? end - first : end - first - 1;
    if (digits === 0) return this.#readCarefully(text);
    if (digits > exactDigits) return this.#readLong(text);
    const value = point < 0 ? mantissa : mantissa / (exactPowers[end - point - 1] as number);
    return this.#finish(isNegative ? -value : value, '', false);
  }

  /** Plain digits, but more than an exact double holds. */
  #readLong(text: string): number {
    const value = Number(this.#decimal === '.' ? text : text.replace(',', '.'));
    return Number.isFinite(value) ? this.#finish(value, '', false) : this.#end(numberOutcome.gap);
  }

  #finish(value: number, sign: string, isGrouped: boolean): number {
    this.sign = sign;
    this.isGrouped = isGrouped;
    if (this.#missingNumbers.length > 0 && this.#missingNumbers.includes(value))
      return this.#end(numberOutcome.gap);
    this.outcome = numberOutcome.value;
    return value;
  }

  #end(outcome: NumberOutcome): number {
    this.sign = '';
    this.outcome = outcome;
    return NaN;
  }

  /** Anything but plain digits: signs, groups, exponents, units. Slower, and exact through Number(). */
  #readCarefully(text: string): number {
    const bare = unwrap(text);
    const lower = bare.toLowerCase();
    if (missingMarkers.has(lower) || this.#missingTexts.has(lower)) return this.#end(numberOutcome.gap);
    const parts = bare.length > longestNumber ? undefined : numberShape.exec(bare)?.groups;
    if (parts === undefined) return this.#end(numberOutcome.unreadable);
    const isBracketed = parts['open'] !== undefined || parts['openInside'] !== undefined;
    if (isBracketed !== (parts['close'] !== undefined)) return this.#end(numberOutcome.unreadable);
    const signs = [parts['lead'], parts['inner'], parts['trail']].filter((sign) => sign !== undefined);
    if (signs.length > 1 || (isBracketed && signs.length > 0)) return this.#end(numberOutcome.unreadable);
    const body = parts['body'] ?? '';
    const digits = this.#plainDigits(body);
    if (digits === null) return this.#end(numberOutcome.unreadable);
    const exponent = parts['exponent'] === undefined ? '' : `e${parts['exponent'].replace('−', '-')}`;
    const size = Number(digits + exponent);
    if (!Number.isFinite(size)) return this.#end(numberOutcome.gap);
    const isNegative = isBracketed || (signs[0] !== undefined && signs[0] !== '+');
    const isGrouped = digits.replace('.', '').length < body.replace(this.#decimal, '').length;
    // Nobody groups the thousands of a number with an exponent: 1,184E+0 has a decimal comma.
    if (isGrouped && exponent !== '') return this.#end(numberOutcome.unreadable);
    return this.#finish(isNegative ? -size : size, parts['currency'] ?? parts['unit'] ?? '', isGrouped);
  }

  /** Digits with thousands separators and this decimal sign, as Number() reads them; null for anything else. */
  #plainDigits(body: string): string | null {
    const point = body.indexOf(this.#decimal);
    const whole = point < 0 ? body : body.slice(0, point);
    const fraction = point < 0 ? '' : body.slice(point + 1);
    if (!onlyDigits.test(fraction)) return null;
    if (onlyDigits.test(whole)) return whole === '' && fraction === '' ? null : `${whole}.${fraction}`;
    return groupedDigits.test(whole) ? `${whole.replace(separators, '')}.${fraction}` : null;
  }
}

/** The smallest double written out has some 340 characters; a longer text is no number but rubbish. */
const longestNumber = 400;
const space = 32;
const minus = 45;
const onlyDigits = /^\d*$/;
/** 1.234.567, 1'234, 1 234 and the Indian 12,34,567: one separator throughout, three digits at the end. */
const groupedDigits = /^[1-9]\d{0,2}(?:([.,'’\s])\d{3}(?:\1\d{3})*|([,\s])\d{2}(?:\2\d{2})*\2\d{3})$/;
const separators = /[.,'’\s]/g;

const currencies = String.raw`(?:US|A|AU|NZ|C|CA|R|HK|S)?\p{Sc}|EUR|USD|GBP|AUD|NZD|CAD|CHF|DKK|SEK|NOK|ISK|CZK|PLN|HUF|RON|BGN|INR|JPY|ZAR|BRL|kr\.?|Fr\.?|Rs\.?|Kč|zł|Ft|ct`;
const currencySign = new RegExp(`^(?:${currencies})(?:/.*)?$`, 'u');
/**
 * Units that are written behind a number. Other letters there may be a month, AM, a flag for estimated values:
 * such a text is no number.
 */
const units = String.raw`[kKMGTmµ]?(?:Wh?|WH|wh?|W[hH]?p|VAh?|va|VA[rR]h?|[vV]ar[hH]?|VARH|J|cal|Hz|Pa|V|A|[lL])|K[Ww][Hh]?|K?V[Aa][Rr]?[Hh]|mwh|MWH|bar|mbar|N?m(?:3|³|\^3)|m²|m2|(?:lit(?:er|re)s?|ltr)|therms?|thm|BTU|MMBTU|CCF|ccf|MCF|gal|°|°?[CFK]|%|‰|h|hrs?|imp|pulses?`;
const numberShape = new RegExp(
  String.raw`^(?:(?<lead>[+\-−–])\s*)?(?:(?<open>\()\s*)?(?:(?<currency>${currencies})\s*)?` +
    String.raw`(?<inner>[+\-−–])?(?:(?<openInside>\()\s*)?` +
    String.raw`(?<body>\d(?:[\d.,'’\s]*[\d.,])?|[.,]\d+)(?:[eE](?<exponent>[+\-−]?\d{1,4}))?` +
    String.raw`(?:\s*(?<trail>[\-−–]))?(?:\s*(?<close>\)))?` +
    String.raw`(?:\s*(?<unit>(?:${units}|${currencies})(?:/(?:${units}))?))?$`,
  'u',
);

/** A text without the spaces, the quotes and the apostrophe that keep a spreadsheet from changing it. */
function unwrap(text: string): string {
  let bare = text.trim();
  if (bare.startsWith('=') && bare.length > 3) bare = bare.slice(1);
  const first = bare.charAt(0);
  if ((first === '"' || first === "'") && bare.length > 1 && bare.endsWith(first))
    bare = bare.slice(1, -1).trim();
  else if (first === "'") bare = bare.slice(1).trim();
  return bare;
}

function groupsOther(samples: readonly string[], decimal: '.' | ','): boolean {
  const reader = new TextNumbers({ decimal, missing: [] });
  return samples.some((sample) => !Number.isNaN(reader.read(sample)) && reader.isGrouped);
}

function mostOften(counts: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  let bestCount = 0;
  for (const [sign, count] of counts) if (count > bestCount) [best, bestCount] = [sign, count];
  return best;
}
