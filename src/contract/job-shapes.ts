import { z } from 'zod';
import { jobStates } from '../domain/job-state.ts';
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

const count = z.number().int().min(0);

export const pointFigures = z.object({
  planned: count,
  confirmed: count,
  rejected: count,
  uncertain: count,
  unsent: count,
  duplicate: count,
  conflict: count,
  gap: count,
});

export const loadFigures = z.object({ total: count, confirmed: count, failed: count, skipped: count });

export const trouble = z.object({ code: z.string(), text: z.string() });

/** A load that was left out or failed, with the reason in plain words. */
export const loadTrouble = z.object({
  load: z.string(),
  /** As people know it; absent where only the id is at hand. */
  name: z.string().optional(),
  ven: z.string(),
  code: z.string(),
  text: z.string(),
});

/** What sets the pace of a running job. */
export const limiterCodes = [
  /** The VTN asked to slow down or to wait. */
  'vtn-asked',
  /** Answers of the VTN take the time: the line, or the VTN itself. */
  'vtn-answers',
  'points-limit',
  'bytes-limit',
  'requests-limit',
  'window',
  'offline',
  'retry',
  /** Reading and encoding on this computer. */
  'reading',
] as const;

export const jobSummary = z.object({
  id: z.string(),
  state: z.enum(jobStates),
  /** Some process is running it now. */
  active: z.boolean(),
  createdAt: z.string(),
  files: z.array(z.string()),
  baseUrl: z.string(),
  /** The destination is a practice VTN: nothing of this reached a real one. */
  rehearsal: z.boolean(),
  loads: loadFigures,
  points: pointFigures,
  requests: count,
  bytes: count,
  /** Confirmed points a second, over the last seconds while the job runs, else 0. */
  pointsPerSecond: z.number(),
  /** Milliseconds to the end at the present speed; null when nobody can say. */
  remainingMs: z.number().nullable(),
  currentLoad: z.string().nullable(),
  /** Why nothing is being sent just now, in words, and until when (epoch ms) if known. */
  wait: z.object({ text: z.string(), untilMs: z.number().nullable() }).nullable(),
  /** What keeps it from being faster just now, in words; null while it does not run. */
  limiter: z.object({ code: z.enum(limiterCodes), text: z.string() }).nullable(),
  lastError: trouble.nullable(),
});

/** A problem of the plan as a whole or of one series. */
export const planProblem = z.object({ load: z.string().nullable(), code: z.string(), text: z.string() });

export const planSummary = z.object({
  files: z.array(z.string()),
  preset: z.string(),
  loads: loadFigures,
  points: pointFigures,
  /** Rows of the source that no interval came of, beyond duplicates, conflicts and gaps. */
  rowsRejected: count,
  requests: count,
  bytes: count,
  /** Seconds at the published speed of the bulk endpoint or the job's own limit, whichever is lower. */
  estimatedSeconds: z.number(),
  intervalLengths: z.array(z.object({ intervalMs: z.number(), series: count })),
  firstStart: z.string().nullable(),
  lastStart: z.string().nullable(),
  skipped: z.array(loadTrouble),
  problems: z.array(planProblem),
});

export const loadRow = z.object({
  load: z.string(),
  ven: z.string(),
  name: z.string(),
  resource: z.string().nullable(),
  state: z.enum(['pending', 'confirmed', 'failed', 'skipped']),
  points: pointFigures,
  intervalMs: z.number().nullable(),
  firstStart: z.string().nullable(),
  lastStart: z.string().nullable(),
  code: z.string().nullable(),
  text: z.string().nullable(),
});

export const venRow = z.object({ ven: z.string(), loads: loadFigures, points: pointFigures });

/** An interval the VTN refused or a row that no interval came of, with the reason. */
export const rejectRow = z.object({
  load: z.string(),
  ven: z.string(),
  file: z.string().nullable(),
  row: z.number().int().nullable(),
  field: z.string(),
  text: z.string(),
  reason: z.string(),
});

export const jobDetail = jobSummary.extend({
  plan: planSummary.omit({ skipped: true, problems: true }),
  vens: z.array(venRow),
  skipped: z.array(loadTrouble),
  failed: z.array(loadTrouble),
  problems: z.array(planProblem),
  /** The first rejects; `rejectCount` says how many there are in all. */
  rejects: z.array(rejectRow),
  rejectCount: count,
  loadRows: z.array(loadRow),
  guarantee: z.string(),
  decisions: z.array(z.object({ at: z.string(), text: z.string() })),
  pace: paceRequest,
  /** Zone of the hours in its pace. */
  timeZone: z.string(),
  /** When its first request left, and when it ended; null before. */
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});

/** One second of a running job. */
export const speedSample = z.object({
  atMs: z.number(),
  /** Points confirmed in it. */
  points: count,
  requests: count,
  /** Answers that were no confirmation. */
  refused: count,
});

/** Loads or intervals that came to nothing for one reason. */
export const failureGroup = z.object({
  /** `failed` and `skipped` are loads, `rejected` are intervals and rows. */
  kind: z.enum(['failed', 'skipped', 'rejected']),
  code: z.string(),
  /** One of the texts; of rejected rows it is the reason they share. */
  text: z.string(),
  loads: count,
  points: count,
  /** Whether trying again may help. */
  canRetry: z.boolean(),
});

export const loadFilter = z.object({
  ven: z.string().nullable().default(null),
  state: z.enum(['pending', 'confirmed', 'failed', 'skipped']).nullable().default(null),
  code: z.string().nullable().default(null),
  text: z.string().max(200).default(''),
});

export type JobSummary = z.infer<typeof jobSummary>;
export type JobDetail = z.infer<typeof jobDetail>;
export type PlanSummary = z.infer<typeof planSummary>;
export type PlanProblem = z.infer<typeof planProblem>;
export type LoadTrouble = z.infer<typeof loadTrouble>;
export type LoadRow = z.infer<typeof loadRow>;
export type VenRow = z.infer<typeof venRow>;
export type RejectRow = z.infer<typeof rejectRow>;
export type SpeedSample = z.infer<typeof speedSample>;
export type FailureGroup = z.infer<typeof failureGroup>;
export type LoadFilter = z.infer<typeof loadFilter>;
export type Trouble = z.infer<typeof trouble>;
