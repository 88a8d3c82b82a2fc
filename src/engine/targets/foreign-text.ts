import { withoutMetSecrets } from '../ports/hidden-texts.ts';

/** Deeper than any answer we know of; what walks through a value by calling itself must not run out of stack. */
const deepest = 64;

/** The content of a JSON text from outside; null when it is none, or nested deeper than any answer has reason to be. */
export function parseJson(text: string): unknown {
  try {
    return isShallow(text) ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** No more of a text is looked at for its words: patterns over a hostile one could take for ever. */
const lookedAt = 16_384;

/**
 * A value from outside on one line, without characters that would command a terminal or turn the direction of what is
 * shown. Empty when nothing is left.
 */
export function plainValue(value: string, most: number): string {
  return onOneLine(value).slice(0, most);
}

/**
 * What somebody outside says, likewise, and without our own secrets: a server that says what it got may say the token,
 * and its words are kept in the ledger and handed on in reports.
 */
export function plainWords(text: string, most = 300): string {
  return withoutMetSecrets(onOneLine(text)).slice(0, most);
}

function onOneLine(text: string): string {
  return text
    .slice(0, lookedAt)
    .replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\s]+/gu, ' ')
    .trim();
}

/** The words of a page of HTML, likewise. */
export function wordsOfPage(page: string, most = 300): string {
  const withoutTags = page.slice(0, lookedAt).replace(/<(style|script)[\s\S]*?<\/\1>|<[^<>]*>/gi, ' ');
  return plainWords(withoutTags, most);
}

function isShallow(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (inString) {
      if (character === backslash) at++;
      else if (character === quote) inString = false;
    } else if (character === quote) inString = true;
    else if (character === openList || character === openObject) {
      if (++depth > deepest) return false;
    } else if (character === closeList || character === closeObject) depth--;
  }
  return true;
}

const [quote, backslash] = [0x22, 0x5c];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];
