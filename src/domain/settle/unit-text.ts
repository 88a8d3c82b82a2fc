import type { Unit } from '../unit.ts';
import { dimensionOf } from './convert-unit.ts';
import { lettersOf, unitSpelt } from './unit-spellings.ts';

export { conversionFactor, convertKind } from './convert-unit.ts';

const powerOfEnergy: Readonly<Partial<Record<Unit, Unit>>> = { Wh: 'W', kWh: 'kW', MWh: 'MW', GWh: 'GW' };

/** Of what a price or an emission factor counts, so that the unit behind the stroke is not that of the value. */
const pricedWords =
  /(^|[^a-z])(eur|euros?|cts?|cents?|usd|gbp|dkk|nok|sek|chf|aud|pln|czk|kr|øre|öre|ore|pence|p|snt|sentti[aä]?|rp|rappen|zł|zl|pln|gr|kč|kc|ft|huf|lei|ron|円|yen|jpy|tl|try|[₺₽₹₩]|g|kg|t|g ?co2[a-z]*|kg ?co2[a-z]*|[€$£¢])\s*$/i;
const priceWords = /price|preis|prijs|prix|prezzo|precio|\bpris\b|spotpris|\bcosts?\b|kosten|coût/i;

/**
 * The unit that a text of its own names: a cell of a unit column, a units row, an attribute. `kWh/h` is kW.
 * Null for anything else, also for `mW` and `mWh`, which are milliwatts or slips of the shift key.
 */
export function readUnit(text: string): Unit | null {
  const bare = text.trim().replace(/^[[({]\s*(.*?)\s*[\])}]$/s, '$1');
  if (/^m\s?[WJ]/.test(bare)) return null;
  const perHour = /^(.+?)\s*(?:\/|\bper\b)\s*(?:h|hr|hour|hora|std|stunde)$/i.exec(bare);
  if (perHour !== null) {
    const energy = readUnit(perHour[1] as string);
    return energy === null ? null : (powerOfEnergy[energy] ?? null);
  }
  return unitSpelt(lettersOf(bare));
}

/** A unit found in a header: how sure its spelling is, and whether it stands in brackets of its own. */
interface Mention {
  readonly unit: Unit;
  readonly isSure: boolean;
  readonly isBracketed: boolean;
}

/**
 * The unit that a header, a section title or a sentence names: `Active energy Wh (A)`, `[kWh]`,
 * `Real energy in kilowatt-hours`, `power_W`, `TotWhOut`. Null when none is named, when two contradict each
 * other, and for prices (`EUR/kWh`) and figures per area (`kWh/m2`), which are no readings.
 */
export function unitInText(header: string): Unit | null {
  if (priceWords.test(header)) return null;
  const mentions: Mention[] = [];
  const text = header.normalize('NFKC');
  const brackets = /[[({]([^[\](){}]*)[\])}]/g;
  for (const [whole, inner] of text.matchAll(brackets)) {
    const unit = readUnit(inner as string);
    const isPhase = unit !== null && !whole.startsWith('[') && namesPhase(unit, inner as string, text);
    if (isPhase) continue;
    if (unit !== null) mentions.push({ unit, isSure: true, isBracketed: true });
    else if (!collect(inner as string, true, mentions)) return null;
  }
  if (!collect(text.replace(brackets, ' ; '), false, mentions)) return null;
  return settle(mentions);
}

function settle(mentions: readonly Mention[]): Unit | null {
  const sure = mentions.filter((one) => one.isSure);
  const candidates = sure.length > 0 ? sure : mentions;
  const inBrackets = candidates.filter((one) => one.isBracketed);
  const [first, ...others] = inBrackets.length > 0 ? inBrackets : candidates;
  if (first === undefined) return null;
  return others.every((one) => one.unit === first.unit) ? first.unit : null;
}

/** `(A)` behind energy or power is a phase or a direction, unless the words speak of a current; `[A]` is a unit. */
function namesPhase(unit: Unit, text: string, header: string): boolean {
  const isLetter = text.trim().length === 1 && unit !== '%' && unit !== 'W';
  return isLetter && !hintOf(unit).test(header) && otherQuantity.test(header);
}

const otherQuantity = /energ|power|phase|leistung|verbrauch|consum|load|meter|tari|register/i;

/** Words that make a single letter a unit. */
function hintOf(unit: Unit): RegExp {
  return letterHints[unit] ?? /$^/;
}

const letterHints: Readonly<Partial<Record<Unit, RegExp>>> = {
  W: /power|leist|puissance|potenza|potencia|potência|effekt|effect|vermogen|load|demand|solar|pv|(^|[^a-z])p([^a-z]|$)/i,
  A: /current|courant|corrente|corriente|stroomsterkte|stromst|(^|[^a-z])i\d?([^a-z]|$)/i,
  V: /volt|spann|tension|spenning|(^|[^a-z])u\d?([^a-z]|$)/i,
  l: /water|wasser|volume|eau|vand|vatten|agua/i,
  J: /energ|heat|wärme/i,
};

