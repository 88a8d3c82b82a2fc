import { invalid, json, refusal } from './answer.ts';
import type { Answer, Reply } from './answer.ts';
import type { CapacityDesk } from './capacity.ts';
import { checkIntervals } from './check-intervals.ts';
import type { PointColumns } from './check-intervals.ts';
import { QueryCheck } from './check-query.ts';
import type { FaultScript } from './fault-script.ts';
import { distorted, refusedBy } from './faulty-answer.ts';
import type { ObservationTally } from './observation-tally.ts';
import type { Endpoint, PointStore } from './point-store.ts';
import { readJson } from './read-json.ts';
import type { RegistryStore } from './registry-store.ts';
import type { Call } from './route.ts';
import { noStarts } from './upload-watch.ts';
import type { UploadWatch } from './upload-watch.ts';

export interface UploadDesk {
  readonly points: PointStore;
  readonly registry: RegistryStore;
  readonly script: FaultScript;
  readonly tally: ObservationTally;
  readonly capacity: () => CapacityDesk | null;
  /** Whether uploads to resources that nobody registered are answered with 404. */
  readonly onlyRegistered: boolean;
  readonly watch: UploadWatch;
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
  desk.watch({ at: 'taken', resource: resourceNamed(endpoint, call.query), startsMs: noStarts });
  const capacity = desk.capacity();
  if (capacity === null) return serveUpload(desk, endpoint, call, null);
  if (!(await capacity.takePlace())) return overCapacity(desk, capacity);
  try {
    return await serveUpload(desk, endpoint, call, capacity);
  } finally {
    capacity.leavePlace();
  }
}

async function serveUpload(
  desk: UploadDesk,
  endpoint: Endpoint,
  call: Call,
  capacity: CapacityDesk | null,
): Promise<Answer> {
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
  const whole = desk.script.wholeRefusal(points.startMs);
  if (whole !== null) return refusal(whole.status ?? 422, whole.detail ?? 'The request was refused.');
  const isTaken = capacity === null || (await capacity.takePoints(points.startMs.length));
  if (capacity !== null && !isTaken) return overCapacity(desk, capacity);
  return write(desk, query, points, startedAt);
}

function overCapacity(desk: UploadDesk, { fault }: CapacityDesk): Answer {
  desk.script.noteOverCapacity();
  const { answer, retryAfterSeconds } = fault;
  const kind = answer === 'unavailable' ? answer : 'rate-limited';
  return refusedBy({ kind, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
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
  const { resource } = query;
  desk.watch({ at: 'written', resource, startsMs: points.startMs });
  if (fault === null) desk.watch({ at: 'acknowledged', resource, startsMs: points.startMs });
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
