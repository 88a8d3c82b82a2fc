import { createHash } from 'node:crypto';
import { z } from 'zod';
import { stagedData } from '../../contract/handover-shapes.ts';
import { planSummary, pointFigures } from '../../contract/job-shapes.ts';
import { mappingDocument } from '../../contract/mapping-document.ts';
import { jobRequest } from '../../contract/request-shapes.ts';
import { jobStates } from '../../domain/job-state.ts';
import { qualityCodes } from '../../domain/quality-code.ts';

/**
 * A .haul file is a zip archive with exactly these entries and the part files of the staged data. The manifest comes
 * last: it lists every other entry with its size and SHA-256, and carries a checksum over itself.
 */
export const haulVersion = 1;

/** Stands in the archive's comment, at the very end of the file, so that it is recognised without being opened. */
export const haulComment = 'Meterhaul job, handed over';

export const manifestName = 'manifest.json';
export const jobName = 'job.json';

/** One JSON object a line. */
export const listNames = [
  'sources.ndjson',
  'datasets.ndjson',
  'series.ndjson',
  'spans.ndjson',
  'rows-set-aside.ndjson',
  'problems.ndjson',
  'decisions.ndjson',
  'corrections.ndjson',
  'attempts.ndjson',
] as const;

export type ListName = (typeof listNames)[number];

const partPattern = /^data\/(part-\d{5,9}\.staged)$/;

export function dataName(part: string): string {
  return `data/${part}`;
}

/** The part file that an entry is; null for any other. */
export function partOf(entry: string): string | null {
  return partPattern.exec(entry)?.[1] ?? null;
}

export function isEntryName(name: string): boolean {
  return (
    name === manifestName ||
    name === jobName ||
    listNames.some((each) => each === name) ||
    partOf(name) !== null
  );
}

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const id = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const instantMs = z.number().int().min(-8.64e15).max(8.64e15);
const text = z.string().max(100_000);
const word = z.string().max(2000);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const jobId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);

/** A name without any folder. */
const fileName = z
  .string()
  .min(1)
  .max(1000)
  .refine((name) => !/[/\\\0]/.test(name) && name !== '.' && name !== '..', 'a path, not a name');

export const manifest = z.object({
  meterhaul: z.literal('haul'),
  version: z.literal(haulVersion),
  haulId: z.uuid(),
  jobId,
  writtenBy: word,
  exportedAt: z.iso.datetime(),
  computer: word,
  createdAt: z.iso.datetime(),
  files: z.array(fileName).max(100_000),
  baseUrl: z.url(),
  points: pointFigures,
  data: stagedData,
  entries: z.array(z.object({ name: word, bytes: count, sha256 })).max(100_000),
  checksum: sha256,
});

export type Manifest = z.infer<typeof manifest>;

/** What any version of the format says first. */
export const anyManifest = z.object({ meterhaul: z.literal('haul'), version: z.number().int() });

/** SHA-256 over the manifest without its checksum, as its writer spelled it. */
export function manifestChecksum(fields: Omit<Manifest, 'checksum'>): string {
  const { checksum: _checksum, ...rest } = { checksum: '', ...fields };
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}

/** The same text for the same content, whatever the order of its keys. */
function canonicalJson(content: unknown): string {
  return JSON.stringify(content, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

export const haulJob = z.object({
  id: jobId,
  state: z.enum(jobStates),
  createdAtMs: instantMs,
  rehearsal: z.boolean(),
  baseUrl: z.url(),
  plan: planSummary.omit({ skipped: true, problems: true }),
  /** With the pace that held last. */
  request: jobRequest,
  planned: count,
  confirmed: count,
  rejected: count,
  uncertain: count,
  loadsConfirmed: count,
  loadsFailed: count,
  requests: count,
  bytes: count,
  firstSentAtMs: instantMs.nullable(),
  /** In some run the VTN's certificate was not verified; the job says so for good. */
  trustedAnyCertificate: z.boolean(),
});

const ranges = z.array(count).max(4_000_000);

export const lines = {
  'sources.ndjson': z.object({
    position: count,
    role: z.enum(['resource-database', 'meter-file', 'readings', 'readings-database']),
    name: fileName,
    sizeBytes: count,
    mtimeMs: z.number(),
    contentHash: word,
    fullHash: word.nullable(),
    mapping: mappingDocument.nullable(),
  }),
  'datasets.ndjson': z.object({
    id,
    source: count,
    path: text,
    minus: z.array(z.object({ source: count, path: text })),
    digest: z.string().regex(/^[0-9a-f]{40}$/),
    rows: count,
    intervals: count,
    duplicates: count,
    conflicts: count,
    gaps: count,
    rejected: count,
    intervalMs: z.number().min(0),
    firstStartMs: z.number(),
    lastStartMs: z.number(),
    encodedBytes: count,
    unit: word.nullable(),
    copy: z
      .object({ part: id, offsetBytes: count, sizeBytes: count, sha256, ranges, points: count })
      .nullable(),
  }),
  'series.ndjson': z.object({
    id,
    load: text,
    ven: text,
    name: text,
    resource: word.nullable(),
    report: word.nullable(),
    dataset: id.nullable(),
    state: z.enum(['pending', 'confirmed', 'failed', 'skipped']),
    planned: count,
    confirmed: count,
    rejected: count,
    uncertain: count,
    code: word.nullable(),
    text: text.nullable(),
  }),
  'spans.ndjson': z.object({
    series: id,
    from: count,
    to: count,
    state: z.enum(['sending', 'confirmed', 'rejected', 'uncertain']),
    code: word.nullable(),
    text: text.nullable(),
    subject: text.nullable(),
  }),
  'rows-set-aside.ndjson': z.object({
    source: count,
    dataset: id.nullable(),
    row: z.number().int(),
    outcome: word,
    field: text,
    text,
    reason: text,
  }),
  'problems.ndjson': z.object({ load: text.nullable(), code: word, text }),
  'decisions.ndjson': z.object({ atMs: instantMs, text }),
  'corrections.ndjson': z.object({
    series: id,
    index: count,
    startMs: z.number(),
    endMs: z.number(),
    value: z.number(),
    quality: z.enum(qualityCodes),
    atMs: instantMs,
  }),
  /** The requests of a series, summed up. */
  'attempts.ndjson': z.object({
    series: id,
    requests: count,
    unconfirmed: count,
    points: count,
    bytes: count,
    firstMs: instantMs,
    lastMs: instantMs,
  }),
} as const satisfies Record<ListName, z.ZodType>;

export type HaulLine<N extends ListName> = z.infer<(typeof lines)[N]>;
export type HaulJob = z.infer<typeof haulJob>;
