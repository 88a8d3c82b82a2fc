import { describe, expect, it } from 'vitest';
import { words as danish } from './da/index.ts';
import { words as english } from './en/index.ts';
import { words as norwegian } from './nb/index.ts';

/** Every text with its path: `common.steps.next` -> `Next: {{step}}`. */
function textsOf(words: object, path = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(words) as [string, unknown][]) {
    const at = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') texts.set(at, value);
    else for (const [inner, text] of textsOf(value as object, at)) texts.set(inner, text);
  }
  return texts;
}

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? '').sort();

describe.each([
  ['Danish', danish],
  ['Norwegian', norwegian],
])('%s', (_name, words) => {
  const original = textsOf(english);
  const translated = textsOf(words);

  it('says everything that English says', () => {
    expect([...translated.keys()].sort()).toEqual([...original.keys()].sort());
  });

  it('names the same figures and names in each text', () => {
    const different = [...original].filter(
      ([key, text]) =>
        JSON.stringify(placeholders(text)) !== JSON.stringify(placeholders(translated.get(key) ?? '')),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('leaves no text empty', () => {
    expect([...translated].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});
