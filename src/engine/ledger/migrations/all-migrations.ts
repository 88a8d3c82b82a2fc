import { jobs } from './0001-jobs.ts';
import { mappedSources } from './0002-mapped-sources.ts';
import { outcomes } from './0003-outcomes.ts';
import { pace } from './0004-pace.ts';
import { handover } from './0005-handover.ts';
import { corrections } from './0006-corrections.ts';
import { verificationProgress } from './0007-verification-progress.ts';
import { attemptSums } from './0008-attempt-sums.ts';
import { orderOfSending } from './0009-order-of-sending.ts';
import { venSums } from './0010-ven-sums.ts';

/** Migration n brings a ledger of version n - 1 to version n. Those already released never change. */
export const allMigrations: readonly string[] = [
  jobs,
  mappedSources,
  outcomes,
  pace,
  handover,
  corrections,
  verificationProgress,
  attemptSums,
  orderOfSending,
  venSums,
];
