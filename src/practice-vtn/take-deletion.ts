import { invalid, json, refusal } from './answer.ts';
import type { Answer } from './answer.ts';
import { checkIntervals } from './check-intervals.ts';
import { QueryCheck } from './check-query.ts';
import { distorted, refusedBy } from './faulty-answer.ts';
import { readJson } from './read-json.ts';
import type { Call } from './route.ts';
import { resourceNamed } from './take-upload.ts';
import type { UploadDesk } from './take-upload.ts';
import { noStarts } from './upload-watch.ts';

/**
 * `POST /report_data/delete?resource_id=…`: takes an array as a bulk upload has it and deletes, all at once, the
 * intervals that are stored exactly so (end, value and quality too). `entries_left` counts those whose start is
 * stored otherwise, which stay; an interval that is not there is neither, so a request sent again does no harm.
 * The original has nothing like it. Faults concern it as they do uploads.
 */
export async function takeDeletion(desk: UploadDesk, call: Call): Promise<Answer> {
  const { script } = desk;
  const named = resourceNamed('bulk', call.query);
  desk.watch({ at: 'taken', resource: named, startsMs: noStarts });
  const latencyMs = script.latencyMs(named);
  if (latencyMs > 0) await desk.wait(latencyMs);
  const refusing = script.refusal(named);
  if (refusing !== null) return refusedBy(refusing);

  const read = readJson(call.body);
  if (!read.isJson) return read.refusal;
  const check = new QueryCheck(call.query);
  const resource = check.uuid('resource_id');
  const { points, problems } = checkIntervals(read.content, () => false);
  if (check.problems.length + problems.length > 0) return invalid([...check.problems, ...problems]);
  if (script.isUnknown(resource)) return refusal(404, `Resource ${resource} not found`);

  const fault = script.whileWriting(resource);
  const { deleted, left } = desk.points.delete({ endpoint: 'bulk', resource }, points);
  desk.watch({ at: 'deleted', resource, startsMs: points.startMs });
  const missing = fault?.kind === 'partial-count' ? Math.min(fault.missing ?? 1, deleted) : 0;
  const answer = json(200, {
    message: `Deleted ${deleted - missing} entries (REHEARSAL: from a practice VTN only)`,
    resource_id: resource,
    entries_deleted: deleted - missing,
    entries_left: left,
  });
  return fault === null ? answer : distorted(fault, answer);
}
