import type { EngineOutput } from '../../../contract/engine-api.ts';
import type { FileInspection } from '../../../contract/inspection-shapes.ts';
import type { MappingDocument } from '../../../contract/mapping-document.ts';
import type { PickChange } from './change-mapping.ts';
import { fitsFile, resolveRecipe } from './fits-file.ts';

export interface Pickable {
  readonly id: string;
  readonly name: string;
  readonly origin: 'kept' | 'recipe';
  readonly mapping: MappingDocument;
}

/** Mappings for files of this kind, kept ones before recipes: those whose columns the file has, and the others. */
export function mappingsFor(
  file: FileInspection,
  kept: EngineOutput<'listMappings'>,
  recipes: EngineOutput<'listRecipes'>,
): { fitting: Pickable[]; others: Pickable[] } {
  const all: Pickable[] = [
    ...kept.flatMap(({ name, mapping }) =>
      mapping === null ? [] : [{ id: `kept ${name}`, name, origin: 'kept' as const, mapping }],
    ),
    ...recipes.map((mapping) => ({
      id: `recipe ${mapping.name}`,
      name: mapping.name,
      origin: 'recipe' as const,
      mapping,
    })),
  ].filter(({ mapping }) => mapping.format === file.kind);
  const fitting = all.filter(({ mapping }) => fitsFile(mapping, file));
  return { fitting, others: all.filter((each) => !fitting.includes(each)) };
}

/** What choosing one of the list does; null for the mapping that there is already. */
export function pickOf(id: string, file: FileInspection, list: readonly Pickable[]): PickChange | null {
  const { proposal } = file;
  if (id === 'detected' && proposal !== null && !('preset' in proposal.mapping))
    return { kind: 'pick', field: 'file', origin: 'detected', mapping: proposal.mapping };
  const picked = list.find((each) => each.id === id);
  if (picked === undefined) return null;
  const { origin, mapping } = picked;
  return {
    kind: 'pick',
    field: 'file',
    origin,
    mapping: origin === 'recipe' ? resolveRecipe(mapping, file) : mapping,
  };
}

/** What a mapping that is named after its file is called without it: readings, of readings.csv. */
export function nameToKeep({ name }: MappingDocument): string {
  return name.replace(/\.[A-Za-z0-9]{1,8}$/, '');
}
