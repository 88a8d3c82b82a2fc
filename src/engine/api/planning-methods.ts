import path from 'node:path';
import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi, EngineOutput } from '../../contract/engine-api.ts';
import { jobRequest } from '../../contract/job-shapes.ts';
import type { JobRequest } from '../../contract/job-shapes.ts';
import { chooseMapping } from '../jobs/choose-mapping.ts';
import { planJob } from '../jobs/plan-job.ts';
import { previewFiles } from '../jobs/preview-files.ts';
import { newJobId } from '../jobs/start-run.ts';
import { insertJob } from '../ledger/insert-job.ts';
import { normaliseBaseUrl } from '../targets/bulk/bulk-url.ts';
import { openTarget, tellProgress } from './api-parts.ts';
import type { ApiParts } from './api-parts.ts';

/** Looking at files, and planning: nothing is sent. */
export function planningMethods(parts: ApiParts) {
  const { deps, runDeps, jobs, announcer } = parts;
  const progress = tellProgress(parts, 'plan');
  return {
    describeEngine: () => Promise.resolve({ version: deps.version, stateDir: deps.stateDir }),
    inspectFiles: (input) => runDeps.reader.inspect(engineApi.inspectFiles.input.parse(input).paths),
    previewFiles: (input) =>
      previewFiles(runDeps.reader, engineApi.previewFiles.input.parse(input), tellProgress(parts, 'preview')),
    proposeMappings: async (input) => {
      const { files, mapping } = engineApi.proposeMappings.input.parse(input);
      const proposals: EngineOutput<'proposeMappings'> = [];
      for (const file of new Set(files)) {
        const { mapping: chosen, questions, warnings } = await chooseMapping(runDeps.reader, file, mapping);
        proposals.push({ path: file, mapping: chosen, questions: [...questions], warnings: [...warnings] });
      }
      return proposals;
    },
    listRejectedRows: async (input) => {
      const { offset, limit, ...spec } = engineApi.listRejectedRows.input.parse(input);
      return [...(await runDeps.reader.rejectedRows({ ...spec, maxRows: null }, offset, limit))];
    },
    checkJob: async (input) => {
      const { destination, ...request } = engineApi.checkJob.input.parse(input);
      const { summary } = await planJob(runDeps.reader, request, progress);
      if (destination === null) return { ...summary, connection: null };
      const target = await openTarget(parts, normaliseBaseUrl(destination.baseUrl));
      try {
        return { ...summary, connection: await target.probe() };
      } finally {
        await target.close();
      }
    },
    planJob: async (input) => {
      const request = readRequest(input);
      const plan = await planJob(runDeps.reader, request, progress);
      const createdAtMs = runDeps.clock.now();
      const id = newJobId(createdAtMs);
      runDeps.ledger.write('plan', (database) => insertJob(database, { id, createdAtMs, request, plan }));
      announcer.announce({ type: 'job-changed', job: jobs.summary(id) });
      return { jobId: id, plan: plan.summary };
    },
  } satisfies Partial<EngineApi>;
}

function readRequest(input: unknown): JobRequest {
  const request = jobRequest.parse(input);
  return {
    ...request,
    // The ledger keeps absolute paths: a job is resumed from any folder.
    files: request.files.map((file) => path.resolve(file)),
    destination: { ...request.destination, baseUrl: normaliseBaseUrl(request.destination.baseUrl) },
  };
}
