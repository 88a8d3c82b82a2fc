import type { EngineApi } from '../contract/engine-api.ts';
import type { EngineEvents } from '../contract/engine-events.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { ProcessTable } from './ports/process-identity.ts';
import type { FileFence } from './ports/file-fence.ts';
import type { RehearsalVtn } from './ports/rehearsal-vtn.ts';
import type { SecretVault } from './ports/secret-vault.ts';
import type { Secrets } from './ports/secrets.ts';
import type { DriveTable } from './ledger-care/network-drive.ts';
import type { LedgerObserver } from './ledger/ledger-observer.ts';
import type { Download } from './outbox.ts';

/** What a door gives the engine. */
export interface EngineDeps {
  /** Folder of the ledger; made with mode 0700 when it is missing. */
  readonly stateDir: string;
  readonly version: string;
  readonly secrets: Secrets;
  /** Where profiles keep their secrets; without one they are kept for the session only. */
  readonly vault?: SecretVault;
  /** Without one there is no rehearsal. */
  readonly rehearsal?: RehearsalVtn;
  /** Without one any file can be named. */
  readonly fence?: FileFence;
  readonly log?: Log;
  readonly clock?: Clock;
  /** Uniform in [0, 1); the jitter of retries. */
  readonly random?: () => number;
  readonly processes?: ProcessTable;
  readonly ledgerObserver?: LedgerObserver;
  /** What this computer says of its drives; the system's own words unless told. */
  readonly drives?: DriveTable;
}

export interface Engine extends EngineEvents {
  readonly api: EngineApi;
  /** A file that was written for a caller without paths, once; null when there is none of that id. */
  takeDownload(downloadId: string): Download | null;
  /** Pauses running jobs (requests in flight are waited for), then releases ledger and workers. */
  close(): Promise<void>;
}
