import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A practice VTN of this process or another one. */
export interface Target {
  readonly origin: string;
  readonly token: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Asked {
  readonly method?: string;
  /** Below the origin, query included. */
  readonly path: string;
  /** On top of the bearer token and the JSON content type; null leaves a header out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly body?: string | Buffer;
  readonly signal?: AbortSignal;
}

export interface WirePoint {
  readonly interval_start: string;
  readonly interval_end: string;
  readonly value: number;
  readonly quality_code: string;
}

export const resourceA = '6f1b1c3e-0000-4000-8000-00000000000a';
export const resourceB = '6f1b1c3e-0000-4000-8000-00000000000b';
export const reportR = '9d2c5a70-0000-4000-8000-000000000001';

const firstStartMs = Date.UTC(2025, 0, 15, 8);
const hourMs = 3_600_000;

/** Hourly points from 2025-01-15T08:00:00Z on, with values 100, 101, … */
export function hourlyPoints(count: number, from = 0): WirePoint[] {
  return Array.from({ length: count }, (_, offset) => {
    const startMs = firstStartMs + (from + offset) * hourMs;
    return {
      interval_start: isoSeconds(startMs),
      interval_end: isoSeconds(startMs + hourMs),
      value: 100 + from + offset,
      quality_code: 'GOOD',
    };
  });
}

/** One request on a connection of its own; rejects when the connection breaks before the answer is whole. */
export async function ask(vtn: Target, asked: Asked): Promise<Answered> {
  const { method = 'GET', path, headers = {}, body = '', signal } = asked;
  const url = new URL(vtn.origin);
  const agent = new Agent();
  try {
    const sent = request({
      agent,
      method,
      path,
      host: url.hostname,
      port: url.port,
      headers: withoutNulls({
        authorization: `Bearer ${vtn.token}`,
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        ...headers,
      }),
      ...(signal === undefined ? {} : { signal }),
    });
    sent.end(body);
    const [received] = (await once(sent, 'response')) as [IncomingMessage];
    const parts: Buffer[] = [];
    for await (const part of received as AsyncIterable<Buffer>) parts.push(part);
    const text = Buffer.concat(parts).toString('utf8');
    return { status: received.statusCode ?? 0, headers: received.headers, text };
  } finally {
    agent.destroy();
  }
}

/** A bulk upload; `content` is sent as JSON, or as it stands when it is text. */
export function upload(
  vtn: Target,
  content: unknown,
  query = `resource_id=${resourceA}`,
  extra: Partial<Asked> = {},
): Promise<Answered> {
  return ask(vtn, {
    method: 'POST',
    path: `/openadr3/report_data/bulk?${query}`,
    body: typeof content === 'string' ? content : JSON.stringify(content),
    ...extra,
  });
}

/** The parsed JSON of an answer. */
export function contentOf<Content>(answered: Answered): Content {
  return JSON.parse(answered.text) as Content;
}

/** The reasons of a 422 as `type loc`, which is what clients decide by. */
export function problemsOf(answered: Answered): string[] {
  const { detail } = contentOf<{ detail: { type: string; loc: (string | number)[] }[] }>(answered);
  return detail.map(({ type, loc }) => `${type} ${loc.join('.')}`);
}

function isoSeconds(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

function withoutNulls(headers: Readonly<Record<string, string | null>>): Record<string, string> {
  const kept = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null);
  return Object.fromEntries(kept);
}
