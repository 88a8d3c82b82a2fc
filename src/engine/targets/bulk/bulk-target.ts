import type { Credentials } from '../../ports/secrets.ts';
import { createHttpClient } from '../http-client.ts';
import type { HttpClient } from '../http-client.ts';
import type { Line } from '../line.ts';
import { plainLine } from '../line.ts';
import type { Delivery, Probe, Shipment, Target } from '../target.ts';
import { createTokenSource, isToken } from '../token-source.ts';
import type { TokenSource } from '../token-source.ts';
import { tryLine } from '../try-line.ts';
import { bulkUrl } from './bulk-url.ts';
import { classifyAnswer } from './classify-answer.ts';
import { postShipment } from './post-shipment.ts';
import { createReadBack } from './read-back.ts';
import { createRemover } from './remove-intervals.ts';

export interface BulkTargetOptions {
  /** As `normaliseBaseUrl` gives it. */
  readonly baseUrl: string;
  readonly credentials: Credentials | null;
  /** Certificates and proxy; what the computer itself is set to unless told. */
  readonly line?: Line;
  /** Path below the base URL that gives intervals back, where the profile names one. */
  readonly readBackPath?: string | null;
  /** Path below the base URL that deletes intervals, where the profile names one. */
  readonly deletePath?: string | null;
  readonly now: () => number;
  /** For lengths of time; the system's unless told. */
  readonly monotonic?: () => number;
}

/** What a confirmed interval means at such a VTN. */
export const bulkGuarantee =
  'Acknowledged by an overwriting store: each confirmed interval is in an answer that counted all that was sent, ' +
  'and one that was sent twice replaced itself.';

/** The bulk endpoint of a VTN whose store overwrites: one chunk is one POST to /report_data/bulk. */
export function createBulkTarget(options: BulkTargetOptions): Target {
  const { baseUrl, credentials, line = plainLine, readBackPath = null, now } = options;
  const client = createHttpClient(line, options.monotonic);
  const tokens = createTokenSource(credentials, client, now);
  const readBack = createReadBack({ client, tokens, baseUrl }, readBackPath);
  const remover = createRemover({ client, tokens, baseUrl, now }, options.deletePath ?? null);
  return {
    prepare: async () => {
      const token = await tokens.current();
      return isToken(token) ? null : token;
    },
    send: (shipment) => send(client, tokens, baseUrl, shipment, now),
    readBack: readBack.read,
    canRemove: remover.canRemove,
    remove: remover.remove,
    probe: async () => describeProbe(await send(client, tokens, baseUrl, probeShipment, now), baseUrl),
    tryLine: async (patienceMs, signal) => {
      const away = tokens.awayAt();
      const places = away === null ? [baseUrl] : [baseUrl, away];
      const found = await Promise.all(places.map((place) => tryLine(place, line, patienceMs, signal)));
      return found.find((text) => text !== null) ?? null;
    },
    mayBeLeaving: () => client.mayBeLeaving(),
    quietMs: () => client.quietMs(),
    reconnect: (why) => client.reconnect(why),
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

function send(
  client: HttpClient,
  tokens: TokenSource,
  baseUrl: string,
  shipment: Shipment,
  now: () => number,
): Promise<Delivery> {
  const url = bulkUrl(baseUrl, shipment.resourceId, shipment.batchSize, shipment.reportId);
  const { points, gzip } = shipment;
  return postShipment({ client, tokens }, url, shipment, (answer) =>
    classifyAnswer(answer, { points, gzip, nowMs: now() }),
  );
}
