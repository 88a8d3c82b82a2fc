import os from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { FailureGroup, JobDetail, RejectRow } from '../../contract/job-shapes.ts';
import type { JobRequest } from '../../contract/request-shapes.ts';
import { readDecisions } from '../ledger/detail-reads.ts';
import { readJobRecord, readSources } from '../ledger/job-reads.ts';
import type { SourceRecord } from '../ledger/job-reads.ts';
import type { LedgerSnapshot } from '../ledger/ledger-snapshot.ts';
import { readFailures, readRejects } from '../ledger/outcome-reads.ts';
import {
  countTroubledSeries,
  nextCorrections,
  nextReportSeries,
  readCoverage,
  readLastAnswer,
} from '../ledger/report-reads.ts';
import type { Coverage, ReportCorrection, ReportSeries, SeriesChoice } from '../ledger/report-reads.ts';
import { readVerification } from '../ledger/verifications.ts';
import type { KeptVerification } from '../ledger/verifications.ts';
import { describeJob } from '../views/job-detail.ts';
import { summariseJob } from '../views/job-summary.ts';

/** What every report tells of a job, whatever its format; its size does not grow with the loads by much. */
export interface ReportFacts {
  readonly writtenAtMs: number;
  /** Of Meterhaul. */
  readonly version: string;
  readonly computer: string;
  readonly job: JobDetail;
  readonly request: JobRequest;
  readonly sources: readonly SourceRecord[];
  readonly verification: KeptVerification | null;
  readonly failures: readonly FailureGroup[];
  readonly decisions: JobDetail['decisions'];
  readonly lastAnswerMs: number | null;
  readonly coverage: Coverage | null;
  /** Series that are not wholly confirmed. */
  readonly troubledSeries: number;
}

/** A report's facts, and its lists a page at a time. */
export interface ReportContent {
  readonly facts: ReportFacts;
  series(choice: SeriesChoice): Generator<ReportSeries>;
  rejects(): Generator<RejectRow>;
  corrections(): Generator<ReportCorrection>;
}

export interface ReportAsked {
  readonly jobId: string;
  readonly version: string;
  readonly writtenAtMs: number;
  /** Some process runs the job now. */
  readonly isActive: boolean;
}

const coverageBins = 60;
const rowsAtOnce = 1000;
/** Each page of rejects counts them all anew. */
const rejectsAtOnce = 5000;
const all = -1;

/** Everything comes from one moment of the ledger, so the lists add up to the totals. Throws job/not-found. */
export async function openContent(snapshot: LedgerSnapshot, asked: ReportAsked): Promise<ReportContent> {
  const { jobId } = asked;
  return {
    facts: await gatherFacts(snapshot, asked),
    *series(choice) {
      for (let afterId = 0; ;) {
        const page = { afterId, limit: rowsAtOnce };
        const rows = snapshot.read((database) => nextReportSeries(database, jobId, choice, page));
        yield* rows;
        if (rows.length < rowsAtOnce) return;
        afterId = rows.at(-1)?.id ?? afterId;
      }
    },
    *rejects() {
      for (let offset = 0; ; offset += rejectsAtOnce) {
        const page = { offset, limit: rejectsAtOnce };
        const { rows } = snapshot.read((database) => readRejects(database, jobId, null, page));
        yield* rows;
        if (rows.length < rejectsAtOnce) return;
      }
    },
    *corrections() {
      for (let after = { seriesId: 0, index: -1 }; ;) {
        const rows = snapshot.read((database) => nextCorrections(database, jobId, after, rowsAtOnce));
        yield* rows;
        const last = rows.at(-1);
        if (rows.length < rowsAtOnce || last === undefined) return;
        after = last;
      }
    },
  };
}

async function gatherFacts(snapshot: LedgerSnapshot, asked: ReportAsked): Promise<ReportFacts> {
  const { jobId } = asked;
  const { request, job } = snapshot.read((database) => {
    const record = readJobRecord(database, jobId);
    const page = { which: 'none', offset: 0, limit: 0 } as const;
    const summary = summariseJob(record, null, asked.isActive);
    return { request: record.request, job: describeJob(database, record, summary, page) };
  });
  // Sums over a hundred thousand loads take a while; jobs that run meanwhile get their turn in between.
  await setImmediate();
  const failures = snapshot.read((database) => readFailures(database, jobId));
  await setImmediate();
  const coverage = snapshot.read((database) => readCoverage(database, jobId, coverageBins));
  await setImmediate();
  return {
    writtenAtMs: asked.writtenAtMs,
    version: asked.version,
    computer: os.hostname(),
    request,
    job,
    failures,
    coverage,
    ...snapshot.read((database) => ({
      sources: readSources(database, jobId),
      verification: readVerification(database, jobId),
      decisions: readDecisions(database, jobId, all),
      lastAnswerMs: readLastAnswer(database, jobId),
      troubledSeries: countTroubledSeries(database, jobId),
    })),
  };
}
