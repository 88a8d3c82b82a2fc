import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { bulkUrl } from '../bulk/bulk-url.ts';
import { classifyAnswer } from '../bulk/classify-answer.ts';
import type { Classified } from '../bulk/classify-answer.ts';
import type { HttpAnswer } from '../http-answer.ts';
import type { HttpClient } from '../http-client.ts';

/** The id of no resource. Whatever else a VTN checks, it has nowhere to write a point to. */
export const noResource = 'no-such-resource';

const probeTimeoutMs = 30_000;

export interface ProbeAnswer {
  readonly answer: HttpAnswer;
  readonly meaning: Classified;
  readonly durationMs: number;
}

/** Requests to a bulk endpoint that cannot write anything: no resource, and no point in the body. */
export interface Probes {
  /** `[]` padded with blanks to so many bytes. */
  empty(sizeBytes: number): Promise<ProbeAnswer>;
  /** A row that is no point, compressed: who reads it says what is wrong with it. */
  compressed(): Promise<ProbeAnswer>;
}

export function createProbes(
  client: HttpClient,
  baseUrl: string,
  token: string,
  signal: AbortSignal,
  monotonic: () => number,
): Probes {
  const send = async (body: Uint8Array, gzip: boolean): Promise<ProbeAnswer> => {
    const startedMs = monotonic();
    const answer = await client.send({
      method: 'POST',
      url: bulkUrl(baseUrl, noResource, 1000, null),
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(gzip ? { 'content-encoding': 'gzip' } : {}),
      },
      body,
      timeoutMs: probeTimeoutMs,
      signal,
    });
    const durationMs = monotonic() - startedMs;
    return { answer, meaning: classifyAnswer(answer, { points: 0, gzip, nowMs: Date.now() }), durationMs };
  };
  return {
    empty: (sizeBytes) => send(emptyList(sizeBytes), false),
    compressed: () => send(gzipSync('["no point"]'), true),
  };
}

/** Blanks of all four kinds by chance, so that a line which compresses does not look faster than it is. */
const blanks = Buffer.from(' \t\n\r');

function emptyList(sizeBytes: number): Uint8Array {
  const body = randomBytes(Math.max(2, sizeBytes));
  for (let place = 1; place < body.length - 1; place++) body[place] = blanks[(body[place] ?? 0) & 3] ?? 32;
  body[0] = 0x5b;
  body[body.length - 1] = 0x5d;
  return body;
}
