import { json } from './answer.ts';
import type { Reply } from './answer.ts';
import type { FaultScript } from './fault-script.ts';
import type { Call } from './route.ts';
import type { TokenDesk } from './token-desk.ts';

export interface TokenTerms {
  readonly desk: TokenDesk;
  readonly script: FaultScript;
  readonly lifetimeMs: number;
  /** Whether the answer carries `expires_in`, which the original may leave out. */
  readonly announcesExpiry: boolean;
}

interface ClientClaim {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** OAuth2 client credentials (RFC 6749, 4.4), the client named by HTTP Basic or in the form. */
export function issueToken(terms: TokenTerms, call: Call): Reply {
  const form = new URLSearchParams(call.body.toString('utf8'));
  const grant = form.get('grant_type');
  if (grant === null) return oauthError(400, 'invalid_request');
  if (grant !== 'client_credentials') return oauthError(400, 'unsupported_grant_type');
  const claim = claimedByBasic(call.headers.authorization) ?? claimedByForm(form);
  const isKnown = claim !== null && terms.desk.knowsClient(claim.clientId, claim.clientSecret);
  if (!isKnown || terms.script.refusesTokens()) {
    return oauthError(401, 'invalid_client', { 'www-authenticate': 'Basic realm="practice VTN"' });
  }
  const { accessToken, accessTokenJwt } = terms.desk.issue(
    terms.script.tokenLifetimeMs() ?? terms.lifetimeMs,
  );
  const content = {
    access_token: accessToken,
    access_token_jwt: accessTokenJwt,
    token_type: 'Bearer',
    ...(terms.announcesExpiry ? { expires_in: Math.floor(terms.lifetimeMs / 1000) } : {}),
  };
  return json(200, content, { 'cache-control': 'no-store' });
}

function oauthError(status: number, error: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return json(status, { error }, { 'cache-control': 'no-store', ...headers });
}

/** Both parts are form-encoded before they are joined (RFC 6749, 2.3.1). */
function claimedByBasic(authorization: string | undefined): ClientClaim | null {
  const encoded = /^basic +([A-Za-z0-9+/_-]+=*)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return null;
  return { clientId: formDecoded(text.slice(0, colon)), clientSecret: formDecoded(text.slice(colon + 1)) };
}

function claimedByForm(form: URLSearchParams): ClientClaim | null {
  const clientId = form.get('client_id');
  const clientSecret = form.get('client_secret');
  return clientId === null || clientSecret === null ? null : { clientId, clientSecret };
}

/** A client that skipped the encoding sends its secret as it stands; a stray percent sign is then no escape. */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
