/** YYYYMMDD as midnight on the wall clock, written as if it were UTC; NaN when there is no such day. */
export function readIntervalDate(text: string): number {
  if (!/^(19|20|21)\d{6}$/.test(text)) return NaN;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))];
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? ms : NaN;
}
