const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });
const small = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

export function spellCount(value: number): string {
  return counts.format(value);
}

export function spellValue(value: number): string {
  return precise.format(value);
}

/** A limit a second: "5,000", "0.001"; a low one is never told as none. */
export function spellRate(perSecond: number): string {
  return (perSecond < 1 ? small : precise).format(perSecond);
}

/** "1 load", "72 loads"; the plural is the noun with an s. */
export function spellMany(count: number, noun: string): string {
  return `${spellCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

export function spellBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(0)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

/** "4 s", "2 min 5 s", "3 h 20 min", "2 d 4 h". */
export function spellDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 1) return 'under 1 s';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  const hours = Math.round(minutes / 60);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** Interval lengths as people say them: "1 h", "15 min", "10 s". */
export function spellInterval(intervalMs: number): string {
  if (intervalMs % 3_600_000 === 0) return `${intervalMs / 3_600_000} h`;
  return intervalMs % 60_000 === 0 ? `${intervalMs / 60_000} min` : `${intervalMs / 1000} s`;
}
