/**
 * A number as a person types it, in the spelling of a country; null when it is none. Marks between thousands may be
 * there or not, and either mark is taken for the decimal one where nothing else can be meant.
 *
 * @param locale BCP 47; undefined for the system's own
 */
export function parseNumber(text: string, locale: string | undefined): number | null {
  const bare = text.replace(/[\s\u00A0\u202F'’]/g, '');
  if (!/^\d[\d.,]*$/.test(bare)) return null;
  const plain = withPoint(bare, decimalMark(locale));
  const number = plain === null ? NaN : Number(plain);
  return Number.isFinite(number) ? number : null;
}

function decimalMark(locale: string | undefined): '.' | ',' {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.some(({ type, value }) => type === 'decimal' && value === ',') ? ',' : '.';
}

/** The digits with a point before the decimals; null where the marks make no sense. */
function withPoint(text: string, mark: '.' | ','): string | null {
  const other = mark === '.' ? ',' : '.';
  const [whole = '', decimals, ...more] = text.split(mark);
  if (more.length > 0 || decimals?.includes(other) === true) return null;
  const groups = whole.split(other);
  if (groups.slice(1).some((group) => group.length !== 3)) {
    // "1.5" where the comma is the decimal mark: no thousands look like that.
    return decimals === undefined && groups.length === 2 ? groups.join('.') : null;
  }
  return `${groups.join('')}.${decimals ?? ''}`;
}
