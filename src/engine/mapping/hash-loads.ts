import { createHash } from 'node:crypto';
import type { LoadRecord } from '../workers/reader.ts';

/** What decides where a load's readings come from and go to. */
export type HashedLoad = Pick<
  LoadRecord,
  'loadId' | 'meterId' | 'component' | 'vtnResourceId' | 'enabled' | 'suspended'
>;

/**
 * sha256 over what decides where each load's readings come from and go to, load by load in the given order. Names
 * only describe a load, and other rows of the database are none of the job's business.
 */
export class LoadHash {
  readonly #hash = createHash('sha256');

  add({ loadId, meterId, component, vtnResourceId, enabled, suspended }: HashedLoad): void {
    this.#hash.update(JSON.stringify([loadId, meterId, component, vtnResourceId, enabled, suspended]));
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

/** The hash over these loads. */
export function hashLoads(loads: Iterable<HashedLoad>): string {
  const hash = new LoadHash();
  for (const load of loads) hash.add(load);
  return hash.digest();
}
