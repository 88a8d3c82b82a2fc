import { z } from 'zod';
import { AppError } from '../../../contract/app-error.ts';
import type { VtnResource } from '../../../contract/profile-shapes.ts';
import { isUuid } from '../../../domain/uuid.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Credentials } from '../../ports/secrets.ts';
import { classifyAnswer } from '../bulk/classify-answer.ts';
import { parseJson, wordsOfPage } from '../foreign-text.ts';
import type { HttpResponse } from '../http-answer.ts';
import { createHttpClient } from '../http-client.ts';
import type { Line } from '../line.ts';
import { createTokenSource, isToken } from '../token-source.ts';
import { readResources } from './read-resources.ts';

/** A load as a VTN registers it (vtn-bulk-api: Registration). */
export interface NewResource {
  readonly loadId: string;
  readonly name: string;
  readonly type: string;
  readonly ven: string;
  readonly externalId: string;
  readonly meterPointId: string;
  readonly location: { readonly longitude: number; readonly latitude: number } | null;
  readonly attributes: readonly {
    readonly type: string;
    readonly name: string;
    readonly values: readonly string[];
  }[];
}

/** What a VTN said to a registration. */
export type Registered =
  | { readonly kind: 'registered' | 'found'; readonly id: string }
  /** It is there already, or may be: the list of resources knows its id. */
  | { readonly kind: 'look-up'; readonly text: string }
  | { readonly kind: 'refused'; readonly text: string };

/**
 * VENs and resources of a VTN. Every method throws AppError vtn/* when nothing of the kind will work now, and the
 * signal's reason when it is stopped.
 */
export interface VtnRegistry {
  /** Registers a VEN, or finds that there is one of that name. */
  addVen(ven: string, clientName: string): Promise<void>;
  addResource(resource: NewResource): Promise<Registered>;
  /** All that the VTN lists. Throws vtn/refused with a sentence when it lists none. */
  listResources(): Promise<VtnResource[]>;
  close(): Promise<void>;
}

export interface RegistryOptions {
  readonly baseUrl: string;
  readonly credentials: Credentials | null;
  readonly line: Line;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Asks one path below the base URL and gives the answer that is neither passing trouble nor about credentials. */
export type AskVtn = (asked: {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly maxBytes?: number;
}) => Promise<HttpResponse>;

export function openVtnRegistry(options: RegistryOptions): VtnRegistry {
  const client = createHttpClient(options.line);
  const ask = askPatiently(options, client);
  return {
    addVen: async (ven, clientName) => {
      const answer = await ask({
        method: 'POST',
        path: '/vens',
        body: { ven_name: ven, client_name: clientName },
      });
      if (answer.status === 201 || answer.status === 200 || answer.status === 409) return;
      throw new AppError(
        'vtn/refused',
        `The VTN does not register the VEN ${ven}: ${wordsOf(answer)}. Nothing of this VEN was registered.`,
      );
    },
    addResource: async (resource) =>
      judge(await ask({ method: 'POST', path: '/resources', body: wire(resource) })),
    listResources: () => readResources(ask),
    close: () => client.close(),
  };
}

const timeoutMs = 60_000;
const triesOfPassing = 4;
const firstPauseMs = 1000;
const longestPauseMs = 60_000;

function askPatiently(
  { baseUrl, credentials, clock, signal }: RegistryOptions,
  client: ReturnType<typeof createHttpClient>,
): AskVtn {
  const tokens = createTokenSource(credentials, client, () => clock.now());
  return async ({ method, path, body, maxBytes }) => {
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      const token = await tokens.current();
      if (!isToken(token)) throw new AppError(codeOf(token), token.text);
      const answer = await client.send({
        method,
        url: `${baseUrl}${path}`,
        headers: {
          authorization: `Bearer ${token.text}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(maxBytes === undefined ? {} : { maxBytes }),
        timeoutMs,
        signal,
      });
      const meaning = classifyAnswer(answer, { points: 0, gzip: false, nowMs: clock.now() });
      if (meaning.kind === 'unauthorized') {
        if (tokens.refused(token) === 'try-again') continue;
        throw new AppError('vtn/unauthorized', `${meaning.text}. Give valid credentials, then try again.`);
      }
      if (answer.kind === 'response') {
        tokens.accepted(token);
        if (
          meaning.kind === 'blocked' &&
          meaning.code !== 'vtn/settings-refused' &&
          meaning.code !== 'engine/bug'
        )
          throw new AppError(meaning.code, meaning.text);
      }
      const isBusy = meaning.kind === 'slow-down';
      // A registration that may have arrived is found again when it is repeated: the VTN answers 409 or 500 then.
      if (!isBusy && answer.kind === 'response') return answer;
      if (attempt >= triesOfPassing)
        throw new AppError(codeOf(meaning), `The VTN cannot be asked: ${textOf(meaning)}`);
      const asked = 'retryAfterMs' in meaning ? meaning.retryAfterMs : null;
      await clock.sleep(Math.min(asked ?? firstPauseMs * 2 ** (attempt - 1), longestPauseMs), signal);
    }
  };
}

interface Failure {
  readonly kind: string;
  readonly code?: string;
  readonly text?: string;
}

function codeOf({ kind, code }: Failure) {
  switch (code) {
    case 'vtn/tls':
    case 'vtn/timeout':
    case 'vtn/connection-lost':
    case 'vtn/rate-limited':
    case 'vtn/credentials-missing':
    case 'vtn/token-refused':
    case 'vtn/unauthorized':
      return code;
    default:
      return kind === 'offline' ? 'vtn/unreachable' : 'vtn/server-error';
  }
}

function textOf({ text }: Failure): string {
  return text ?? 'no further words';
}

function wire({
  loadId,
  name,
  type,
  ven,
  externalId,
  meterPointId,
  location,
  attributes,
}: NewResource): unknown {
  return {
    id: loadId,
    resource_name: name,
    resource_type: type,
    ven_name: ven,
    external_resource_id: externalId,
    service_location: { meterpoint_id: meterPointId, ...location },
    attributes: attributes.map((attribute) => ({
      attribute_type: attribute.type,
      attribute_name: attribute.name,
      attribute_values: attribute.values,
    })),
  };
}

const withId = z.object({ id: z.string() });

/** 500 is the known fault for an external id that exists already; it is never taken for success. */
function judge(answer: HttpResponse): Registered {
  const parsed = withId.safeParse(parseJson(answer.body));
  const id = parsed.success && isUuid(parsed.data.id) ? parsed.data.id.toLowerCase() : null;
  if (answer.status === 201 || answer.status === 200 || answer.status === 409) {
    if (id === null) return { kind: 'look-up', text: `HTTP ${answer.status} without the id of the resource` };
    return { kind: answer.status === 409 ? 'found' : 'registered', id };
  }
  if (answer.status >= 500) return { kind: 'look-up', text: wordsOf(answer) };
  if (answer.status === 404 || answer.status === 405) {
    throw new AppError(
      'vtn/refused',
      `This VTN registers no resources (${wordsOf(answer)}). Ask whoever runs it for the ids of the resources.`,
    );
  }
  return { kind: 'refused', text: wordsOf(answer) };
}

/** The answer in a few words. */
export function wordsOf({ status, body }: HttpResponse): string {
  const plain = wordsOfPage(body);
  return plain === '' ? `HTTP ${status}` : `HTTP ${status}: ${plain}`;
}
