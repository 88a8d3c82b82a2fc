/** What a piece of a stamp pattern reads. */
export const field = {
  literal: 0,
  space: 1,
  year: 2,
  shortYear: 3,
  month: 4,
  monthName: 5,
  day: 6,
  weekDay: 7,
  hour: 8,
  hour12: 9,
  minute: 10,
  second: 11,
  meridiem: 12,
  zone: 13,
  compactTime: 14,
  slot: 15,
} as const;

export interface StampToken {
  readonly field: number;
  /** Digits that follow others without a sign between have this many; 0 when a sign ends them. */
  readonly width: number;
  /** The char code of a literal; of a minute the sign before it, which seconds may follow too. */
  readonly sign: number;
  /** Of a minute: no second of its own follows in the pattern. */
  readonly mayHaveSeconds: boolean;
  /** Of slots: the number of the first and the minutes that each lasts. */
  readonly firstSlot: number;
  readonly slotMinutes: number;
}

/** The pieces of one side of a pattern, and how many of them are of the date when it stands before the time. */
export interface StampTokens {
  readonly tokens: readonly StampToken[];
  readonly dateTokens: number;
  readonly hasDate: boolean;
  readonly hasTime: boolean;
  readonly hasZone: boolean;
  readonly hasSlot: boolean;
  /** 00:00 is written with the date of the day that ends then. */
  readonly endsAtMidnight: boolean;
}

const words: Readonly<Record<string, readonly number[]>> = {
  YYYY: [field.year],
  YY: [field.shortYear],
  MMM: [field.monthName],
  MM: [field.month],
  M: [field.month],
  DD: [field.day],
  D: [field.day],
  ddd: [field.weekDay],
  HHmmss: [field.hour, field.minute, field.second],
  HHmm: [field.hour, field.minute],
  HH: [field.hour],
  kk: [field.hour],
  H: [field.hour],
  hh: [field.hour12],
  h: [field.hour12],
  mm: [field.minute],
  ss: [field.second],
  A: [field.meridiem],
  Z: [field.zone],
};

const pieces =
  /YYYY|YY|MMM|MM|M|DD|D|ddd|HHmmss|HHmm|HH|H|kk|hh|h|mm|ss|A|Z|slot\(\d+,\d+\)|'[^']*'|\s+|[^A-Za-z\d]/y;

/**
 * Takes one side of a pattern apart. Throws RangeError in plain words for a piece that is no part of the
 * language (see stamp-pattern.ts).
 */
export function tokenise(pattern: string): StampTokens {
  const tokens: StampToken[] = [];
  pieces.lastIndex = 0;
  while (pieces.lastIndex < pattern.length) {
    const at = pieces.lastIndex;
    const piece = pieces.exec(pattern)?.[0];
    if (piece === undefined) {
      throw new RangeError(`The time pattern "${pattern}" has "${pattern.slice(at)}", which has no meaning.`);
    }
    tokens.push(...tokensOf(piece, tokens.at(-1)));
  }
  return summarise(
    fixWidths(tokens.filter((each, place) => !isOptional(each, tokens[place - 1], tokens[place + 1]))),
    pattern.replaceAll(/'[^']*'/g, '').includes('kk'),
  );
}

function tokensOf(piece: string, before: StampToken | undefined): StampToken[] {
  if (piece.startsWith('slot(')) {
    const [first, minutes] = piece.slice(5, -1).split(',').map(Number);
    return [{ ...token(field.slot), firstSlot: first ?? 1, slotMinutes: minutes ?? 60 }];
  }
  const fields = words[piece];
  if (fields === undefined) {
    if (piece.trim() === '') return [token(field.space)];
    const text = piece.startsWith("'") ? piece.slice(1, -1) : piece;
    return Array.from(text, (sign) => token(field.literal, sign.charCodeAt(0)));
  }
  // A compact time that stands alone may have lost its leading zeros: 700 is 07:00.
  if (fields.length > 1 && !(before !== undefined && isDigits(before))) return [token(field.compactTime)];
  return fields.map((each) => token(each));
}

function token(kind: number, sign = 0): StampToken {
  return { field: kind, width: 0, sign, mayHaveSeconds: false, firstSlot: 0, slotMinutes: 0 };
}

function isDigits(each: StampToken): boolean {
  const kinds: readonly number[] = [
    field.year,
    field.shortYear,
    field.month,
    field.day,
    field.hour,
    field.hour12,
    field.minute,
    field.second,
  ];
  return kinds.includes(each.field);
}

/** Blanks before AM and before a zone may be left away; those after a weekday go with it. */
function isOptional(
  each: StampToken,
  before: StampToken | undefined,
  after: StampToken | undefined,
): boolean {
  if (each.field !== field.space) return false;
  return before?.field === field.weekDay || after?.field === field.meridiem || after?.field === field.zone;
}

/** Digits beside digits have a fixed width; a minute learns the sign before it. */
function fixWidths(tokens: readonly StampToken[]): StampToken[] {
  return tokens.map((each, place) => {
    const before = tokens[place - 1];
    const after = tokens[place + 1];
    const touches = [before, after].some((other) => other !== undefined && isDigits(other));
    const width = isDigits(each) && touches ? (each.field === field.year ? 4 : 2) : 0;
    const sign = each.field === field.minute && before?.field === field.literal ? before.sign : each.sign;
    const seconds = [after, tokens[place + 2]].some((other) => other?.field === field.second);
    return { ...each, width, sign, mayHaveSeconds: each.field === field.minute && !seconds };
  });
}

function summarise(tokens: readonly StampToken[], endsAtMidnight: boolean): StampTokens {
  const isTime = (each: StampToken): boolean => each.field >= field.hour;
  const isDate = (each: StampToken): boolean => each.field >= field.year && each.field <= field.day;
  const firstTime = tokens.findIndex(isTime);
  const dateTokens = firstTime === -1 ? tokens.length : firstTime;
  const hasDate = tokens.some(isDate);
  return {
    tokens,
    // Weekdays and literals alone are no date to remember, and a date after the time has no fixed place.
    dateTokens: hasDate && !tokens.slice(dateTokens).some(isDate) ? dateTokens : 0,
    hasDate,
    hasTime: firstTime !== -1,
    hasZone: tokens.some((each) => each.field === field.zone),
    hasSlot: tokens.some((each) => each.field === field.slot),
    endsAtMidnight,
  };
}