/** Adds what the words of a text name; false when the text is a price or a figure per something else. */
function collect(text: string, isBracketed: boolean, mentions: Mention[]): boolean {
  const words = [...text.matchAll(/[\p{L}\d³°]+|%/gu)];
  for (let at = 0; at < words.length; at++) {
    const found = longest(words, at, text);
    if (found === null) continue;
    const before = text.slice(0, words[at]?.index ?? 0);
    const after = text.slice(found.end);
    if (/(^|[^\p{L}])(per|pro|je|par|por)\s+$/iu.test(before)) return false;
    if (/\/\s*$/.test(before) && pricedWords.test(before.replace(/\s*\/\s*$/, ''))) return false;
    const unit = perTime(found.unit, after);
    if (unit === null) return false;
    if (found.isSure || isUnitLetter(found.unit, text, after)) {
      mentions.push({ unit, isSure: found.isSure, isBracketed });
    }
    at += found.words - 1;
  }
  return true;
}

interface Spelt {
  readonly unit: Unit;
  readonly isSure: boolean;
  readonly words: number;
  readonly end: number;
}

/** The longest unit spelt by the words from `at` on: `kW h` is kWh, not kW. */
function longest(words: readonly RegExpExecArray[], at: number, text: string): Spelt | null {
  const from = (words[at] as RegExpExecArray).index;
  for (let count = Math.min(3, words.length - at); count > 0; count--) {
    const last = words[at + count - 1] as RegExpExecArray;
    const end = last.index + last[0].length;
    const piece = text.slice(from, end);
    if (count > 1 && !/^[\p{L}\d]+(?:[\s.\-·*]{1,2}[\p{L}\d]+)+$/u.test(piece)) continue;
    if (count > 1 && !isOneUnit(piece)) continue;
    const unit = unitOfWord(piece);
    if (unit !== null) return { unit, isSure: isSureWord(piece), words: count, end };
    const inner = count === 1 ? insideWord(piece) : null;
    if (inner !== null) return { unit: inner, isSure: true, words: 1, end };
  }
  return null;
}

/** Two or three words are one unit when the last says hours or a multiple: not `W h1`, not `Meter W A`. */
function isOneUnit(piece: string): boolean {
  return /^(k|m|g)?w[\s.\-·*]+h$/i.test(piece) || /^[a-z]{3,}[\s-]+[a-z]{2,}/i.test(piece);
}

function unitOfWord(word: string): Unit | null {
  if (/^m[WJ]/.test(word) || /^cum$/i.test(word)) return null;
  return unitSpelt(lettersOf(word));
}

/** Short spellings that are also words, initials or abbreviations of something else. */
function isSureWord(word: string): boolean {
  if (word.length === 1) return false;
  if (/^(va|gw|gj|mj|kj)$/i.test(word)) return word === word.toUpperCase() || word === 'kJ';
  return !/^(vars?|WH|ltr|thm)$/.test(word);
}

/** A unit set off by capitals within a name: `TotWhOut`, `totalkWh`; not in `White`. */
function insideWord(word: string): Unit | null {
  const found = /^(.*[a-z\d])?((?:k|M|G)?Wh|kW|MW|GW|k?[vV][aA][rR]h)(?![a-z])(.*)$/.exec(word);
  if (found === null) return null;
  const [, before = '', spelt = ''] = found;
  if (before === '' && word.length === spelt.length) return null;
  const isWordWithK = /(pea|wee|ban|tan|bloc|networ|trac)k$/i.test(before);
  const joined = isWordWithK || !before.endsWith('k') ? spelt : `k${spelt}`;
  return unitSpelt(lettersOf(joined));
}

function isUnitLetter(unit: Unit, text: string, after: string): boolean {
  if (unit === '%') return true;
  if (unit === 'var' || unit === 'kvar') return /reacti|blind|reakt|(^|[^a-z])q\d?([^a-z]|$)/i.test(text);
  if (unit === 'Wh') return text === text.toUpperCase();
  return after.trim() === '' && hintOf(unit).test(text);
}

/** What `/h`, `/hh` or `/15min` behind a unit makes of it; null when it is per something that is no time. */
function perTime(unit: Unit, after: string): Unit | null {
  const [, per] = /^\s*(?:\/|per\b|pro\b|je\b)\s*([\p{L}\d]*)/iu.exec(after) ?? [];
  if (per === undefined || per === '') return unit;
  if (/^(h|hr|hour)$/i.test(per))
    return dimensionOf(unit) === 'energy' ? (powerOfEnergy[unit] ?? null) : unit;
  if (
    /^(hh|half|\d+|\d+ ?(min|m|s)\w*|min\w*|interval\w*|quarter|viertelstunde|d|day|tag|month|qh)$/i.test(per)
  ) {
    return unit;
  }
  return /^(m2|kwp|kw|person|capita|head|sqm|unit|einheit|m3|kwh|mwh)$/i.test(per) ? null : unit;
}
