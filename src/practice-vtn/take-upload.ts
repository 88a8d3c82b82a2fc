import { invalid, json, nginxPage, plainText, refusal } from './answer.ts';
import type { Answer, Reply } from './answer.ts';
import { checkIntervals } from './check-intervals.ts';
import type { PointColumns } from './check-intervals.ts';
import { QueryCheck } from './check-query.ts';
import type { NotWritten, PartialCount, SlowDown, WrittenUnheard } from './fault.ts';
import type { FaultScript } from './fault-script.ts';
import type { ObservationTally } from './observation-tally.ts';
import type { Endpoint, PointStore } from './point-store.ts';
import { readJson } from './read-json.ts';
import type { RegistryStore } from './registry-store.ts';
import type { Call } from './route.ts';

export interface UploadDesk {
  readonly points: PointStore;
  readonly registry: RegistryStore;
  readonly script: FaultScript;
  readonly tally: ObservationTally;
  /** Whether uploads to resources that nobody registered are answered with 404. */
  readonly onlyRegistered: boolean;
  /** Resolves after so many ms; rejects when the practice VTN closes. */
  wait(ms: number): Promise<void>;
}

interface UploadQuery {
  readonly endpoint: Endpoint;
  /** What the points are stored under: the resource of a bulk upload, the report of a regular one. */
  readonly resource: string;
  readonly reportId: string | null;
  readonly batchSize: number;
}

const batchSizes = { least: 1, most: 10_000, fallback: 1000 };

/** The resource id that faults and counts go by, before anything of the query is checked. */
export function resourceNamed(endpoint: Endpoint, query: URLSearchParams): string {
  return (query.get(endpoint === 'bulk' ? 'resource_id' : 'report_id') ?? '').toLowerCase();
}

/**
 * `POST /report_data/bulk` and `POST /report_data`: checks the whole request, then writes all of it or
 * nothing, unless a scripted fault comes in between.
 */
export async function takeUpload(desk: UploadDesk, endpoint: Endpoint, call: Call): Promise<Answer> {
  const startedAt = performance.now();
  const named = resourceNamed(endpoint, call.query);
  const latencyMs = desk.script.latencyMs(named);
  if (latencyMs > 0) await desk.wait(latencyMs);
  const fault = desk.script.refusal(named);
  if (fault !== null) return refusedBy(fault);

  const read = readJson(call.body);
  if (!read.isJson) return read.refusal;
  const check = new QueryCheck(call.query);
  const query = uploadQuery(endpoint, check);
  const { points, problems } = checkIntervals(read.content, desk.script.rowRefusal());
  if (check.problems.length + problems.length > 0) return invalid([...check.problems, ...problems]);
  if (isUnknown(desk, query)) return refusal(404, `Resource ${query.resource} not found`);
  return write(desk, query, points, startedAt);
}

function refusedBy(fault: SlowDown | NotWritten): Answer {
  switch (fault.kind) {
    case 'rate-limited':
      return refusal(429, 'Too Many Requests', retryAfter(fault));
    case 'unavailable':
      return refusal(503, 'Service Unavailable', retryAfter(fault));
    case 'server-error':
      return plainText(500, 'Internal Server Error');
    case 'bad-gateway':
      return nginxPage(502, 'Bad Gateway');
    case 'reset-before-write':
      return { ending: 'reset' };
    case 'hang':
      return { ending: 'none' };
  }
}

function retryAfter({ retryAfterSeconds }: SlowDown): Record<string, string> {
  return retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
}

function uploadQuery(endpoint: Endpoint, check: QueryCheck): UploadQuery {
  const isBulk = endpoint === 'bulk';
  const resource = check.uuid(isBulk ? 'resource_id' : 'report_id');
  const reportId = isBulk ? check.optionalUuid('report_id') : resource;
  const batchSize = isBulk ? check.integer('batch_size', batchSizes) : 1;
  return { endpoint, resource, reportId, batchSize };
}

function isUnknown(desk: UploadDesk, { endpoint, resource }: UploadQuery): boolean {
  if (desk.script.isUnknown(resource)) return true;
  return desk.onlyRegistered && endpoint === 'bulk' && !desk.registry.isRegistered(resource);
}

function write(desk: UploadDesk, query: UploadQuery, points: PointColumns, startedAt: number): Answer {
  const received = points.startMs.length;
  const fault = desk.script.whileWriting(query.resource);
  const missing = fault?.kind === 'partial-count' ? Math.min(fault.missing ?? 1, received) : 0;
  const written = fault?.kind === 'partial-count' && fault.writes === 'part' ? received - missing : received;
  desk.points.write(query, query.reportId, points, written);
  desk.tally.pointsReceived += received;
  const created = acknowledgement(desk, query, received - missing, (performance.now() - startedAt) / 1000);
  return fault === null ? created : distorted(fault, created);
}

function acknowledgement(desk: UploadDesk, query: UploadQuery, entries: number, seconds: number): Reply {
  const { endpoint, resource, reportId, batchSize } = query;
  return json(201, {
    message: `Created ${entries} entries (REHEARSAL: kept by a practice VTN only)`,
    resource_id: endpoint === 'bulk' ? resource : null,
    meter_id: desk.registry.meterId(resource),
    report_id: reportId,
    entries_created: entries,
    storage: 'sqlite',
    mode: endpoint,
    batch_size: batchSize,
    duration_seconds: Number(seconds.toFixed(6)),
    throughput_points_per_second: Number((entries / Math.max(seconds, 1e-6)).toFixed(1)),
  });
}

function distorted(fault: WrittenUnheard | PartialCount, created: Reply): Answer {
  switch (fault.kind) {
    case 'gateway-timeout':
      return nginxPage(504, 'Gateway Time-out');
    case 'reset-after-write':
      return { ending: 'reset' };
    case 'cut-answer':
      return { ...created, ending: 'cut' };
    case 'partial-count':
      return created;
  }
}
