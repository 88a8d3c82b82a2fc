import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Credentials {
  /** The static bearer token, which never ends. */
  readonly token: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface IssuedToken {
  /** Opaque and of no use at the API, as at the original. */
  readonly accessToken: string;
  /** The one that the API takes. */
  readonly accessTokenJwt: string;
}

/** A secret nobody can guess, as text that needs no quoting anywhere. */
export function randomSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** Issues tokens and knows which ones are valid now. */
export class TokenDesk {
  readonly #credentials: Credentials;
  readonly #clock: () => number;
  readonly #endsAtMs = new Map<string, number>();
  #issuedCount = 0;

  constructor(credentials: Credentials, clock: () => number) {
    this.#credentials = credentials;
    this.#clock = clock;
  }

  get issuedCount(): number {
    return this.#issuedCount;
  }

  knowsClient(clientId: string, clientSecret: string): boolean {
    const idIsRight = isSame(clientId, this.#credentials.clientId);
    return isSame(clientSecret, this.#credentials.clientSecret) && idIsRight;
  }

  issue(lifetimeMs: number): IssuedToken {
    const nowMs = this.#clock();
    for (const [token, endsAtMs] of this.#endsAtMs) {
      if (endsAtMs <= nowMs) this.#endsAtMs.delete(token);
    }
    this.#issuedCount += 1;
    const accessTokenJwt = jwt(this.#credentials.clientId, nowMs, lifetimeMs);
    this.#endsAtMs.set(accessTokenJwt, nowMs + lifetimeMs);
    return { accessToken: randomSecret(), accessTokenJwt };
  }

  accepts(token: string): boolean {
    if (isSame(token, this.#credentials.token)) return true;
    const endsAtMs = this.#endsAtMs.get(token);
    return endsAtMs !== undefined && this.#clock() < endsAtMs;
  }
}

/** Has the looks of a JWT; only this process can tell whether it is valid. */
function jwt(subject: string, nowMs: number, lifetimeMs: number): string {
  const header = { alg: 'HS256', typ: 'JWT' };
  const claims = {
    iss: 'meterhaul-practice-vtn',
    sub: subject,
    iat: Math.floor(nowMs / 1000),
    exp: Math.floor((nowMs + lifetimeMs) / 1000),
  };
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode(header)}.${encode(claims)}.${randomSecret()}`;
}

/** Compares through hashes, so that the time taken tells nothing about the secret. */
function isSame(given: string, known: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(known));
}
