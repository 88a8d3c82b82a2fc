import { createHash } from 'node:crypto';
import type { LoadRecord } from '../workers/reader.ts';

/**
 * sha256 over what decides where a load's readings come from and go to, load by load in the given order. Names
 * only describe a load, and other rows of the database are none of the job's business.
 */
export function hashLoads(loads: Iterable<LoadRecord>): string {
  const hash = createHash('sha256');
  for (const { loadId, meterId, component, vtnResourceId, enabled, suspended } of loads) {
    hash.update(JSON.stringify([loadId, meterId, component, vtnResourceId, enabled, suspended]));
  }
  return hash.digest('hex');
}
