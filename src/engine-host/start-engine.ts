import { AppError } from '../contract/app-error.ts';
import { createEngine } from '../engine/create-engine.ts';
import type { Engine } from '../engine/engine.ts';
import { environmentSecrets } from '../engine/ports/environment-secrets.ts';
import { openFileLog } from '../engine/ports/file-log.ts';
import type { Log } from '../engine/ports/log.ts';
import { silentLog } from '../engine/ports/log.ts';
import type { SecretVault } from '../engine/ports/secret-vault.ts';
import { openRehearsal } from '../practice-vtn/open-rehearsal.ts';
import { failedEngine } from './failed-engine.ts';

export interface StartedEngine {
  readonly engine: Engine;
  readonly log: Log;
  /** It cannot work, and answers every call with the reason. */
  readonly hasFailed: boolean;
  close(): Promise<void>;
}

/** The engine of the desktop app, with what only this door brings. Never throws. */
export function startEngine(stateDir: string, version: string, vault: SecretVault): StartedEngine {
  let log: Log = silentLog;
  try {
    log = openFileLog(stateDir, 'info');
    const rehearsal = openRehearsal();
    const secrets = environmentSecrets(process.env);
    const engine = createEngine({ stateDir, version, secrets, vault, rehearsal, log });
    const close = async (): Promise<void> => {
      await engine.close();
      await rehearsal.close();
    };
    return { engine, log, hasFailed: false, close };
  } catch (reason) {
    if (!(reason instanceof AppError)) log.error('the engine could not be opened', { error: String(reason) });
    const engine = failedEngine(reason);
    return { engine, log, hasFailed: true, close: engine.close };
  }
}
