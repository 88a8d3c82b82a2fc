import { AppError } from '../contract/app-error.ts';
import { createEngine } from '../engine/create-engine.ts';
import type { Engine, EngineDeps } from '../engine/create-engine.ts';
import { openFileLog } from '../engine/ports/file-log.ts';
import type { FileLog } from '../engine/ports/file-log.ts';
import { openKeychainVault } from '../engine/ports/keychain-vault.ts';
import type { Secrets } from '../engine/ports/secrets.ts';
import type { EverywhereOptions } from './everywhere-options.ts';
import { tellNotices } from './tell-notices.ts';
import { version } from './version.ts';

/** A command's engine with its log, closed together. */
export interface EngineSession extends AsyncDisposable {
  readonly engine: Engine;
  readonly log: FileLog;
}

const noSecrets: Secrets = { credentialsFor: () => Promise.resolve(null) };

/** Opens the engine on the state directory, with what a command brings beside. Throws ledger/*. */
export function openEngine(
  options: EverywhereOptions,
  secrets: Secrets = noSecrets,
  brought: Pick<EngineDeps, 'fence' | 'rehearsal' | 'vault'> = {},
): EngineSession {
  const log = openFileLog(options.stateDir, options.logLevel);
  try {
    const engine = createEngine({
      stateDir: options.stateDir,
      version,
      secrets,
      log,
      vault: openKeychainVault(),
      ...brought,
    });
    tellNotices(options.stateDir);
    return {
      engine,
      log,
      [Symbol.asyncDispose]: async () => {
        await engine.close();
        log.close();
      },
    };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) log.error('the engine could not be opened', { error: String(thrown) });
    log.close();
    throw thrown;
  }
}
