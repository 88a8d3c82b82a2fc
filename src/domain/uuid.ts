const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** VTN resource ids and report ids are UUIDs in the canonical spelling with hyphens. */
export function isUuid(text: string): boolean {
  return pattern.test(text);
}
