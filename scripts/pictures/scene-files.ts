const quarterMs = 900_000;

/** Two years of quarters of an hour, over both changeover days, with rows that come twice, disagree or say nothing. */
export function meterCsv(): string {
  const lines = ['time,energy (kWh),status'];
  const firstMs = Date.UTC(2024, 0, 1);
  const rows = 2 * 35_040;
  for (let row = 0; row < rows; row++) {
    if (row >= 9_000 && row < 9_096) continue;
    const startMs = firstMs + row * quarterMs;
    const start = new Date(startMs).toISOString().replace('.000Z', 'Z');
    const value = row % 7_001 === 7_000 ? 'n/a' : (row === 41_000 ? 480 : curve(startMs, row)).toFixed(2);
    lines.push(`${start},${value},A`);
    if (row % 5_003 === 5_002) lines.push(`${start},${value},A`);
    if (row % 17_011 === 17_010) lines.push(`${start},${(curve(startMs, row) + 1).toFixed(2)},A`);
  }
  return `${lines.join('\n')}\n`;
}

/** A day with its morning, a week with its end, a year with its winter. */
function curve(atMs: number, row: number): number {
  const day = atMs / 86_400_000;
  const hour = (day % 1) * 24;
  const isWorkday = (Math.floor(day) + 3) % 7 < 5;
  const work = isWorkday ? Math.max(0, Math.sin(((hour - 6) / 13) * Math.PI)) : 0.12;
  const season = 1 + 0.25 * Math.cos((day / 365.25) * 2 * Math.PI);
  return season * (6 + 22 * work + ((row * 7919) % 97) / 40);
}

/** As a portal of a German supplier gives it: wall clock, decimal comma, and no word about zone and unit. */
export function germanCsv(): string {
  const lines = ['Zählpunkt;Datum;Uhrzeit;Wert;Status'];
  for (let row = 0; row < 96 * 40; row++) {
    const at = new Date(Date.UTC(2025, 8, 25) + row * quarterMs);
    const [date = '', time = ''] = at.toISOString().split('T');
    const day = date.split('-').reverse().join('.');
    const value = curve(at.getTime(), row).toFixed(3).replace('.', ',');
    lines.push(
      `DE0001234567890000000000000012345;${day};${time.slice(0, 5)};${value};${row % 41 === 7 ? 'E' : 'W'}`,
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}
