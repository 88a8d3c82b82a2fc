import type { PageBridge } from '../../contract/page-bridge.ts';
import type { Wire } from '../../contract/wire.ts';
import type { Door } from './door.ts';

/** In the desktop app: the preload hands in a wire now and again after each restart of the engine. */
export function bridgeDoor(bridge: Pick<PageBridge, 'onEngineWire'>): Door {
  let arrived: Wire | null = null;
  let waiting: ((wire: Wire) => void) | null = null;
  bridge.onEngineWire((wire) => {
    if (waiting === null) {
      arrived = wire;
    } else {
      waiting(wire);
      waiting = null;
    }
  });
  return () =>
    new Promise((resolve) => {
      if (arrived === null) {
        waiting = resolve;
      } else {
        resolve(arrived);
        arrived = null;
      }
    });
}
