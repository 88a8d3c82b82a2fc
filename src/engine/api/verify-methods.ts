import type Database from 'better-sqlite3';
import { AppError } from '../../contract/app-error.ts';
import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import type { Verification } from '../../contract/inspection-shapes.ts';
import type { PlanProgress } from '../jobs/plan.ts';
import { readJobFigures, readJobRecord, readSources } from '../ledger/job-reads.ts';
import type { JobRecord } from '../ledger/job-reads.ts';
import type { VerificationProgress } from '../ledger/verifications.ts';
import { keepProgress, keepVerification, readProgress } from '../ledger/verifications.ts';
import { verifyJob } from '../verify/verify-job.ts';
import { openJobTarget, tellProgress } from './api-parts.ts';
import type { ApiParts } from './api-parts.ts';

/** Comparing what was sent with the source and the VTN. */
export function verifyMethods(parts: ApiParts) {
  return {
    verifyJob: async (input) => {
      const asked = engineApi.verifyJob.input.parse(input);
      return parts.works.run(asked.workId, (signal) => verify(parts, asked, signal));
    },
  } satisfies Partial<EngineApi>;
}

interface AskedVerification {
  readonly jobId: string;
  readonly restart: boolean;
  readonly profile: string | null;
  readonly workId: string | null;
}

/** Compares, on from where an earlier comparison was stopped, and keeps what was found. */
async function verify(
  parts: ApiParts,
  { jobId, restart, profile, workId }: AskedVerification,
  signal: AbortSignal,
): Promise<Verification> {
  const { ledger, reader, clock } = parts.runDeps;
  const job = ledger.read((database) => readJobRecord(database, jobId));
  const sources = ledger.read((database) => readSources(database, jobId));
  const earlier = restart ? null : ledger.read((database) => readProgress(database, job));
  const target = await openJobTarget(parts, job, profile);
  const keeper = createKeeper(parts, job, earlier);
  try {
    const found = await verifyJob({
      job,
      sources,
      ledger,
      reader: reader.under(signal),
      target,
      clock,
      signal,
      isRunning: () => parts.jobs.summary(jobId).active,
      progress: tellVerifying(parts, workId),
      earlier,
      reached: keeper.reached,
    });
    writeIfUnchanged(parts, job, 'verification', (database) =>
      keepVerification(database, jobId, { atMs: clock.now(), verification: found }),
    );
    return found;
  } catch (thrown) {
    keeper.flush();
    throw explainStop(thrown, keeper.latest(), job);
  } finally {
    await target.close();
  }
}

const progressKeptEveryMs = 2000;

/** Writes the progress down now and then: a commit for every few series would take longer than comparing them. */
function createKeeper(parts: ApiParts, job: JobRecord, earlier: VerificationProgress | null) {
  const { clock } = parts.runDeps;
  let latest = earlier;
  let keptAtMs = clock.now();
  let isKept = true;
  const flush = (): void => {
    if (isKept || latest === null) return;
    const progress = latest;
    writeIfUnchanged(parts, job, 'verification-progress', (database) =>
      keepProgress(database, job, progress),
    );
    isKept = true;
    keptAtMs = clock.now();
  };
  return {
    reached: (progress: VerificationProgress): void => {
      latest = progress;
      isKept = false;
      if (clock.now() - keptAtMs >= progressKeptEveryMs) flush();
    },
    flush,
    latest: () => latest,
  };
}

/** What was found of a job that was started meanwhile is of no use to anybody. */
function writeIfUnchanged(
  { runDeps }: ApiParts,
  { id, leaseEpoch }: JobRecord,
  name: string,
  write: (database: Database.Database) => void,
): void {
  runDeps.ledger.write(name, (database) => {
    if (readJobFigures(database, id).leaseEpoch === leaseEpoch) write(database);
  });
}

/** Says how far it has come when the VTN stays away; the rest of the error stays. */
function explainStop(thrown: unknown, latest: VerificationProgress | null, job: JobRecord): unknown {
  if (!(thrown instanceof AppError) || !thrown.code.startsWith('vtn/')) return thrown;
  const total = job.plan.loads.total - job.plan.loads.skipped;
  const done = latest?.verification.loads ?? 0;
  const text =
    `${thrown.message} The comparison stopped after ${done} of ${total} loads; ` +
    'verify again when this is mended, and it goes on from there.';
  return new AppError(thrown.code, text, { context: thrown.context, cause: thrown });
}

const progressEveryMs = 100;

/** Verifying goes load by load, and there may be a hundred thousand of them. */
function tellVerifying(parts: ApiParts, workId: string | null): PlanProgress {
  const { clock } = parts.runDeps;
  const tell = tellProgress(parts, 'verify', workId);
  let toldMs = -Infinity;
  return (done, total, text) => {
    const nowMs = clock.now();
    if (done !== total && nowMs - toldMs < progressEveryMs) return;
    toldMs = nowMs;
    tell(done, total, text);
  };
}
