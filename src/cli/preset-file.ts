import { readFileSync, writeFileSync } from 'node:fs';
import { AppError } from '../contract/app-error.ts';
import type { JobRequest, MappingRequest } from '../contract/request-shapes.ts';
import type { MappingDocument } from '../contract/mapping-document.ts';
import type { Engine } from '../engine/create-engine.ts';
import { keepMapping, listKeptMappings, readKeptMapping } from '../engine/mapping/kept-mappings.ts';
import { parseMapping, writeMappingText } from '../engine/mapping/mapping-text.ts';

type Preset = Pick<MappingRequest, 'preset' | 'document'>;

/** What `--preset` means: a layout by name, a mapping file, or a mapping kept under a name. Throws usage/invalid. */
export function readPreset(text: string, stateDir: string): Preset {
  if (text === 'auto' || text === 'ven-client') return { preset: text, document: null };
  if (isFile(text)) return { preset: 'document', document: readMappingFile(text) };
  const document = readKeptMapping(stateDir, text);
  if (document !== null) return { preset: 'document', document };
  const names = listKeptMappings(stateDir).map(({ name }) => `"${name}"`);
  throw new AppError(
    'usage/invalid',
    `--preset: there is no mapping "${text}". Give auto, ven-client, a mapping FILE.json` +
      (names.length === 0
        ? '; no mapping is kept by name yet.'
        : `, or one of those kept: ${names.join(', ')}.`),
  );
}

/**
 * Writes how the files are read where `--save-mapping` says, and returns the path. Throws usage/invalid when it
 * cannot be written or when the files are read in different ways.
 */
export async function saveMappingOf(
  engine: Engine,
  request: Pick<JobRequest, 'files' | 'mapping'>,
  text: string,
  stateDir: string,
): Promise<string> {
  const proposals = await engine.api.proposeMappings(request);
  const [first, ...others] = proposals.map(({ mapping }) => mapping);
  if (first === undefined || others.some((other) => JSON.stringify(other) !== JSON.stringify(first))) {
    throw new AppError(
      'usage/invalid',
      '--save-mapping: the files are read in different ways; save the mapping of one file at a time.',
    );
  }
  return saveMapping(text, first, stateDir);
}

function saveMapping(text: string, mapping: MappingDocument, stateDir: string): string {
  try {
    if (!isFile(text)) return keepMapping(stateDir, text, mapping);
    writeFileSync(text, writeMappingText(mapping));
    return text;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError(
      'usage/invalid',
      `--save-mapping: ${text} cannot be written: ${(cause as Error).message}.`,
      { cause },
    );
  }
}

function isFile(text: string): boolean {
  return /\.(json|haulmap)$/i.test(text) || /[/\\]/.test(text);
}

function readMappingFile(path: string): MappingDocument {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError('usage/invalid', `--preset: ${path} cannot be read: ${(cause as Error).message}.`, {
      cause,
    });
  }
  return parseMapping(text, path);
}
