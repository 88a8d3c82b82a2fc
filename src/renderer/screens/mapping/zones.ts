let names: readonly string[] | null = null;

/** The time zones that this browser knows, by name. */
export function zoneNames(): readonly string[] {
  names ??= Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC');
  return names;
}

/** Clocks that stand at one offset all year. */
export const offsetZones: readonly string[] = [
  ...[-12, -11, -10, -9, -8, -7, -6, -5, -4, -3, -2, -1].map((hours) => spell(hours * 60)),
  ...[60, 120, 180, 210, 240, 270, 300, 330, 345, 360, 390, 420, 480, 540, 570, 600, 630, 660, 720, 780].map(
    spell,
  ),
];

function spell(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (count: number): string => String(count).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
