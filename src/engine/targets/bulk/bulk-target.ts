import type { Credentials } from '../../ports/secrets.ts';
import { createHttpClient } from '../http-client.ts';
import type { HttpClient } from '../http-client.ts';
import type { Line } from '../line.ts';
import { plainLine } from '../line.ts';
import type { Delivery, Outcome, Probe, Shipment, Target } from '../target.ts';
import { createTokenSource, isToken } from '../token-source.ts';
import type { TokenSource } from '../token-source.ts';
import { bulkUrl } from './bulk-url.ts';
import { classifyAnswer } from './classify-answer.ts';
import { openReadBack } from './read-back.ts';

export interface BulkTargetOptions {
  /** As `normaliseBaseUrl` gives it. */
  readonly baseUrl: string;
  readonly credentials: Credentials | null;
  /** Certificates and proxy; what the computer itself is set to unless told. */
  readonly line?: Line;
  readonly now: () => number;
}

/** What a confirmed interval means at such a VTN. */
export const bulkGuarantee =
  'Acknowledged by an overwriting store: each confirmed interval is in an answer that counted all that was sent, ' +
  'and one that was sent twice replaced itself.';

/** The bulk endpoint of a VTN whose store overwrites: one chunk is one POST to /report_data/bulk. */
export function createBulkTarget({ baseUrl, credentials, line = plainLine, now }: BulkTargetOptions): Target {
  const client = createHttpClient(line);
  const tokens = createTokenSource(credentials, client, now);
  return {
    prepare: async () => {
      const token = await tokens.current();
      return isToken(token) ? null : token;
    },
    send: (shipment) => send(client, tokens, baseUrl, shipment, now),
    readBack: (resourceId) => openReadBack(client, tokens, baseUrl, resourceId),
    probe: async () => describeProbe(await send(client, tokens, baseUrl, probeShipment, now), baseUrl),
    close: () => client.close(),
  };
}

/** An id that no resource has makes the VTN check everything and write nothing. */
const probeShipment: Shipment = {
  resourceId: 'no-such-resource',
  reportId: null,
  body: Buffer.from('[]'),
  gzip: false,
  points: 0,
  batchSize: 1000,
  timeoutMs: 30_000,
};

function describeProbe({ outcome, status }: Delivery, baseUrl: string): Probe {
  switch (outcome.kind) {
    case 'load-refused':
      return outcome.code === 'vtn/refused'
        ? { ok: true, code: null, text: `The VTN at ${baseUrl} answers and accepts the credentials.` }
        : {
            ok: false,
            code: outcome.code,
            text: `There is no bulk upload at ${baseUrl}: ${outcome.text}. Check the VTN URL.`,
          };
    case 'confirmed':
    case 'rows-refused':
      return { ok: true, code: null, text: `The VTN at ${baseUrl} answers and accepts the credentials.` };
    case 'offline':
      return {
        ok: false,
        code: 'vtn/unreachable',
        text: `The VTN at ${baseUrl} cannot be reached: ${outcome.text}`,
      };
    default:
      return {
        ok: false,
        code: 'code' in outcome ? outcome.code : 'vtn/refused',
        text: `HTTP ${status ?? '-'}: ${outcome.text}`,
      };
  }
}

async function send(
  client: HttpClient,
  tokens: TokenSource,
  baseUrl: string,
  shipment: Shipment,
  now: () => number,
): Promise<Delivery> {
  const token = await tokens.current();
  if (!isToken(token)) return { outcome: token, status: null, rehearsal: false };
  const answer = await client.send({
    method: 'POST',
    url: bulkUrl(baseUrl, shipment.resourceId, shipment.batchSize, shipment.reportId),
    headers: {
      authorization: `Bearer ${token.text}`,
      'content-type': 'application/json',
      ...(shipment.gzip ? { 'content-encoding': 'gzip' } : {}),
    },
    body: shipment.body,
    timeoutMs: shipment.timeoutMs,
  });
  const classified = classifyAnswer(answer, { points: shipment.points, gzip: shipment.gzip, nowMs: now() });
  const status = answer.kind === 'response' ? answer.status : null;
  const rehearsal = answer.kind === 'response' && answer.practice;
  if (classified.kind !== 'unauthorized') {
    if (status !== null) tokens.accepted(token);
    return { outcome: classified, status, rehearsal };
  }
  const outcome: Outcome =
    tokens.refused(token) === 'try-again'
      ? { kind: 'token-renewed', text: classified.text }
      : {
          kind: 'blocked',
          code: 'vtn/unauthorized',
          text: `${classified.text}. Give valid credentials, then resume.`,
        };
  return { outcome, status, rehearsal };
}
