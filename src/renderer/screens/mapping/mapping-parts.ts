import type { Draft } from '../../../contract/draft-shapes.ts';
import type { FileInspection } from '../../../contract/inspection-shapes.ts';
import type { FileSet } from '../../stores/inspections-store.ts';
import { currentMapping } from './current-mapping.ts';

/** What the page shows one of at a time: a set that is read as one, or a file by itself. */
export type MappingPart =
  | { readonly kind: 'set'; readonly id: string; readonly set: FileSet }
  | {
      readonly kind: 'file';
      readonly id: string;
      readonly path: string;
      readonly file: FileInspection | null;
    };

/** complete; questions are open; cannot be read as it is; not looked at yet. */
export type PartState = 'complete' | 'open' | 'unmapped' | 'waiting';

export function partsOf(
  draft: Draft,
  byPath: Readonly<Record<string, FileInspection>>,
  sets: readonly FileSet[],
): MappingPart[] {
  const inSets = new Set(sets.flatMap(({ files }) => files));
  return [
    ...sets.map((set) => ({ kind: 'set' as const, id: set.files.join('\n'), set })),
    ...draft.files
      .filter((path) => !inSets.has(path))
      .map((path) => ({ kind: 'file' as const, id: path, path, file: byPath[path] ?? null })),
  ];
}

export function stateOf(draft: Draft, part: MappingPart): PartState {
  if (part.kind === 'set') return 'complete';
  if (part.file === null) return 'waiting';
  const current = currentMapping(draft, part.path, part.file);
  if (current === null) return 'unmapped';
  return current.open.length > 0 ? 'open' : 'complete';
}

/** How many questions of a part wait for an answer. */
export function openCount(draft: Draft, part: MappingPart): number {
  return part.kind === 'set' ? 0 : (currentMapping(draft, part.path, part.file)?.open.length ?? 0);
}
