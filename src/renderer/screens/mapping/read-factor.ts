/** A factor as a person types it, with a point or a comma; null for zero and for what is no number. */
export function readFactor(text: string): number | null {
  const number = text.trim() === '' ? NaN : Number(text.trim().replace(',', '.').replace('−', '-'));
  return Number.isFinite(number) && number !== 0 ? number : null;
}
