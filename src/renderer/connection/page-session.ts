import { openSession } from './session.ts';
import type { Session } from './session.ts';

let session: Session | null = null;

/** The session of this page at `meterhaul serve`: one for the engine's socket and for files. */
export function pageSession(): Session {
  session ??= openSession({
    location: window.location,
    history: window.history,
    sessionStorage: window.sessionStorage,
    fetch: window.fetch.bind(window),
  });
  return session;
}
