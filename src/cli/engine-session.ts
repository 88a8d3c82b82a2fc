import type { Engine, EngineDeps } from '../engine/create-engine.ts';
import type { FileLog } from '../engine/ports/file-log.ts';
import type { Secrets } from '../engine/ports/secrets.ts';
import type { EverywhereOptions } from './everywhere-options.ts';

/** A command's engine with its log, closed together. */
export interface EngineSession extends AsyncDisposable {
  readonly engine: Engine;
  readonly log: FileLog;
}

/** What a command brings beside. */
export type BroughtParts = Pick<EngineDeps, 'fence' | 'rehearsal' | 'vault'>;

const noSecrets: Secrets = { credentialsFor: () => Promise.resolve(null) };

/** Opens the engine on the state directory. Throws ledger/*. */
export async function openEngine(
  options: EverywhereOptions,
  secrets: Secrets = noSecrets,
  brought: BroughtParts = {},
): Promise<EngineSession> {
  // Brought in only here: the help of a command is printed without an engine.
  const { openEngineNow } = await import('./open-engine.ts');
  return openEngineNow(options, secrets, brought);
}
