import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import { readJobFigures } from '../ledger/job-reads.ts';
import { readFailures, readLoads, readRejects } from '../ledger/outcome-reads.ts';
import { readVerification } from '../ledger/verifications.ts';
import type { ApiParts } from './api-parts.ts';

/** What became of a job: its loads, what came to nothing and why, and what the last verification found. */
export function outcomeMethods({ runDeps }: ApiParts) {
  const { ledger } = runDeps;
  return {
    listLoads: (input) =>
      new Promise((resolve) => {
        const { jobId, filter, ...page } = engineApi.listLoads.input.parse(input);
        resolve(
          ledger.read((database) => {
            readJobFigures(database, jobId);
            return readLoads(database, jobId, filter, page);
          }),
        );
      }),
    listFailures: (input) =>
      new Promise((resolve) => {
        const { jobId } = engineApi.listFailures.input.parse(input);
        resolve(
          ledger.read((database) => {
            readJobFigures(database, jobId);
            return readFailures(database, jobId);
          }),
        );
      }),
    listRejects: (input) =>
      new Promise((resolve) => {
        const { jobId, reason, ...page } = engineApi.listRejects.input.parse(input);
        resolve(
          ledger.read((database) => {
            readJobFigures(database, jobId);
            return readRejects(database, jobId, reason, page);
          }),
        );
      }),
    lastVerification: (input) =>
      new Promise((resolve) => {
        const { jobId } = engineApi.lastVerification.input.parse(input);
        const kept = ledger.read((database) => {
          readJobFigures(database, jobId);
          return readVerification(database, jobId);
        });
        resolve(
          kept === null ? null : { at: new Date(kept.atMs).toISOString(), verification: kept.verification },
        );
      }),
  } satisfies Partial<EngineApi>;
}
