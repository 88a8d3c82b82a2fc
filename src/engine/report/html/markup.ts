/** A piece of HTML that is safe to write as it is. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Markup | null | readonly Markup[];

/**
 * HTML of which every text that is put in is escaped: names come out of files and may be anything. The indentation of
 * the source is left out. (Not named `html`: a formatter would close what one piece opens and another closes.)
 */
export function markup(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  const plain = withoutIndentation(strings);
  let text = plain[0] ?? '';
  for (const [nth, value] of values.entries()) text += spell(value) + (plain[nth + 1] ?? '');
  return new Markup(text);
}

/** Once for each place in the source: a list has thousands of rows. */
const withoutIndent = new WeakMap<TemplateStringsArray, readonly string[]>();

function withoutIndentation(strings: TemplateStringsArray): readonly string[] {
  const known = withoutIndent.get(strings);
  if (known !== undefined) return known;
  const plain = strings.map((part) => part.replace(/\s*\n\s*/g, '\n'));
  withoutIndent.set(strings, plain);
  return plain;
}

function spell(value: Value): string {
  if (value === null) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? escapeText(value) : value.map(({ text }) => text).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Controls, and marks that turn the direction of writing, are shown as what cannot be shown. */
const unwritable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function escapeText(text: string): string {
  return text.replace(unwritable, '\uFFFD').replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
