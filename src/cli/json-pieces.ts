const indent = '  ';

/** Long enough to be worth a write of its own, in characters. */
const pieceLength = 65_536;

/**
 * The text of `JSON.stringify(value, null, 2)` in pieces, for values that JSON can hold. The lists of an object are
 * spelt entry by entry: in one piece, the list of a site's hundred thousand loads would be in memory three times.
 */
export function* jsonPieces(value: unknown): Generator<string, undefined> {
  let piece = '';
  for (const part of spell(value)) {
    piece += part;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function* spell(value: unknown): Generator<string, undefined> {
  if (!isPlainObject(value)) {
    yield JSON.stringify(value, null, 2);
    return;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  let before = '{\n';
  for (const [key, member] of members) {
    yield `${before}${indent}${JSON.stringify(key)}: `;
    yield* Array.isArray(member) ? spellList(member) : [spellDeeper(member, 1)];
    before = ',\n';
  }
  yield members.length === 0 ? '{}' : '\n}';
}

function* spellList(entries: readonly unknown[]): Generator<string, undefined> {
  let before = '[\n';
  for (const entry of entries) {
    yield `${before}${indent}${indent}${spellDeeper(entry ?? null, 2)}`;
    before = ',\n';
  }
  yield entries.length === 0 ? '[]' : `\n${indent}]`;
}

/** Line ends inside of texts are spelt as \n, so each that is there separates lines. */
function spellDeeper(value: unknown, levels: number): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent.repeat(levels)}`);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('toJSON' in value);
}
