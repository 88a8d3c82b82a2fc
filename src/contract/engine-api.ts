import { z } from 'zod';
import { inspection, preview, rejectedRow, verification } from './inspection-shapes.ts';
import { mappingDocument } from './mapping-document.ts';
import { mappingQuestion, mappingWarning } from './mapping-proposal.ts';
import {
  destinationRequest,
  jobDetail,
  jobRequest,
  jobSummary,
  mappingRequest,
  planSummary,
  resourcesRequest,
  selectionRequest,
} from './job-shapes.ts';

const job = z.object({ jobId: z.string() });
const done = z.object({});

/**
 * All that a door may ask of the engine: method -> its input and its output. Calls answer quickly; a job
 * goes on by itself after `startJob`, tells of itself in events, and `listJobs` is the snapshot to start from.
 */
export const engineApi = {
  describeEngine: { input: z.object({}), output: z.object({ version: z.string(), stateDir: z.string() }) },
  inspectFiles: { input: z.object({ paths: z.array(z.string()).min(1) }), output: inspection },
  previewFiles: {
    input: z.object({
      files: z.array(z.string()).min(1),
      mapping: mappingRequest.prefault({}),
      resources: resourcesRequest.prefault({}),
      selection: selectionRequest.prefault({}),
      limit: z.number().int().min(0).default(20),
      /** `first-page` reads no more than it shows; `auto` does so for large files only. */
      extent: z.enum(['auto', 'first-page', 'all']).default('auto'),
    }),
    output: preview,
  },
  /** How each file would be read: what detection proposes, or the given mapping with the answers laid over it. */
  proposeMappings: {
    input: z.object({ files: z.array(z.string()).min(1), mapping: mappingRequest.prefault({}) }),
    output: z.array(
      z.object({
        path: z.string(),
        mapping: mappingDocument,
        questions: z.array(mappingQuestion),
        warnings: z.array(mappingWarning),
      }),
    ),
  },
  /** Rows of one file that no reading comes of, a page at a time, in file order. */
  listRejectedRows: {
    input: z.object({
      path: z.string(),
      mapping: mappingDocument,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(100_000),
    }),
    output: z.array(rejectedRow),
  },
  /** Mappings kept by name; `trouble` says what is wrong with a damaged one. */
  listMappings: {
    input: z.object({}),
    output: z.array(
      z.object({ name: z.string(), mapping: mappingDocument.nullable(), trouble: z.string().nullable() }),
    ),
  },
  keepMapping: { input: z.object({ name: z.string(), mapping: mappingDocument }), output: done },
  forgetMapping: { input: z.object({ name: z.string() }), output: done },
  /** The dry run: plans without writing a job down, and tests the connection when a destination is given. */
  checkJob: {
    input: jobRequest.extend({ destination: destinationRequest.nullable() }),
    output: planSummary.extend({
      connection: z.object({ ok: z.boolean(), code: z.string().nullable(), text: z.string() }).nullable(),
    }),
  },
  /** Plans and writes the job down as *planned*. */
  planJob: { input: jobRequest, output: z.object({ jobId: z.string(), plan: planSummary }) },
  startJob: { input: job.extend({ sourcePaths: z.array(z.string()).default([]) }), output: done },
  pauseJob: { input: job, output: done },
  cancelJob: { input: job, output: done },
  removeJob: { input: job, output: done },
  /** Puts failed loads and rejected intervals back in line and starts the job. */
  retryJob: { input: job, output: done },
  listJobs: { input: z.object({}), output: z.array(jobSummary) },
  getJob: {
    input: job.extend({
      loads: z.enum(['none', 'failed', 'all']).default('none'),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(0).default(1000),
    }),
    output: jobDetail,
  },
  verifyJob: { input: job, output: verification },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type EngineMethod = keyof typeof engineApi;
export type EngineInput<M extends EngineMethod> = z.input<(typeof engineApi)[M]['input']>;
export type EngineOutput<M extends EngineMethod> = z.output<(typeof engineApi)[M]['output']>;

/** The engine as its doors see it, in process or at the far end of a transport. */
export type EngineApi = {
  [M in EngineMethod]: (input: EngineInput<M>) => Promise<EngineOutput<M>>;
};

export function isEngineMethod(name: string): name is EngineMethod {
  return Object.hasOwn(engineApi, name);
}
