const units = [
  ['H', 3_600_000],
  ['M', 60_000],
] as const;

/** Milliseconds as an ISO 8601 duration, `PT15M`; days only where it is whole days. */
export function spellDuration(durationMs: number): string {
  const day = 86_400_000;
  if (durationMs % day === 0) return `P${durationMs / day}D`;
  let left = durationMs;
  let text = 'PT';
  for (const [letter, unitMs] of units) {
    const count = Math.floor(left / unitMs);
    left -= count * unitMs;
    if (count > 0) text += `${count}${letter}`;
  }
  return left > 0 ? `${text}${left / 1000}S` : text;
}

/** Milliseconds of an ISO 8601 duration of days, hours, minutes and seconds; NaN for anything else. */
export function readDuration(text: string): number {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (match === null) return NaN;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  return (
    Number(days) * 86_400_000 + Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000
  );
}
