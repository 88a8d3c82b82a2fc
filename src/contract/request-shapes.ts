import { z } from 'zod';
import { qualityCodes } from '../domain/quality-code.ts';
import { readingKinds } from '../domain/reading-kind.ts';
import { unitCodes } from '../domain/unit.ts';
import { mappingDocument } from './mapping-document.ts';

/** What a person says about a file; each answer goes before what its own evidence says. */
export const mappingAnswers = z.object({
  /** A table, an HDF5 path or a section of a CSV. */
  dataset: z.string().nullable().default(null),
  time: z.string().nullable().default(null),
  end: z.string().nullable().default(null),
  /** Columns of values; empty for those that are found. */
  values: z.array(z.string()).default([]),
  qualityColumn: z.string().nullable().default(null),
  /** One quality for all readings, whatever a column of the file says. */
  qualityCode: z.enum(qualityCodes).nullable().default(null),
  meter: z.string().nullable().default(null),
  label: z.enum(['start', 'end']).nullable().default(null),
  unit: z.enum(unitCodes).nullable().default(null),
  toUnit: z.enum(unitCodes).nullable().default(null),
  kind: z.enum(readingKinds).nullable().default(null),
  /** Values that mean none; `none` says that there are none. */
  missing: z.array(z.string()).default([]),
  resampleMs: z.number().int().positive().nullable().default(null),
  /** Start of row 0 of a dataset without a time axis. */
  firstStart: z.string().nullable().default(null),
});

/** How readings become intervals. Frozen in the job: a resume never sees another mapping. */
export const mappingRequest = z.object({
  /** `document` reads every file as `document` says; `auto` recognises. */
  preset: z.enum(['auto', 'ven-client', 'document']).default('auto'),
  document: mappingDocument.nullable().default(null),
  /** Mappings of single files, complete as they are; they go before `document`, and answers do not change them. */
  documents: z.array(z.object({ path: z.string(), mapping: mappingDocument })).default([]),
  answers: mappingAnswers.prefault({}),
  /** Zone of wall clocks in the files, and of the job: naive --from/--to times, months and hours. Epochs need none. */
  timeZone: z.string().nullable().default(null),
  /** Forced interval length; null infers it series by series. */
  intervalMs: z.number().int().positive().nullable().default(null),
  quality: z.enum(qualityCodes).default('GOOD'),
  zeroQuality: z.enum(qualityCodes).nullable().default(null),
  onConflict: z.enum(['reject', 'first', 'last']).default('reject'),
});

/** Which VTN resource each series goes to, for files that do not say it themselves. */
export const resourcesRequest = z.object({
  /** The resource of the one series there is. */
  single: z.string().nullable().default(null),
  /** A CSV of meter -> resource, with a report id a row where there is one. */
  listPath: z.string().nullable().default(null),
  /** Typed in or looked up at the VTN: series -> resource. They go before the list and the database. */
  typed: z.record(z.string(), z.string()).default({}),
});

export const selectionRequest = z.object({
  vens: z.array(z.string()).default([]),
  loads: z.array(z.string()).default([]),
  /** Of those, the ones that are left out. */
  exceptLoads: z.array(z.string()).default([]),
  limitLoads: z.number().int().positive().nullable().default(null),
  /** Intervals that start in [fromMs, toMs). */
  fromMs: z.number().nullable().default(null),
  toMs: z.number().nullable().default(null),
  includeDisabled: z.boolean().default(false),
});

export const destinationRequest = z.object({
  baseUrl: z.url(),
  reportId: z.uuid().nullable().default(null),
  /** The profile whose certificates, proxy and secrets are used; null for none. */
  profile: z.string().nullable().default(null),
});

const hourOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const concurrency = z.union([z.literal('auto'), z.number().int().min(1).max(64)]);
const perSecond = z.number().positive().nullable();
const hours = z.object({ from: hourOfDay, to: hourOfDay }).nullable();

export const paceRequest = z.object({
  chunkPoints: z.number().int().positive().nullable().default(null),
  chunkBytes: z.number().int().min(1000).nullable().default(null),
  chunkBy: z.enum(['month']).nullable().default(null),
  batchSize: z.union([z.literal('auto'), z.number().int().min(1).max(10_000)]).default('auto'),
  concurrency: concurrency.default('auto'),
  maxPointsPerSecond: perSecond.default(null),
  maxRequestsPerSecond: perSecond.default(null),
  maxBytesPerSecond: perSecond.default(null),
  /** Sending is allowed from `from` to `to`, hours of the day in the job's zone; may span midnight. */
  window: hours.default(null),
  retries: z.number().int().min(0).max(1000).default(8),
  timeoutMs: z.number().int().positive().default(300_000),
  canaryPoints: z.number().int().min(0).default(100),
  offlineWaitMs: z.number().min(0).default(86_400_000),
  compress: z.enum(['none', 'gzip', 'auto']).default('none'),
});

/** The part of the pace that can be changed while a job runs; what is absent stays. */
export const paceChange = z.object({
  concurrency: concurrency.optional(),
  maxPointsPerSecond: perSecond.optional(),
  maxRequestsPerSecond: perSecond.optional(),
  maxBytesPerSecond: perSecond.optional(),
  window: hours.optional(),
});

export const jobRequest = z.object({
  files: z.array(z.string()).min(1),
  mapping: mappingRequest.prefault({}),
  resources: resourcesRequest.prefault({}),
  selection: selectionRequest.prefault({}),
  destination: destinationRequest,
  pace: paceRequest.prefault({}),
});

export type MappingAnswers = z.infer<typeof mappingAnswers>;
export type MappingRequest = z.infer<typeof mappingRequest>;
export type SelectionRequest = z.infer<typeof selectionRequest>;
export type PaceRequest = z.infer<typeof paceRequest>;
export type PaceChange = z.infer<typeof paceChange>;
export type JobRequest = z.infer<typeof jobRequest>;
