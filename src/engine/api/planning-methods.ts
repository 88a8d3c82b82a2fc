import path from 'node:path';
import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi, EngineOutput } from '../../contract/engine-api.ts';
import type { JobRequest, MappingRequest } from '../../contract/request-shapes.ts';
import { chooseMapping } from '../jobs/choose-mapping.ts';
import { planJob } from '../jobs/plan-job.ts';
import type { PlanProgress } from '../jobs/plan.ts';
import { previewFiles } from '../jobs/preview-files.ts';
import { normaliseBaseUrl } from '../targets/bulk/bulk-url.ts';
import { openTarget, tellProgress } from './api-parts.ts';
import type { ApiParts } from './api-parts.ts';
import type { Reader } from '../workers/reader.ts';
import { writeJob } from './write-job.ts';

/** Looking at files, and planning: nothing is sent. */
export function planningMethods(parts: ApiParts) {
  const { runDeps, works } = parts;
  const readerUnder = (signal: AbortSignal): Reader => runDeps.reader.under(signal);
  return {
    inspectFiles: async (input) => {
      const { paths, workId } = engineApi.inspectFiles.input.parse(input);
      const progress = tellProgress(parts, 'inspect', workId);
      progress(0, paths.length, '');
      const inspection = await works.run(workId, (signal) => readerUnder(signal).inspect(paths));
      progress(paths.length, paths.length, '');
      return inspection;
    },
    previewFiles: async (input) => {
      const { workId, ...request } = engineApi.previewFiles.input.parse(input);
      const progress = tellProgress(parts, 'preview', workId);
      return works.run(workId, (signal) => previewFiles(readerUnder(signal), request, progress));
    },
    proposeMappings: async (input) => {
      const { workId, files, mapping } = engineApi.proposeMappings.input.parse(input);
      const progress = tellProgress(parts, 'inspect', workId);
      return works.run(workId, (signal) => proposeAll(readerUnder(signal), files, mapping, progress));
    },
    listRejectedRows: async (input) => {
      const { offset, limit, ...spec } = engineApi.listRejectedRows.input.parse(input);
      return [...(await runDeps.reader.rejectedRows({ ...spec, maxRows: null }, offset, limit))];
    },
    checkJob: async (input) => {
      const { destination, workId, ...request } = engineApi.checkJob.input.parse(input);
      const progress = tellProgress(parts, 'plan', workId);
      const { summary } = await works.run(workId, (signal) =>
        planJob(readerUnder(signal), request, progress),
      );
      if (destination === null) return { ...summary, connection: null };
      const target = await openTarget(parts, normaliseBaseUrl(destination.baseUrl), destination.profile);
      try {
        return { ...summary, connection: await target.probe() };
      } finally {
        await target.close();
      }
    },
    planJob: async (input) => {
      const { workId, ...asked } = engineApi.planJob.input.parse(input);
      const request = withAbsolutePaths(asked);
      const progress = tellProgress(parts, 'plan', workId);
      const plan = await works.run(workId, (signal) => planJob(readerUnder(signal), request, progress));
      return { jobId: writeJob(parts, request, plan), plan: plan.summary };
    },
  } satisfies Partial<EngineApi>;
}

async function proposeAll(
  reader: Reader,
  files: readonly string[],
  mapping: MappingRequest,
  progress: PlanProgress,
): Promise<EngineOutput<'proposeMappings'>> {
  const proposals: EngineOutput<'proposeMappings'> = [];
  const paths = [...new Set(files)];
  for (const [done, file] of paths.entries()) {
    progress(done, paths.length, path.basename(file));
    proposals.push({ path: file, ...(await chooseMapping(reader, file, mapping)) });
  }
  progress(paths.length, paths.length, '');
  return proposals;
}

function withAbsolutePaths(request: JobRequest): JobRequest {
  return {
    ...request,
    // The ledger keeps absolute paths: a job is resumed from any folder.
    files: request.files.map((file) => path.resolve(file)),
    mapping: {
      ...request.mapping,
      documents: request.mapping.documents.map((each) => ({ ...each, path: path.resolve(each.path) })),
    },
    destination: { ...request.destination, baseUrl: normaliseBaseUrl(request.destination.baseUrl) },
  };
}
