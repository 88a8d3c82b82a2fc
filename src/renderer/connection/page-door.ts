import type { PageBridge } from '../../contract/wire.ts';
import { bridgeDoor } from './bridge-door.ts';
import type { Door } from './door.ts';
import { openSession } from './session.ts';
import { webSocketDoor } from './web-socket-door.ts';

declare global {
  interface Window {
    /** Set by the preload of the desktop app; a browser has none. */
    readonly meterhaul?: PageBridge;
  }
}

/** The one place that knows whether the page is in the desktop app or in a browser. */
export function pageDoor(): Door {
  if (window.meterhaul !== undefined) return bridgeDoor(window.meterhaul);
  const session = openSession({
    location: window.location,
    history: window.history,
    sessionStorage: window.sessionStorage,
    fetch: window.fetch.bind(window),
  });
  return webSocketDoor(session, `${window.location.origin.replace(/^http/, 'ws')}/engine`);
}
