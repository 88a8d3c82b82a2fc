import { keepConnected } from './connection/keep-connected.ts';
import { pageDoor } from './connection/page-door.ts';
import {
  connectionLost,
  connectionOpened,
  connectionShut,
  useConnection,
} from './stores/connection-store.ts';
import { followEngine } from './stores/follow-engine.ts';

/** Connects the stores to the engine, for as long as the page lives. */
export function startConnection(): void {
  const connection = keepConnected(pageDoor(), {
    onOpen: (engine) => {
      connectionOpened();
      void followEngine(engine);
    },
    onLost: () => connectionLost(Date.now()),
    onShut: connectionShut,
  });
  useConnection.setState({ retryNow: connection.retryNow });
}
