import { DoorShut } from './door.ts';

const storageKey = 'meterhaul.session';

/** The parts of a window that a session needs; tests bring their own. */
export interface Browser {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'host'>;
  readonly history: Pick<History, 'replaceState'>;
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly fetch: typeof fetch;
}

/** The right to talk to the engine of `meterhaul serve`, kept in sessionStorage so that a reload works. */
export interface Session {
  /** The session token, got for the token in the page's URL if it has one. Throws DoorShut when there is none. */
  token(): Promise<string>;
  /** Asks whether the token is still good; throws DoorShut('session-ended') when it is not. */
  confirm(token: string): Promise<void>;
}

export function openSession(browser: Browser): Session {
  const { location, history, sessionStorage } = browser;
  let oneTimeToken = /^#token=(.+)$/.exec(location.hash)?.[1] ?? null;
  // Out of the address bar, so that it lands in no bookmark and no screenshot.
  if (oneTimeToken !== null) history.replaceState(null, '', location.pathname);

  return {
    token: async () => {
      if (oneTimeToken !== null) {
        const exchanged = await exchange(browser, oneTimeToken);
        oneTimeToken = null;
        if (!(exchanged instanceof DoorShut)) {
          sessionStorage.setItem(storageKey, exchanged);
        } else if (sessionStorage.getItem(storageKey) === null) {
          throw exchanged;
        }
      }
      const token = sessionStorage.getItem(storageKey);
      if (token === null) throw new DoorShut('no-session');
      return token;
    },
    confirm: async (token) => {
      const reply = await browser.fetch('/session', { headers: { Authorization: `Bearer ${token}` } });
      if (reply.status !== 401) return;
      sessionStorage.removeItem(storageKey);
      throw new DoorShut('session-ended');
    },
  };
}

async function exchange({ fetch }: Browser, oneTimeToken: string): Promise<string | DoorShut> {
  const reply = await fetch('/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token: oneTimeToken }),
  });
  const { outcome, sessionToken } = (await reply.json()) as { outcome?: unknown; sessionToken?: unknown };
  if (outcome === 'opened' && typeof sessionToken === 'string') return sessionToken;
  return new DoorShut(outcome === 'used' ? 'url-used' : 'url-unknown');
}
