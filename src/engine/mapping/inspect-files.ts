import type { Inspection } from '../../contract/inspection-shapes.ts';
import { inspectFile } from './inspect-file.ts';
import type { InspectedFile } from './inspect-file.ts';
import { findVenClientSets } from './ven-client-sets.ts';
import type { FileSet } from './ven-client-sets.ts';
import type { UnpackedFiles } from '../workers/unpacked-files.ts';

/**
 * What the files are, what is in them, how they would be read and which belong together. A file that cannot be
 * read is there with the problem; the others go on. `unpacked` has what containers hold.
 */
export async function inspectFiles(paths: readonly string[], unpacked: UnpackedFiles): Promise<Inspection> {
  const inspected: InspectedFile[] = [];
  for (const path of new Set(paths)) inspected.push(await inspectFile(path, unpacked));
  const sets = findVenClientSets(inspected);
  return {
    files: inspected.map(({ file }) => ({
      ...file,
      proposal: proposeFrom(sets, file.path) ?? file.proposal,
    })),
    sets: sets.map(({ set }) => set),
  };
}

/** The mapping of the best set that a file belongs to; the share of its meters that are there is the confidence. */
function proposeFrom(sets: readonly FileSet[], path: string): Inspection['files'][number]['proposal'] {
  const best = sets.find(({ set }) => set.files.includes(path));
  if (best === undefined) return null;
  const { preset, evidence } = best.set;
  return {
    mapping: { preset },
    confidence: best.shareOfMeters,
    evidence,
    choices: [],
    questions: [],
    warnings: [],
  };
}
