import { fileName } from '../../words/file-name.ts';
import type { FileInspection } from '../../../contract/inspection-shapes.ts';
import type { FileSet } from '../../stores/inspections-store.ts';

/**
 * How a file stands: it belongs to a set that is read as it is; it is ready, or has open questions for the mapping;
 * a resource database waits for its meter file; or it cannot be used at all.
 */
export type FileState = 'in-set' | 'ready' | 'questions' | 'alone' | 'unusable';

export function fileState(file: FileInspection, sets: readonly FileSet[]): FileState {
  if (sets.some(({ files }) => files.includes(file.path))) return 'in-set';
  if (file.proposal !== null) return file.proposal.questions.length > 0 ? 'questions' : 'ready';
  return file.kind === 'sqlite' && file.problems.length === 0 && hasLoads(file) ? 'alone' : 'unusable';
}

/** The tables of a VEN client, which say what there is to read and not the readings. */
function hasLoads({ datasets }: FileInspection): boolean {
  const names = datasets.map(({ name }) => name);
  return names.includes('loads') && names.includes('resources');
}

/** What keeps the person at the sources, as keys of words with what they name. */
export type MissingSource =
  | { readonly what: 'noFiles' | 'stillLooking' | 'notLooked' }
  | { readonly what: 'unusable'; readonly paths: readonly string[] }
  | { readonly what: 'alone'; readonly paths: readonly string[] }
  | { readonly what: 'setWithOthers'; readonly paths: readonly string[] };

export interface SourcesLookedAt {
  readonly paths: readonly string[];
  readonly byPath: Readonly<Record<string, FileInspection>>;
  readonly sets: readonly FileSet[];
  readonly isRunning: boolean;
}

/** What is missing before the mapping: files, a look at each, each of them usable, a set by itself. */
export function missingSources({ paths, byPath, sets, isRunning }: SourcesLookedAt): MissingSource[] {
  if (paths.length === 0) return [{ what: 'noFiles' }];
  const missing: MissingSource[] = [];
  const files = paths.flatMap((path) => byPath[path] ?? []);
  // Also while only their belonging together is looked at: what is found moves the page.
  if (isRunning) missing.push({ what: 'stillLooking' });
  else if (files.length < paths.length) missing.push({ what: 'notLooked' });
  const inState = (state: FileState): string[] =>
    files.filter((file) => fileState(file, sets) === state).map(({ path }) => path);
  const unusable = inState('unusable');
  if (unusable.length > 0) missing.push({ what: 'unusable', paths: unusable });
  const alone = inState('alone');
  if (alone.length > 0 && !isRunning) missing.push({ what: 'alone', paths: alone });
  const inSets = new Set(inState('in-set'));
  const others = files.filter(({ path }) => !inSets.has(path) && !unusable.includes(path));
  if (inSets.size > 0 && (others.length > 0 || sets.length > 1))
    missing.push({ what: 'setWithOthers', paths: others.map(({ path }) => path) });
  return missing;
}

/** Its folder, to tell files of one name apart. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.length - fileName(path).length - 1));
}
