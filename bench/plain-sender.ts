import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as timer } from 'node:timers/promises';

/** What `plain-sender.ts` is told to do. */
export interface PlainOrders {
  readonly baseUrl: string;
  readonly token: string;
  readonly atOnce: number;
  readonly pointsEach: number;
}

/**
 * Sends made-up points as a plain script does, until it is ended from outside: so many requests at once of so many
 * points each, whatever is answered. What is refused is sent again after the Retry-After, or a second. Orders come as
 * JSON in the first argument.
 */
const { baseUrl, token, atOnce, pointsEach } = JSON.parse(process.argv[2] ?? '{}') as PlainOrders;
const agent = new Agent({ keepAlive: true });
const quarterMs = 900_000;
const firstMs = Date.UTC(2025, 0, 15, 8);
const body = JSON.stringify(
  Array.from({ length: pointsEach }, (_, index) => ({
    interval_start: spell(firstMs + index * quarterMs),
    interval_end: spell(firstMs + (index + 1) * quarterMs),
    value: 620.5,
    quality_code: 'GOOD',
  })),
);
await Promise.all(Array.from({ length: atOnce }, sendOnAndOn));

async function sendOnAndOn(): Promise<void> {
  for (;;) {
    const resource = randomUUID();
    for (let waitMs = await send(resource); waitMs !== null; waitMs = await send(resource))
      await timer(waitMs);
  }
}

/** Null once it was taken, else how long to wait; a connection that breaks is a refusal too. */
async function send(resource: string): Promise<number | null> {
  return post(resource).catch(() => 1000);
}

async function post(resource: string): Promise<number | null> {
  const sent = request(`${baseUrl}/report_data/bulk?resource_id=${resource}`, {
    agent,
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  const seconds = Number(answer.headers['retry-after'] ?? 1);
  return answer.statusCode === 201 ? null : seconds * 1000;
}

function spell(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}
