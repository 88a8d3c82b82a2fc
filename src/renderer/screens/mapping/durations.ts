/** Lengths of intervals that meters have, in ms. */
export const usualLengthsMs: readonly number[] = [1, 5, 10, 15, 30, 60, 24 * 60].map(
  (minutes) => minutes * 60_000,
);

/** Milliseconds of an ISO 8601 duration, `PT15M` or `P1D`; null for anything else. */
export function durationMs(text: string): number | null {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (match === null) return null;
  const [days, hours, minutes, seconds] = match
    .slice(1)
    .map((part: string | undefined) => Number(part ?? '0'));
  const total = (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  return total === 0 ? null : total * 1000;
}
