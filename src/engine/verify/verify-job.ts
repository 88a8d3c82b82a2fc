import type { Verification } from '../../contract/inspection-shapes.ts';
import { nextPlannedSeries } from '../ledger/job-reads.ts';
import type { SeriesRecord } from '../ledger/job-reads.ts';
import { findWrongTotals, readSentLoads, readSharedResources } from '../ledger/verify-reads.ts';
import type { VerificationProgress } from '../ledger/verifications.ts';
import { compareFiles } from './compare-files.ts';
import type { FilesNow } from './compare-files.ts';
import { addFindings, noFindings, noteDifference } from './findings.ts';
import type { Findings } from './findings.ts';
import { verifySeries } from './verify-series.ts';
import type { SeriesVerdict } from './verify-series.ts';
import type { Verifying } from './verifying.ts';

export interface VerifyParts extends Omit<Verifying, 'jobId' | 'files' | 'troubleOf' | 'shared' | 'vtn'> {
  readonly progress: (done: number, total: number, text: string) => void;
  /** What an earlier comparison has found before it was stopped; null begins anew. */
  readonly earlier: VerificationProgress | null;
  /** Told after each few series. */
  readonly reached: (progress: VerificationProgress) => void;
}

/** Series compared at once: while one waits for the VTN, another is read. */
const seriesAtOnce = 4;

/**
 * Compares three accounts of a job: the ledger with its own sums, the source with what was planned, and, where the VTN
 * can be read back, every interval with what is stored there. Memory is bounded by some pages of intervals and does not
 * grow with the job. Throws AppError vtn/* when reading back fails for good.
 */
export async function verifyJob(parts: VerifyParts): Promise<Verification> {
  const { job, ledger, signal, earlier } = parts;
  const total = job.plan.loads.total - job.plan.loads.skipped;
  parts.progress(earlier?.verification.loads ?? 0, total, '');
  const verifying = await prepare(parts);
  const account = openAccount(verifying, earlier);
  for (;;) {
    const batch = ledger.read((database) =>
      nextPlannedSeries(database, job.id, account.afterSeriesId(), seriesAtOnce),
    );
    if (batch.length === 0) break;
    const verdicts = await allOf(batch.map((record) => verifySeries(verifying, record)));
    signal.throwIfAborted();
    account.add(batch, verdicts);
    parts.reached(account.progress());
    parts.progress(account.loads(), total, batch.at(-1)?.name ?? '');
  }
  return account.close();
}

/** As Promise.all, and none of them goes on behind the back of who waits for them. */
async function allOf<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

async function prepare(parts: VerifyParts): Promise<Verifying> {
  const { job, ledger, reader, sources } = parts;
  const files = await compareFiles(reader, sources, () =>
    ledger.read((database) => readSentLoads(database, job.id)),
  );
  const shared = ledger.read((database) => readSharedResources(database, job.id));
  return { ...parts, jobId: job.id, files, shared, troubleOf: new Map(), vtn: { isReadable: null } };
}

/** The result as it grows from series to series. */
interface Account {
  afterSeriesId(): number;
  loads(): number;
  add(batch: readonly SeriesRecord[], verdicts: readonly SeriesVerdict[]): void;
  progress(): VerificationProgress;
  close(): Verification;
}

function openAccount(verifying: Verifying, earlier: VerificationProgress | null): Account {
  const { jobId } = verifying;
  const findings: Findings = earlier === null ? noFindings() : findingsOf(earlier.verification);
  let { afterSeriesId, withoutSource, withoutVtn } = earlier ?? nothingYet;
  let loads = earlier?.verification.loads ?? 0;
  const toVerification = (all: Findings): Verification => ({
    jobId,
    compared: { ledger: true, source: withoutSource === 0, vtn: withoutVtn < Math.max(1, loads) },
    notCompared: describeLeftOut(verifying, { loads, withoutSource }),
    loads,
    ...all,
  });
  return {
    afterSeriesId: () => afterSeriesId,
    loads: () => loads,
    add: (batch, verdicts) => {
      for (const verdict of verdicts) {
        addFindings(findings, verdict.findings);
        if (!verdict.hasSource) withoutSource++;
        if (!verdict.isReadBack) withoutVtn++;
      }
      loads += batch.length;
      afterSeriesId = batch.at(-1)?.id ?? afterSeriesId;
    },
    progress: () => ({ afterSeriesId, withoutSource, withoutVtn, verification: toVerification(findings) }),
    close: () => {
      const all = findOfJob(verifying);
      addFindings(all, findings);
      return toVerification(all);
    },
  };
}

const nothingYet = { afterSeriesId: 0, withoutSource: 0, withoutVtn: 0 };

function findingsOf({ kinds, differences, ...counts }: Verification): Findings {
  const { intervals, matching, uncertainThere, uncertainAbsent, differenceCount } = counts;
  const figures = { intervals, matching, uncertainThere, uncertainAbsent, differenceCount };
  return { ...figures, kinds: { ...kinds }, differences: [...differences] };
}

/** What is wrong with the job as a whole; it goes before what is wrong with its series. */
function findOfJob({ job, jobId, ledger, files, isRunning }: Verifying): Findings {
  const findings = noFindings();
  const wrong = isRunning() ? [] : ledger.read((database) => findWrongTotals(database, jobId));
  for (const text of wrong) noteDifference(findings, 'ledger', '', null, () => text);
  // A staged job does not need its files.
  for (const text of job.staged ? [] : files.changed)
    noteDifference(findings, 'source', '', null, () => text);
  return findings;
}

interface LeftOut {
  readonly loads: number;
  readonly withoutSource: number;
}

function describeLeftOut(
  { files, sources, job, vtn }: Verifying,
  { loads, withoutSource }: LeftOut,
): string | null {
  const sentences: string[] = [];
  if (withoutSource > 0) {
    const why = job.staged
      ? 'the job reads staged copies, and its files are'
      : `${namesOf(files, sources)} is`;
    sentences.push(
      `${withoutSource} of ${loads} loads were not compared with their source: ${why} not here. ` +
        'Bring it back and verify again to compare every interval.',
    );
  }
  if (withoutSource > 0 && vtn.isReadable === null)
    sentences.push('Without it nothing was read back from the VTN: what is stored there was not looked at.');
  if (vtn.isReadable === false)
    sentences.push('This VTN offers no way to read intervals back; what it acknowledged is taken as stored.');
  return sentences.length === 0 ? null : sentences.join(' ');
}

function namesOf({ gone }: FilesNow, sources: Verifying['sources']): string {
  const paths = sources.filter(({ position }) => gone.has(position)).map(({ path }) => path);
  return paths.length > 1 ? `${paths[0] ?? ''} (and ${paths.length - 1} more)` : (paths[0] ?? 'a file');
}
