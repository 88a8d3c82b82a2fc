import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../contract/app-error.ts';
import { settings } from '../../contract/settings-shapes.ts';
import type { Settings } from '../../contract/settings-shapes.ts';
import type { Log } from '../ports/log.ts';
import { systemCode } from '../sources/file-trouble.ts';
import { writeStateFile } from '../state-file.ts';

/** What a person has set on this computer; as it comes where nothing is set or the file is damaged, which is logged. */
export function readSettings(stateDir: string, log: Log): Settings {
  const file = fileIn(stateDir);
  try {
    return settings.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (thrown) {
    if (systemCode(thrown) !== 'ENOENT') {
      const error = thrown instanceof Error ? thrown.message : String(thrown);
      log.warn('the settings cannot be read; they are as they come', { path: file, error });
    }
    return settings.parse({});
  }
}

/** Throws ledger/unwritable. */
export function writeSettings(stateDir: string, chosen: Settings): void {
  const file = fileIn(stateDir);
  try {
    writeStateFile(file, `${JSON.stringify(chosen, null, 2)}\n`);
  } catch (thrown) {
    throw new AppError(
      'ledger/unwritable',
      `The settings cannot be written to ${file}. Nothing was changed; check the rights of that folder and the room on its disk.`,
      { context: { path: file }, cause: thrown },
    );
  }
}

function fileIn(stateDir: string): string {
  return path.join(stateDir, 'settings.json');
}
