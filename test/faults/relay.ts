import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import os from 'node:os';

/** A line to a server on this computer that can be cut as a VPN is: what is under way hangs, and nobody hears why. */
export interface Relay {
  readonly origin: string;
  /** Nothing passes any more, and no new connection is made; those that are there stay open and silent. */
  cut(): Promise<void>;
  /** As `cut`, but the connections that are there break. */
  snap(): Promise<void>;
  /** New connections are made again; those from before stay silent for ever. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Servers of other tests listen on 127.0.0.1, where one could take the port of a line that is cut. */
const hasOwnLoopback = Object.values(os.networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);
const [host, shownHost] = hasOwnLoopback ? ['::1', '[::1]'] : ['127.0.0.1', '127.0.0.1'];

export async function startRelay(to: string): Promise<Relay> {
  const { hostname, port: farPort } = new URL(to);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(farPort), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, host);
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = async (): Promise<void> => {
    for (const socket of sockets) socket.unpipe().pause();
    server.close();
    // Closed to new connections at once; the event waits for those that hang.
    await new Promise(setImmediate);
  };
  return {
    origin: `http://${shownHost}:${port}`,
    cut,
    snap: async () => {
      await cut();
      for (const socket of sockets) socket.destroy();
    },
    mend: () => listen(port),
    close: async () => {
      const closed = server.listening ? once(server, 'close') : null;
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
