import { createHash } from 'node:crypto';

/** sha256 over the digests of a database's series, by name: what the job reads of it, and nothing else. */
export function hashReadings(digests: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [name, digest] of [...digests].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(JSON.stringify([name, digest]));
  return hash.digest('hex');
}
