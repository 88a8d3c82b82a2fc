import iconv from 'iconv-lite';

/**
 * Japanese text comes in runs of two-byte characters; the accented letters of European text stand alone and only
 * by chance make a valid pair with the letter behind them. A pair alone speaks for neither when both its bytes are
 * beyond ASCII, as 万 in 万kW: no letter of ASCII was taken for its second byte.
 */
export function looksLikeShiftJis(text: Buffer): boolean {
  let inRuns = 0;
  let alone = 0;
  let run = 0;
  let asciiTrails = 0;
  const endRun = (): void => {
    if (run > 1) inRuns += run;
    else if (asciiTrails > 0) alone += run;
    run = 0;
    asciiTrails = 0;
  };
  for (let place = 0; place < text.length; place++) {
    const lead = text[place] ?? 0;
    if (lead < 0x80) {
      endRun();
      continue;
    }
    if (lead >= 0xa1 && lead <= 0xdf) {
      run++;
      asciiTrails++;
      continue;
    }
    const trail = text[place + 1] ?? 0;
    const isPair =
      lead !== 0x80 && lead !== 0xa0 && lead <= 0xfc && trail >= 0x40 && trail <= 0xfc && trail !== 0x7f;
    if (!isPair) return false;
    run += lead <= 0x9f ? 1 : 0.5;
    if (trail < 0x80) asciiTrails++;
    place++;
  }
  endRun();
  return inRuns > alone * 2 && hasJapaneseLeads(text);
}

/** Windows-1252 (which holds Latin-1) or Mac Roman, by which of the two makes words of the bytes. */
export function guessSingleByte(text: Buffer): 'windows-1252' | 'macintosh' {
  const windows = plausibility(iconv.decode(text, 'windows-1252'));
  const mac = plausibility(iconv.decode(text, 'macintosh'));
  return mac > windows ? 'macintosh' : 'windows-1252';
}

/** Leads 81-9F hold kana, punctuation and the common kanji; European text in Latin-1 has none of these bytes. */
function hasJapaneseLeads(text: Buffer): boolean {
  let leads = 0;
  let high = 0;
  for (const byte of text) {
    if (byte >= 0x80) high++;
    if (byte >= 0x81 && byte <= 0x9f) leads++;
  }
  return leads * 5 >= high;
}

const symbols = new Set('°²³µ€£§\u00a0–—’‘“”«»±·½¼©®');
const letter = /\p{L}/u;
const western = /[\u00c0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e]/;

/** How far the characters beyond ASCII stand where such characters stand in words and units. */
function plausibility(text: string): number {
  let score = 0;
  for (let place = 0; place < text.length; place++) {
    if (text.charCodeAt(place) < 0x80) continue;
    score += plausibilityAt(text, place);
  }
  return score;
}

function plausibilityAt(text: string, place: number): number {
  const character = text.charAt(place);
  const before = text.charAt(place - 1);
  const after = text.charAt(place + 1);
  const isInWord = letter.test(before) && letter.test(after);
  const code = text.charCodeAt(place);
  if ((code >= 0x80 && code < 0xa0) || code === 0xfffd) return -3;
  if (symbols.has(character)) return isInWord ? -2 : 1;
  if (!western.test(character) || character === '×' || character === '÷') return isInWord ? -2 : -1;
  const isUpper = character !== character.toLowerCase();
  const follows = /\p{Ll}/u.test(before);
  if (isUpper) return follows ? -1 : letter.test(after) ? 1 : 0;
  return letter.test(before) || letter.test(after) ? 2 : 0;
}
