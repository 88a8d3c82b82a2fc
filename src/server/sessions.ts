import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export type Exchange =
  { readonly outcome: 'opened'; readonly sessionToken: string } | { readonly outcome: 'used' | 'unknown' };

/** Who may talk to the engine: the holders of session tokens, each got for a one-time token of a printed URL. */
export interface Sessions {
  /** Makes a one-time token; the one before it, when nobody used it, is void. */
  issue(): string;
  exchange(oneTimeToken: string): Exchange;
  has(sessionToken: string): boolean;
}

export function createSessions(): Sessions {
  let waiting: Buffer | null = null;
  const used: Buffer[] = [];
  const sessions: Buffer[] = [];

  return {
    issue: () => {
      const token = newToken();
      if (waiting !== null) used.push(waiting);
      waiting = digest(token);
      return token;
    },
    exchange: (oneTimeToken) => {
      const asked = digest(oneTimeToken);
      if (waiting !== null && timingSafeEqual(waiting, asked)) {
        used.push(waiting);
        waiting = null;
        const sessionToken = newToken();
        sessions.push(digest(sessionToken));
        return { outcome: 'opened', sessionToken };
      }
      return { outcome: isAmong(used, asked) ? 'used' : 'unknown' };
    },
    has: (sessionToken) => isAmong(sessions, digest(sessionToken)),
  };
}

/** 256 bits in letters that a URL and a WebSocket subprotocol (RFC 6455: an HTTP token) both take. */
function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Tokens are kept and compared as digests: of one length, and of no use to whoever reads them. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function isAmong(digests: readonly Buffer[], asked: Buffer): boolean {
  let found = false;
  // No early way out: the time taken tells nothing about which one it was.
  for (const known of digests) found = timingSafeEqual(known, asked) || found;
  return found;
}
