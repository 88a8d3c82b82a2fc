import type { Inspection } from '../../contract/inspection-shapes.ts';
import { inspectFile } from './inspect-file.ts';
import type { InspectedFile } from './inspect-file.ts';
import { findVenClientSets } from './ven-client-sets.ts';
import type { FileSet } from './ven-client-sets.ts';

/**
 * What the files are, what is in them and which belong together. A file that cannot be read is there with the
 * problem; the others go on.
 */
export async function inspectFiles(paths: readonly string[]): Promise<Inspection> {
  const inspected: InspectedFile[] = [];
  for (const path of new Set(paths)) inspected.push(await inspectFile(path));
  const sets = findVenClientSets(inspected);
  return {
    files: inspected.map(({ file }) => ({ ...file, proposal: proposeFrom(sets, file.path) })),
    sets: sets.map(({ set }) => set),
  };
}

/** The mapping of the best set that a file belongs to; the share of its meters that are there is the confidence. */
function proposeFrom(sets: readonly FileSet[], path: string): Inspection['files'][number]['proposal'] {
  const best = sets.find(({ set }) => set.files.includes(path));
  if (best === undefined) return null;
  const { preset, evidence } = best.set;
  return { mapping: { preset }, confidence: best.shareOfMeters, evidence, questions: [] };
}
