import type { HttpAnswer } from '../http-answer.ts';
import type { HttpClient } from '../http-client.ts';
import type { Outcome, Shipment } from '../target.ts';
import { isToken } from '../token-source.ts';
import type { TokenSource } from '../token-source.ts';

/** An answer's meaning, or that the VTN does not take the token. */
type Meaning<T> = T | { readonly kind: 'unauthorized'; readonly text: string };

export interface Posted<T> {
  readonly outcome: T | Outcome;
  readonly status: number | null;
  readonly rehearsal: boolean;
}

/** Posts a shipment with a token; `classify` says what the answer means, and the token store what a refusal of it does. */
export async function postShipment<T>(
  { client, tokens }: { readonly client: HttpClient; readonly tokens: TokenSource },
  url: string,
  shipment: Pick<Shipment, 'body' | 'gzip' | 'timeoutMs'>,
  classify: (answer: HttpAnswer) => Meaning<T>,
): Promise<Posted<T>> {
  const token = await tokens.current();
  if (!isToken(token)) return { outcome: token, status: null, rehearsal: false };
  const answer = await client.send({
    method: 'POST',
    url,
    headers: {
      authorization: `Bearer ${token.text}`,
      'content-type': 'application/json',
      ...(shipment.gzip ? { 'content-encoding': 'gzip' } : {}),
    },
    body: shipment.body,
    timeoutMs: shipment.timeoutMs,
  });
  const classified = classify(answer);
  const status = answer.kind === 'response' ? answer.status : null;
  const rehearsal = answer.kind === 'response' && answer.practice;
  if (!isUnauthorized(classified)) {
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

function isUnauthorized<T>(
  meaning: Meaning<T>,
): meaning is { readonly kind: 'unauthorized'; readonly text: string } {
  return (meaning as { readonly kind?: unknown }).kind === 'unauthorized';
}
