import { closeSync, openSync, writeSync } from 'node:fs';
import { AppError } from '../contract/app-error.ts';
import { csvField } from '../domain/csv-field.ts';
import type { Preview } from '../contract/inspection-shapes.ts';
import type { JobRequest } from '../contract/request-shapes.ts';
import type { Engine } from '../engine/create-engine.ts';

const rowsAtOnce = 10_000;

/**
 * Writes every row that would not be sent to a CSV: those of each file that are no readings, page by page, and
 * those of each series. Returns how many. Throws usage/invalid when the file cannot be written.
 */
export async function writeRejects(
  engine: Engine,
  request: Pick<JobRequest, 'files' | 'mapping'>,
  preview: Preview,
  path: string,
): Promise<number> {
  const file = openForWriting(path);
  let count = 0;
  const write = (name: string, outcome: string, row: number, cells: readonly string[]): void => {
    count++;
    writeSync(file, `${[name, row, outcome, ...cells].map((cell) => csvField(String(cell))).join(',')}\n`);
  };
  try {
    writeSync(file, 'file,row,outcome,field,text,reason\n');
    const listed = new Set<string>();
    for (const { path: source, mapping } of await mappingsOf(engine, request)) {
      for (let offset = 0; ; offset += rowsAtOnce) {
        const rows = await engine.api.listRejectedRows({ path: source, mapping, offset, limit: rowsAtOnce });
        for (const { row, outcome, field: name, text, reason } of rows) {
          write(source, outcome, row, [name, text, reason]);
          if (outcome === 'rejected') listed.add(`${source}\n${row}\n${name}`);
        }
        if (rows.length < rowsAtOnce) break;
      }
    }
    for (const { file: source, row, field: name, text, reason } of preview.rejects) {
      if (!listed.has(`${source}\n${row}\n${name}`)) write(source, 'rejected', row, [name, text, reason]);
    }
    return count;
  } finally {
    closeSync(file);
  }
}

/** The VEN client's files have no rows but those of series. */
function mappingsOf(engine: Engine, { files, mapping }: Pick<JobRequest, 'files' | 'mapping'>) {
  return mapping.preset === 'ven-client' ? [] : engine.api.proposeMappings({ files, mapping });
}

function openForWriting(path: string): number {
  try {
    return openSync(path, 'w', 0o600);
  } catch (cause) {
    throw new AppError(
      'usage/invalid',
      `--rejects: ${path} cannot be written: ${(cause as Error).message}.`,
      { cause },
    );
  }
}
