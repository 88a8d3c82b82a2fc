const whitespace = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literal = /true|false|null/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

type Expected = 'value' | 'value or close' | 'key' | 'key or close' | 'comma or close';

/**
 * The character offset at which a text stops being JSON, which V8's own message often leaves out; the
 * length of the text when it only lacks its end, or lacks nothing.
 */
export function invalidJsonOffset(text: string): number {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = skip(whitespace, text, 0);
  while (at < text.length) {
    const sign = text[at] ?? '';
    if (expected === 'comma or close') {
      const closer = open.at(-1);
      if (sign === closer) open.pop();
      else if (sign === ',' && closer !== undefined) expected = closer === ']' ? 'value' : 'key';
      else return at;
      at += 1;
    } else if (expected.endsWith('or close') && sign === open.at(-1)) {
      open.pop();
      expected = 'comma or close';
      at += 1;
    } else if (expected.startsWith('key')) {
      if (sign !== '"') return at;
      const key = stringAt(text, at);
      if (!key.isWhole) return key.end;
      const colon = skip(whitespace, text, key.end);
      if (text[colon] !== ':') return colon;
      expected = 'value';
      at = colon + 1;
    } else if (sign === '[' || sign === '{') {
      open.push(sign === '[' ? ']' : '}');
      expected = sign === '[' ? 'value or close' : 'key or close';
      at += 1;
    } else {
      const scalar = scalarAt(text, at);
      if (!scalar.isWhole) return scalar.end;
      expected = 'comma or close';
      at = scalar.end;
    }
    at = skip(whitespace, text, at);
  }
  return text.length;
}

/** A string, number or literal: where it ends, or where it stops being one. */
interface Scalar {
  readonly isWhole: boolean;
  readonly end: number;
}

function scalarAt(text: string, at: number): Scalar {
  if (text[at] === '"') return stringAt(text, at);
  const end = Math.max(skip(number, text, at), skip(literal, text, at));
  return { isWhole: end > at, end };
}

function stringAt(text: string, start: number): Scalar {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return { isWhole: true, end: at + 1 };
    const next = code === 0x5c ? skip(escape, text, at) : at + 1;
    if (code < 0x20 || next === at) break;
    at = next;
  }
  return { isWhole: false, end: at };
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
