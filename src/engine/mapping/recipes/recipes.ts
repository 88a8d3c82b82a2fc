import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mappingDocument } from '../../../contract/mapping-document.ts';
import type { MappingDocument } from '../../../contract/mapping-document.ts';
import { findPackagedResource } from '../../packaged-resource.ts';
import type { Source, SourceDataset } from '../../sources/source.ts';

let loaded: readonly MappingDocument[] | null = null;

/** The recipes of known exports that come with the program, in the order of their file names; read once. */
export function loadRecipes(): readonly MappingDocument[] {
  loaded ??= readRecipes();
  return loaded;
}

function readRecipes(): MappingDocument[] {
  const folder = findPackagedResource('recipes');
  if (folder === null) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      try {
        return mappingDocument.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
      } catch (cause) {
        throw new Error(`The recipe ${name} cannot be read.`, { cause });
      }
    });
}

/** The recipes whose signature a dataset bears, those that ask for most columns first. */
export function matchRecipes(
  source: Source,
  dataset: SourceDataset,
  recipes: readonly MappingDocument[],
): MappingDocument[] {
  return recipes.filter((recipe) => bears(source, dataset, recipe)).sort((a, b) => signs(b) - signs(a));
}

function signs({ recognise }: MappingDocument): number {
  return (recognise?.columns.length ?? 0) + (recognise?.labels.length ?? 0);
}

function bears(source: Source, dataset: SourceDataset, { recognise }: MappingDocument): boolean {
  if (recognise?.format !== source.kind) return false;
  if (recognise.columns.length + recognise.labels.length === 0) return false;
  const names = dataset.columns.map(({ name }) => name);
  if (!recognise.columns.every((wanted) => names.some(matcher(wanted)))) return false;
  const texts = [
    ...(dataset.labels ?? []),
    ...dataset.columns.flatMap((column) => column.labels ?? []),
    dataset.name,
  ];
  return recognise.labels.every((wanted) =>
    texts.some((text) => text.toLowerCase().includes(wanted.toLowerCase())),
  );
}

/** Tests names against one of a recipe, in which `*` stands for any characters; case does not matter. */
export function matcher(wanted: string): (name: string) => boolean {
  const pattern = wanted
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const test = new RegExp(`^${pattern}$`, 'is');
  return (name) => test.test(name.trim());
}
