/**
 * A text as one field of a CSV (RFC 4180). What comes from files and VTNs may begin as a formula does: a spreadsheet
 * would run it, so it gets an apostrophe before it, which `fromCsvField` takes away again. Numbers stay as they are.
 *
 * The signs are those of https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvField(text: string, separator: ',' | ';' = ','): string {
  const harmless = isFormula(text) ? `'${text}` : text;
  const needsQuotes = /["\r\n]/.test(harmless) || harmless.includes(separator);
  return needsQuotes ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The text of a field that was written by `csvField`, once the CSV's own quotes are off. */
export function fromCsvField(cell: string): string {
  return cell.startsWith("'") && isFormula(cell.slice(1)) ? cell.slice(1) : cell;
}

const formula = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
/** Numbers may begin with a sign. */
const plainNumber = /^[+-][\d.,]*\d(e[+-]?\d+)?$/i;

/** One that has an apostrophe of its own before it counts too, so that what is taken away is always ours. */
function isFormula(text: string): boolean {
  return formula.test(text) && !plainNumber.test(text);
}
