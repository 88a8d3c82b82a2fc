import { invalid, json } from './answer.ts';
import type { Reply } from './answer.ts';
import { issueToken } from './issue-token.ts';
import type { TokenTerms } from './issue-token.ts';
import type { Observations } from './observation-tally.ts';
import { FaultsInvalid } from './parse-faults.ts';
import { countIntervals, readIntervals } from './read-back.ts';
import { readJson } from './read-json.ts';
import { listResources, registerResource, registerVen } from './register.ts';
import type { Access, Call, Route } from './route.ts';
import { takeDeletion } from './take-deletion.ts';
import { takeUpload } from './take-upload.ts';
import type { UploadDesk } from './take-upload.ts';

export const apiPrefix = '/openadr3';

/** Everything below `/openadr3`, and the token endpoint also where an identity provider would have it. */
export function practiceRoutes(
  desk: UploadDesk,
  tokens: TokenTerms,
  observations: () => Observations,
): readonly Route[] {
  const { points, registry, script } = desk;
  const issue = (call: Call): Reply => issueToken(tokens, call);
  const below = (access: Access, method: Route['method'], path: string, answer: Route['answer']): Route => ({
    access,
    method,
    path: apiPrefix + path,
    answer,
  });
  return [
    { access: 'token', method: 'POST', path: '/oauth/token', answer: issue },
    below('token', 'POST', '/auth/token', issue),
    below('api', 'POST', '/vens', (call) => registerVen(registry, call)),
    below('api', 'POST', '/resources', (call) => registerResource(registry, script, call)),
    below('api', 'GET', '/resources', () => listResources(registry)),
    below('upload', 'POST', '/report_data', (call) => takeUpload(desk, 'regular', call)),
    below('upload', 'POST', '/report_data/bulk', (call) => takeUpload(desk, 'bulk', call)),
    below('upload', 'POST', '/report_data/delete', (call) => takeDeletion(desk, call)),
    below('rehearsal', 'GET', '/report_data', (call) => readIntervals(points, call)),
    below('rehearsal', 'GET', '/report_data/count', (call) => countIntervals(points, call)),
    below('rehearsal', 'GET', '/practice', () => json(200, practiceFace)),
    below('rehearsal', 'GET', '/practice/faults', () => json(200, script.faults())),
    below('rehearsal', 'PUT', '/practice/faults', (call) => replaceFaults(desk, call)),
    below('rehearsal', 'GET', '/practice/observations', () => json(200, observations())),
  ];
}

/** How a client finds out that this is a rehearsal, where it can read back and delete; paths below the base URL. */
const practiceFace = {
  rehearsal: true,
  read_back: '/report_data',
  count: '/report_data/count',
  delete: '/report_data/delete',
};

/** `PUT /practice/faults` with the list of `Fault`s that replaces the present one. */
function replaceFaults({ script }: UploadDesk, call: Call): Reply {
  const read = readJson(call.body);
  if (!read.isJson) return read.refusal;
  try {
    script.replace(read.content);
  } catch (error) {
    if (error instanceof FaultsInvalid) return invalid(error.problems);
    throw error;
  }
  return json(200, script.faults());
}
