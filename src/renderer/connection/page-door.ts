import type { PageBridge } from '../../contract/page-bridge.ts';
import { bridgeDoor } from './bridge-door.ts';
import type { Door } from './door.ts';
import { pageSession } from './page-session.ts';
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
  return webSocketDoor(pageSession(), `${window.location.origin.replace(/^http/, 'ws')}/engine`);
}
