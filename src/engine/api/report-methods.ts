import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import { tellProgress } from './api-parts.ts';
import type { ApiParts } from './api-parts.ts';

/** The record of a migration, to hand over. */
export function reportMethods(parts: ApiParts) {
  const { deps, runDeps, jobs, works, outbox } = parts;
  return {
    writeReport: async (input) => {
      const { jobId, format, path, workId } = engineApi.writeReport.input.parse(input);
      // Brought in only here: other commands start sooner and smaller without it.
      const { writeReport } = await import('../report/write-report.ts');
      return works.run(workId, (signal) =>
        writeReport(runDeps.ledger, outbox, {
          jobId,
          format,
          path,
          version: deps.version,
          writtenAtMs: runDeps.clock.now(),
          isActive: jobs.summary(jobId).active,
          signal,
          progress: tellProgress(parts, 'report', workId),
        }),
      );
    },
  } satisfies Partial<EngineApi>;
}
