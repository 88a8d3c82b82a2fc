import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../contract/app-error.ts';
import type { MappingDocument } from '../../contract/mapping-document.ts';
import { systemCode } from '../sources/file-trouble.ts';
import { parseMapping, writeMappingText } from './mapping-text.ts';

/** A mapping that a person keeps by name, as one JSON file in the state directory. */
export interface KeptMapping {
  readonly name: string;
  /** Null when the file is damaged; `trouble` says how. */
  readonly mapping: MappingDocument | null;
  readonly trouble: string | null;
}

/** Letters of any script, digits and a few signs: what every file system takes, and no way out of the folder. */
const goodName = /^[\p{L}\p{N}][\p{L}\p{N} ._()+-]{0,79}$/u;

/** All mappings kept, by name. */
export function listKeptMappings(stateDir: string): KeptMapping[] {
  return fileNames(stateDir).map((file) => {
    const name = file.slice(0, -'.json'.length);
    try {
      return { name, mapping: read(stateDir, name), trouble: null };
    } catch (thrown) {
      return { name, mapping: null, trouble: (thrown as Error).message };
    }
  });
}

/** The mapping kept under a name; null when there is none. Throws mapping/invalid when its file is damaged. */
export function readKeptMapping(stateDir: string, name: string): MappingDocument | null {
  return fileNames(stateDir).includes(`${name}.json`) ? read(stateDir, name) : null;
}

/** Keeps a mapping under a name, in place of one that has it already; returns its file. Throws usage/invalid. */
export function keepMapping(stateDir: string, name: string, mapping: MappingDocument): string {
  if (!goodName.test(name)) {
    throw new AppError(
      'usage/invalid',
      `"${name}" cannot be the name of a mapping: use letters, digits, spaces and . _ ( ) + -, 80 at most.`,
    );
  }
  const folder = folderOf(stateDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${name}.json`);
  // Written beside and renamed: whoever reads meets the old mapping or the new one, whole.
  writeFileSync(`${path}.new`, writeMappingText({ ...mapping, name }), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return path;
}

export function forgetMapping(stateDir: string, name: string): void {
  if (fileNames(stateDir).includes(`${name}.json`)) rmSync(join(folderOf(stateDir), `${name}.json`));
}

function folderOf(stateDir: string): string {
  return join(stateDir, 'mappings');
}

function fileNames(stateDir: string): string[] {
  try {
    return readdirSync(folderOf(stateDir))
      .filter((file) => file.endsWith('.json'))
      .sort();
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return [];
    throw thrown;
  }
}

function read(stateDir: string, name: string): MappingDocument {
  const path = join(folderOf(stateDir), `${name}.json`);
  return parseMapping(readFileSync(path, 'utf8'), path);
}
