import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket as ServerSocket } from 'ws';
import { transportSuite } from '../../test/suites/transport-suite.ts';
import { webSocketWire } from './web-socket-wire.ts';

transportSuite('a WebSocket on loopback', async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[ServerSocket]>;
  // The browser's own WebSocket, which Node has too; the far end is the ws package.
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [[farSocket]] = await Promise.all([accepted, once(socket, 'open')]);
  return {
    near: webSocketWire(socket),
    far: webSocketWire(farSocket),
    dispose: () =>
      new Promise<void>((resolve) => {
        farSocket.terminate();
        server.close(() => resolve());
      }),
  };
});
