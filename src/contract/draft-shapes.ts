import { z } from 'zod';
import { rowLeftOut } from './inspection-shapes.ts';
import { planProblem, planSummary } from './job-shapes.ts';
import { mappingAnswers, mappingRequest, paceRequest, resourcesRequest } from './request-shapes.ts';
import { mappingDocument } from './mapping-document.ts';
import { mappingQuestion } from './mapping-proposal.ts';

const count = z.number().int().min(0);

/** The steps of a migration before it is a job, in their order. */
export const draftSteps = ['sources', 'mapping', 'preview', 'series', 'destination', 'check'] as const;

/** How one file of a draft is read, with what the person said on the way to it. */
export const draftMapping = z.object({
  path: z.string(),
  mapping: mappingDocument,
  /** Where the mapping came from; `edited` once a person has changed more than answers can say. */
  origin: z.enum(['detected', 'recipe', 'kept', 'imported', 'edited']),
  answers: mappingAnswers.prefault({}),
  timeZone: z.string().nullable().default(null),
  intervalMs: z.number().int().positive().nullable().default(null),
  /** Codes of questions that a person has settled in the mapping itself, as which sign is the decimal one. */
  settled: z.array(z.string()).default([]),
  /** What the person has not answered yet, beside what the mapping itself leaves open. */
  open: z.array(mappingQuestion).default([]),
});

/** Which intervals of the chosen series are sent. The choice of series itself is changed by `chooseSeries`. */
export const draftRange = z.object({
  /** Intervals that start in [fromMs, toMs). */
  fromMs: z.number().nullable().default(null),
  toMs: z.number().nullable().default(null),
  /** Only the first so many of the chosen series. */
  limitLoads: z.number().int().positive().nullable().default(null),
  includeDisabled: z.boolean().default(false),
});

/** What a person has settled so far of a migration that is no job yet. Kept by the engine at every change. */
export const draft = z.object({
  id: z.string(),
  createdAt: z.string(),
  changedAt: z.string(),
  /** Where the person was. */
  step: z.enum(draftSteps),
  files: z.array(z.string()),
  /** What holds for all files: preset, zone of the job, quality, conflicts. */
  mapping: mappingRequest.omit({ document: true, documents: true, answers: true }),
  fileMappings: z.array(draftMapping),
  resources: resourcesRequest,
  range: draftRange,
  destination: z.object({
    /** Name of the profile; null while none is chosen. */
    profile: z.string().nullable().default(null),
    reportId: z.uuid().nullable().default(null),
  }),
  pace: paceRequest,
  /** The draft uses the sample site and the practice VTN. */
  rehearsal: z.boolean().default(false),
});

/** What is to be changed; a part that is given replaces the one there is. */
export const draftChange = draft
  .omit({ id: true, createdAt: true, changedAt: true, rehearsal: true })
  .partial();

/** How many series have what a finding tells, as spikes or gaps. */
const findingCount = z.object({ code: z.string(), text: z.string(), series: count, count });

/** What the files of a draft amount to under its mappings. */
export const survey = z.object({
  /** False when only the first rows of a large file were read: the counts are of those. */
  complete: z.boolean(),
  preset: z.string(),
  totals: z.object({
    rows: count,
    intervals: count,
    duplicates: count,
    conflicts: count,
    gaps: count,
    rejected: count,
    ignored: count,
    /** Negative when resampling made more intervals than there were rows. */
    merged: z.number().int(),
    closing: count,
  }),
  /** What must be answered before anything is sent. */
  questions: z.array(mappingQuestion),
  /** The first 200. */
  problems: z.array(planProblem),
  problemCount: count,
  findings: z.array(findingCount),
  series: count,
  vens: z.array(z.object({ ven: z.string(), series: count })),
  units: z.array(z.string()),
  intervalLengths: z.array(z.object({ intervalMs: z.number(), series: count })),
  firstStart: z.string().nullable(),
  lastStart: z.string().nullable(),
});

/** Something that keeps a draft from becoming a job, and the step where it is mended. */
export const blocker = z.object({ step: z.enum(draftSteps), code: z.string(), text: z.string() });

/** The dry run of a draft. */
export const draftCheck = z.object({
  /** Null while blockers keep the plan from being made. */
  plan: planSummary
    .omit({ skipped: true, problems: true })
    .extend({
      /** The first 200 of each. */
      skipped: planSummary.shape.skipped,
      skippedCount: count,
      problems: planSummary.shape.problems,
      problemCount: count,
      /** What `estimatedSeconds` goes by: a speed measured at this VTN, the person's limit, or published figures. */
      estimateBasis: z.enum(['measured', 'limit', 'published']),
      pointsPerSecond: z.number(),
    })
    .nullable(),
  blockers: z.array(blocker),
  connection: z.object({ ok: z.boolean(), code: z.string().nullable(), text: z.string() }).nullable(),
  /** The points that go alone first and must be confirmed. */
  canary: z.array(
    z.object({
      series: z.string(),
      resource: z.string(),
      start: z.string(),
      end: z.string(),
      value: z.number(),
      quality: z.string(),
    }),
  ),
});

/** Rows of all files of a draft that no interval comes of, a page at a time. */
export const leftOutPage = z.object({ total: count, rows: z.array(rowLeftOut) });

export type DraftStep = (typeof draftSteps)[number];
export type Draft = z.infer<typeof draft>;
export type DraftMapping = z.infer<typeof draftMapping>;
export type DraftChange = z.infer<typeof draftChange>;
export type Survey = z.infer<typeof survey>;
export type Blocker = z.infer<typeof blocker>;
export type DraftCheck = z.infer<typeof draftCheck>;
