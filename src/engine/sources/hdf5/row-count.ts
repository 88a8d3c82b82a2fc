/** Row counts of a year, by the length of an interval in minutes. */
const minutesOfDay = 1440;
const lengths: readonly (readonly [number, string])[] = [
  [1, 'minutes'],
  [5, '5 minutes'],
  [10, '10 minutes'],
  [15, 'quarter hours'],
  [30, 'half hours'],
  [60, 'hours'],
  [1440, 'days'],
];

/** What a number of rows without a time axis may be: `8760 rows = hours of a common year`. */
export function sayWithoutTime(rows: number): string {
  const year = yearOf(rows);
  return `no time axis; ${rows} rows${year === null ? '' : ` = ${year}`}`;
}

/** Of which intervals a year has so many; null when of none. */
export function yearOf(rows: number): string | null {
  for (const [minutes, called] of lengths) {
    const aDay = minutesOfDay / minutes;
    if (rows === 365 * aDay) return `${called} of a common year`;
    if (rows === 366 * aDay) return `${called} of a leap year`;
  }
  return null;
}
