const steps = [
  [86_400_000, 'day', 'days'],
  [3_600_000, 'h', 'h'],
  [60_000, 'min', 'min'],
  [1000, 's', 's'],
  [1, 'ms', 'ms'],
] as const;

/** `15 min`, `1 day`, `365 days`, `23 h`, `90 s`: in the largest unit that keeps it whole. */
export function spellLength(lengthMs: number): string {
  for (const [unitMs, one, more] of steps) {
    const count = lengthMs / unitMs;
    if (Number.isInteger(count) && count > 0) return `${count} ${count === 1 ? one : more}`;
  }
  return `${lengthMs} ms`;
}

/** Roughly how long, for a sentence: `3.2 days`, `45 min`. */
export function spellSpan(spanMs: number): string {
  for (const [unitMs, one, more] of steps) {
    const count = Math.round((spanMs / unitMs) * 10) / 10;
    if (count >= 1) return `${count} ${count === 1 ? one : more}`;
  }
  return `${spanMs} ms`;
}

/** A time as sentences name it: `2025-01-15T08:00Z`, with seconds only where there are any. */
export function spellTime(ms: number): string {
  const text = new Date(ms).toISOString();
  return text.endsWith(':00.000Z') ? `${text.slice(0, 16)}Z` : text.replace('.000Z', 'Z');
}

export function plural(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}
