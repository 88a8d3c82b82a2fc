import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import { forgetMapping, keepMapping, listKeptMappings } from '../mapping/kept-mappings.ts';
import { parseMapping, readMappingText } from '../mapping/mapping-text.ts';
import { loadRecipes } from '../mapping/recipes/recipes.ts';
import type { ApiParts } from './api-parts.ts';

/** Mappings kept by name. */
export function mappingMethods({ deps }: ApiParts) {
  return {
    // What throws within a promise's body rejects it: callers need not expect both.
    listMappings: () => new Promise((resolve) => resolve(listKeptMappings(deps.stateDir))),
    listRecipes: () => new Promise((resolve) => resolve([...loadRecipes()])),
    parseMapping: (input) =>
      new Promise((resolve) => {
        resolve(parseMapping(engineApi.parseMapping.input.parse(input).text, 'The file'));
      }),
    readMappingFile: async (input) => {
      const { path } = engineApi.readMappingFile.input.parse(input);
      return parseMapping(await readMappingText(path), path);
    },
    keepMapping: (input) =>
      new Promise((resolve) => {
        const { name, mapping } = engineApi.keepMapping.input.parse(input);
        keepMapping(deps.stateDir, name, mapping);
        resolve({});
      }),
    forgetMapping: (input) =>
      new Promise((resolve) => {
        forgetMapping(deps.stateDir, engineApi.forgetMapping.input.parse(input).name);
        resolve({});
      }),
  } satisfies Partial<EngineApi>;
}
