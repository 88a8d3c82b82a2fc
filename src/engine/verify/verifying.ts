import type { JobRecord, SourceRecord } from '../ledger/job-reads.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Clock } from '../ports/clock.ts';
import type { Target } from '../targets/target.ts';
import type { Reader } from '../workers/reader.ts';
import type { FilesNow } from './compare-files.ts';

/** What the series of a job share while they are compared. */
export interface Verifying {
  readonly job: JobRecord;
  readonly jobId: string;
  readonly sources: readonly SourceRecord[];
  readonly ledger: Ledger;
  readonly reader: Reader;
  readonly target: Target;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Whether the job is sending just now. */
  readonly isRunning: () => boolean;
  readonly files: FilesNow;
  /** What is wrong with the source of a dataset, null for nothing; several loads may share one. */
  readonly troubleOf: Map<number, string | null>;
  /** Resources that several series go to. */
  readonly shared: ReadonlyMap<string, readonly number[]>;
  /** Whether it gives intervals back; null while nobody has asked. */
  readonly vtn: { isReadable: boolean | null };
}
