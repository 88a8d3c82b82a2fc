import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../../contract/app-error.ts';
import { mappingDocument } from '../../contract/mapping-document.ts';
import type { MappingDocument } from '../../contract/mapping-document.ts';
import { compileStampPattern } from '../../domain/time/stamp-pattern.ts';
import { openZoneClock } from '../../domain/time/zone-clock.ts';
import { goneOrUnreadable } from '../workers/fingerprint-file.ts';

/**
 * Reads a mapping document from its JSON text. `origin` names it in errors.
 *
 * @throws AppError mapping/invalid that says which field is wrong and how
 */
export function parseMapping(text: string, origin: string): MappingDocument {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw invalid(origin, `it is not JSON: ${(cause as Error).message}`, cause);
  }
  const version = (json as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > 1) {
    throw invalid(
      origin,
      `it has version ${version}; this Meterhaul knows version 1. Use the newer Meterhaul`,
    );
  }
  const parsed = mappingDocument.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    throw invalid(
      origin,
      `${where === '' ? '' : `${where}: `}${issue?.message ?? 'its shape is another one'}`,
    );
  }
  refuseUnknownPatterns(parsed.data, origin);
  return parsed.data;
}

/** More than any mapping takes; a meter file opened as a mapping is not read whole. */
const mostMappingBytes = 1_000_000;

/**
 * The text of a mapping file.
 *
 * @throws AppError source/missing, source/unreadable; mapping/invalid for a file that is far too large for one
 */
export async function readMappingText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > mostMappingBytes) throw invalid(path, 'it is larger than a mapping can be');
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw cause instanceof AppError ? cause : goneOrUnreadable(path, cause);
  }
}

/** A mapping as its file has it: indented, ending with a line end. */
export function writeMappingText(mapping: MappingDocument): string {
  return `${JSON.stringify(mapping, null, 2)}\n`;
}

function refuseUnknownPatterns({ time }: MappingDocument, origin: string): void {
  for (const [field, stamp] of [
    ['stamp', time.stamp],
    ['end', time.end],
  ] as const) {
    if (stamp === null) continue;
    try {
      compileStampPattern(stamp.pattern);
    } catch (cause) {
      throw invalid(origin, `time.${field}.pattern: ${(cause as Error).message}`, cause);
    }
  }
  if (time.zone === null || time.zone === 'data') return;
  try {
    openZoneClock(time.zone);
  } catch (cause) {
    throw invalid(origin, `time.zone: ${(cause as Error).message}`, cause);
  }
}

function invalid(origin: string, reason: string, cause?: unknown): AppError {
  return new AppError('mapping/invalid', `${origin} is no mapping: ${reason}.`, {
    context: { origin },
    cause,
  });
}
