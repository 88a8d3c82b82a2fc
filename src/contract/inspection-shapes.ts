import { z } from 'zod';
import { planProblem } from './job-shapes.ts';
import { mappingProposal, mappingQuestion } from './mapping-proposal.ts';

const sampleValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const columnInspection = z.object({
  name: z.string(),
  type: z.string(),
  samples: z.array(sampleValue),
});

export const datasetInspection = z.object({
  name: z.string(),
  rows: z.number().int().min(0),
  /** True when the rows of a large file were judged from a sample instead of counted. */
  rowsAreEstimated: z.boolean().default(false),
  columns: z.array(columnInspection),
  /** Present when the dataset holds readings whose time could be recognised. */
  readings: z
    .object({
      epochUnit: z.string(),
      intervalMs: z.number().nullable(),
      firstStart: z.string().nullable(),
      lastStart: z.string().nullable(),
    })
    .nullable(),
});

export const fileInspection = z.object({
  path: z.string(),
  kind: z.enum(['csv', 'nem12', 'hdf5', 'sqlite', 'unknown']),
  format: z.string(),
  sizeBytes: z.number().int().min(0),
  /** Of text files; null for others. */
  encoding: z.string().nullable().default(null),
  delimiter: z.string().nullable().default(null),
  decimal: z.string().nullable().default(null),
  /** The line of the column names, as an editor shows it; null where there is none. */
  headerRow: z.number().int().nullable().default(null),
  /** At most the first 200 datasets, `datasetCount` in all. */
  datasets: z.array(datasetInspection),
  datasetCount: z.number().int().min(0),
  /** A preset reads a set of files as it is; any other file is read by a mapping. */
  proposal: z
    .union([mappingProposal, mappingProposal.extend({ mapping: z.object({ preset: z.string() }) })])
    .nullable(),
  problems: z.array(z.object({ code: z.string(), text: z.string(), row: z.number().int().nullable() })),
});

export const inspection = z.object({
  files: z.array(fileInspection),
  /** Files that make one set, such as a resource database with its meter file. */
  sets: z.array(z.object({ preset: z.string(), files: z.array(z.string()), evidence: z.array(z.string()) })),
});

/** What a person should know about a series, as that it has spikes: counted, located, in a sentence. */
export const finding = z.object({
  code: z.string(),
  text: z.string(),
  count: z.number().int(),
  firstStart: z.string().nullable(),
  firstRow: z.number().nullable(),
});

export const previewSeries = z.object({
  name: z.string(),
  load: z.string(),
  ven: z.string(),
  resource: z.string().nullable(),
  unit: z.string(),
  intervalMs: z.number().nullable(),
  timeZone: z.string(),
  intervals: z.number().int(),
  firstStart: z.string().nullable(),
  lastStart: z.string().nullable(),
  sum: z.number(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** Missing intervals between the first and the last. */
  gaps: z.number().int(),
  /** Rows without a value. */
  emptyValues: z.number().int(),
  duplicates: z.number().int(),
  conflicts: z.number().int(),
  rejected: z.number().int(),
  mean: z.number().nullable(),
  findings: z.array(finding),
  /** Calendar days of the zone with fewer or more intervals than the day is long. */
  shortDays: z.number().int(),
  longDays: z.number().int(),
  skipped: z.object({ code: z.string(), text: z.string() }).nullable(),
});

export const previewInterval = z.object({
  load: z.string(),
  start: z.string(),
  end: z.string(),
  value: z.number(),
  quality: z.string(),
});

/** A row that no interval came of; the number is the one that an editor shows. */
export const rowLeftOut = z.object({
  file: z.string(),
  /** The name of the first series that reads it, where a file numbers its rows series by series. */
  series: z.string().optional(),
  row: z.number(),
  field: z.string(),
  text: z.string(),
  reason: z.string(),
});

export const preview = z.object({
  series: z.array(previewSeries),
  totals: z.object({
    rows: z.number().int(),
    intervals: z.number().int(),
    duplicates: z.number().int(),
    conflicts: z.number().int(),
    gaps: z.number().int(),
    rejected: z.number().int(),
    ignored: z.number().int(),
    /** Rows within an interval together with others: resampled, or added up over registers. */
    merged: z.number().int(),
    /** Readings of a register that only end an interval. */
    closing: z.number().int(),
  }),
  questions: z.array(mappingQuestion),
  /** What should be looked at; nothing here stops an upload. */
  problems: z.array(planProblem),
  /** False when only the first rows of a large file were read: the counts are of those. */
  complete: z.boolean(),
  intervals: z.array(previewInterval),
  rejects: z.array(rowLeftOut),
  /** Rows that are no data, such as footers, repeated headers and rows of another kind. */
  ignored: z.array(rowLeftOut),
});

/** A row or cell of a file that no reading came of; `ignored` ones are no data at all, such as a footer. */
export const rejectedRow = z.object({
  outcome: z.enum(['rejected', 'ignored']),
  row: z.number(),
  field: z.string(),
  text: z.string(),
  reason: z.string(),
});

export const differenceKinds = [
  /** The ledger contradicts its own sums. */
  'ledger',
  /** The source does not hold what was planned any more. */
  'source',
  /** Confirmed, and the VTN does not have it. */
  'missing',
  /** The VTN has another value, end or quality. */
  'different',
  /** The VTN has it within the span of the series, and this job has not sent it. */
  'extra',
] as const;

export const verification = z.object({
  jobId: z.string(),
  /** What was compared with what: the ledger's sums, the source, and the VTN where it can be read. */
  compared: z.object({ ledger: z.boolean(), source: z.boolean(), vtn: z.boolean() }),
  notCompared: z.string().nullable(),
  loads: z.number().int(),
  intervals: z.number().int(),
  matching: z.number().int(),
  /** Uncertain intervals that the VTN has as they were sent, and those that it does not have. */
  uncertainThere: z.number().int().default(0),
  uncertainAbsent: z.number().int().default(0),
  differenceCount: z.number().int(),
  /** How many of the differences are of each kind. */
  kinds: z.record(z.enum(differenceKinds), z.number().int()),
  /** The first 1000. */
  differences: z.array(
    z.object({
      kind: z.enum(differenceKinds),
      load: z.string(),
      start: z.string().nullable(),
      text: z.string(),
    }),
  ),
});

export type Finding = z.infer<typeof finding>;
export type DatasetInspection = z.infer<typeof datasetInspection>;
export type FileInspection = z.infer<typeof fileInspection>;
export type Inspection = z.infer<typeof inspection>;
export type PreviewSeries = z.infer<typeof previewSeries>;
export type Preview = z.infer<typeof preview>;
export type RejectedRow = z.infer<typeof rejectedRow>;
export type Verification = z.infer<typeof verification>;
