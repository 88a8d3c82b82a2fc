import { z } from 'zod';
import { jobStates } from '../domain/job-state.ts';
import { paceRequest } from './request-shapes.ts';

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
  /** Requests at once. */
  'requests-limit',
  /** Requests a second. */
  'request-rate-limit',
  /** Another job of this computer sends to the same VTN, and both share what it takes. */
  'shared-vtn',
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
  /** What is still to send was copied beside the ledger: its files are not needed any more. */
  staged: z.boolean(),
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
  /**
   * Seconds at the published speed of the bulk endpoint or within the job's own limits, whichever takes longer; from
   * the beginning of its hours on, with the hours between them.
   */
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
  /** Start of an interval that the VTN refused (ISO), null of a row that no interval came of. */
  start: z.string().nullable(),
});

/** What can be said of the intervals that count as confirmed, the strongest last. */
export const guaranteeLevels = ['acknowledged', 'overwriting', 'verified'] as const;

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
  guaranteeLevel: z.enum(guaranteeLevels),
  /** At least once it was sent without verifying the VTN's certificate: a person had confirmed that. */
  trustsAnyCertificate: z.boolean(),
  /** Where and when it was handed over to another computer; null while it is at home here. */
  handedOver: z.object({ at: z.string(), path: z.string() }).nullable(),
  /** The hand-over that it came by; null when it was planned here. */
  imported: z.object({ at: z.string(), exportedAt: z.string(), computer: z.string() }).nullable(),
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
