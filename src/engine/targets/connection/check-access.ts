import type { Credentials } from '../../ports/secrets.ts';
import { isToken } from '../token-source.ts';
import type { TokenSource } from '../token-source.ts';
import { noResource } from './probe-requests.ts';
import type { ProbeAnswer } from './probe-requests.ts';
import { abortable, broken, failed, passed, skipped, warning } from './step-result.ts';
import type { StepResult } from './step-result.ts';

export interface GotToken {
  readonly result: StepResult;
  /** Null when there is none. Secret. */
  readonly token: string | null;
}

/** Fetches a token where one is fetched. */
export async function getToken(
  tokens: TokenSource,
  credentials: Credentials | null,
  baseUrl: string,
  signal: AbortSignal,
): Promise<GotToken> {
  const token = await abortable(tokens.current(), signal);
  if (!isToken(token)) return { token: null, result: tokenFailure(token.kind, token) };
  if (credentials?.kind !== 'client')
    return { token: token.text, result: passed('There is a token; the VTN decides whether it is good.') };
  const server = new URL(credentials.tokenUrl).origin;
  const text = `The token server ${server} gave a token.`;
  const isOwn = server === new URL(baseUrl).origin;
  const result = isOwn
    ? passed(text)
    : warning(
        `${text} It is another server than the VTN's.`,
        'Make sure that it belongs to whoever runs the VTN: client id and secret are sent to it.',
      );
  return { token: token.text, result };
}

function tokenFailure(kind: string, failure: { text: string; code?: string }): StepResult {
  if (kind === 'offline')
    return failed('vtn/unreachable', failure.text, 'Check the token URL, the line and the proxy.');
  switch (failure.code) {
    case 'vtn/credentials-missing':
      return failed(
        'vtn/credentials-missing',
        'There is no token or client secret for this VTN.',
        'Enter it in the destination; on the command line give --token-file or --env-file.',
      );
    case 'vtn/tls':
      return failed('vtn/tls', failure.text, 'Give the certificate of its issuing authority as the CA file.');
    case 'vtn/rate-limited':
      return failed('vtn/rate-limited', failure.text, 'Wait a little and try again.');
    default:
      return failed('vtn/token-refused', failure.text, 'Check client id, client secret and token URL.');
  }
}

/** Whether the VTN lets these credentials upload, by its answer to an upload of nothing to nowhere. */
export function judgePermission(
  { answer, meaning }: ProbeAnswer,
  credentials: Credentials | null,
): StepResult {
  if (answer.kind === 'break') return broken('The VTN gave no answer', answer);
  if (meaning.kind === 'unauthorized') {
    const advice =
      credentials?.kind === 'client'
        ? 'The token server gave a token that this VTN does not take: check that both belong together.'
        : 'Enter a token that is valid now: it may have ended, or be for another VTN.';
    return failed('vtn/unauthorized', `${meaning.text} (HTTP ${answer.status}).`, advice);
  }
  if (answer.status === 403) {
    const text = 'text' in meaning ? meaning.text : 'HTTP 403';
    return failed('vtn/unauthorized', text, 'Ask whoever runs the VTN to let this client upload reports.');
  }
  return isUpload(answer.status, answer.body)
    ? passed('The VTN accepts the credentials.')
    : skipped('Cannot be told: the address does not answer as an upload.');
}

/** Whether there is a bulk upload at the address. */
export function judgeEndpoint({ answer, meaning }: ProbeAnswer, baseUrl: string): StepResult {
  if (answer.kind === 'break') return broken('The VTN gave no answer', answer);
  const { status } = answer;
  const text = 'text' in meaning ? meaning.text : `HTTP ${status}`;
  if (isUpload(status, answer.body)) return passed(`There is a bulk upload at ${baseUrl}.`);
  if (status === 429 || status === 503)
    return failed('vtn/rate-limited', text, 'The VTN is busy: wait a little and try again.');
  if (status >= 500 || status === 408)
    return failed('vtn/server-error', text, 'The VTN has a fault of its own: tell whoever runs it.');
  if (status >= 300 && status < 400)
    return failed('vtn/redirected', text, 'Use the address that it names, if it is the VTN that you mean.');
  return failed(
    'vtn/refused',
    `There is no bulk upload at ${baseUrl} (HTTP ${status}).`,
    'Check the path of the VTN URL; it usually ends in /openadr3.',
  );
}

/** A resource that is refused, by its spelling or because nobody knows it, is an upload's answer. */
function isUpload(status: number, body: string): boolean {
  if (status === 404) return body.includes(noResource);
  return status === 422 || status === 400 || status === 201 || status === 413;
}
