import { AppError } from '../contract/app-error.ts';
import { createEngine } from '../engine/create-engine.ts';
import { openFileLog } from '../engine/ports/file-log.ts';
import { openKeychainVault } from '../engine/ports/keychain-vault.ts';
import type { Secrets } from '../engine/ports/secrets.ts';
import type { BroughtParts, EngineSession } from './engine-session.ts';
import type { EverywhereOptions } from './everywhere-options.ts';
import { tellNotices } from './tell-notices.ts';
import { version } from './version.ts';

/** As `openEngine` of engine-session.ts, which brings this file in. Throws ledger/*. */
export function openEngineNow(
  options: EverywhereOptions,
  secrets: Secrets,
  brought: BroughtParts,
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
