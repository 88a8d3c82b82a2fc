/** The zone in a form that this browser formats dates by, or UTC when it knows none. */
export function offsetOrName(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
