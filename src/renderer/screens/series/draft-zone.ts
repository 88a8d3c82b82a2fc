import type { Draft } from '../../../contract/draft-shapes.ts';

/** The zone in which the range of a draft is given: that of the job, else the one all its files share, else UTC. */
export function draftZone({ mapping, fileMappings }: Pick<Draft, 'mapping' | 'fileMappings'>): string {
  if (mapping.timeZone !== null) return mapping.timeZone;
  const zones = new Set(fileMappings.map(({ timeZone }) => timeZone));
  const [only = null] = zones;
  return zones.size === 1 && only !== null ? only : 'UTC';
}
