/** A list of words as the files in `words/` write it, ready to be looked for. */
export interface WordList {
  readonly find: (text: string) => string | null;
}

/** Letters that are no base letter with an accent, spelled as people without the key do. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * The words of a header in lower case, without accents, one space between them and one at each end:
 * `StandNormaal` and `stand_normaal` are both ` stand normaal `. Signs, brackets and digits end a word.
 */
export function headerWords(text: string): string {
  const spaced = text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[ßøæœłđðþı]/gu, (letter) => plainLetters[letter] ?? letter);
  return ` ${spaced
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}$€£¥%°\uFFFD]+/gu, ' ')
    .trim()} `;
}

/**
 * A list to look for in headers. An entry is a whole word or several; `abc*` begins a word, `*abc` ends one and
 * `*abc*` stands anywhere in it, which German, Dutch and the Nordic languages need. A list is searched in its
 * order. Headers without capitals keep words joined (`standnormaal`), so long words are best given a star.
 */
export function wordList(...entries: readonly string[]): WordList {
  const needles = entries.map((entry) => ({ entry: entry.replaceAll('*', ''), needle: needleOf(entry) }));
  return {
    find(text) {
      const words = text.startsWith(' ') && text.endsWith(' ') ? text : headerWords(text);
      for (const { entry, needle } of needles) if (words.includes(needle)) return entry;
      return null;
    },
  };
}

function needleOf(entry: string): string {
  const from = entry.startsWith('*') ? '' : ' ';
  const to = entry.endsWith('*') ? '' : ' ';
  return `${from}${headerWords(entry.replaceAll('*', '')).trim()}${to}`;
}
