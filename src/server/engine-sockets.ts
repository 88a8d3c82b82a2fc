import { STATUS_CODES } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Engine } from '../engine/engine.ts';
import { serveEngine } from '../transport/serve-engine.ts';
import { webSocketWire } from '../transport/web-socket-wire.ts';
import { refusalOf } from './loopback-guard.ts';
import type { Sessions } from './sessions.ts';

const protocolName = 'meterhaul.v1';
const tokenPrefix = 'meterhaul.token.';
const maxMessageBytes = 1024 * 1024;

export interface EngineSockets {
  close(): void;
}

/**
 * Lets pages with a session token talk to the engine at `/engine`. The token comes as a subprotocol, the one
 * header that a page may choose, so it stands in no URL; the answer names the other one.
 */
export function acceptEngineSockets(server: Server, engine: Engine, sessions: Sessions): EngineSockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    handleProtocols: () => protocolName,
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const status = refusalStatus(request, sessions);
    if (status !== null) {
      refuse(socket, status);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      // A page that breaks the protocol loses its socket; the close that follows is all there is to do.
      accepted.on('error', () => {});
      serveEngine(engine, webSocketWire(accepted));
    });
  });

  return {
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function refusalStatus(request: IncomingMessage, sessions: Sessions): number | null {
  if (refusalOf(request, true) !== null) return 403;
  if (request.url !== '/engine') return 404;
  const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const token = protocols.find((name) => name.startsWith(tokenPrefix))?.slice(tokenPrefix.length);
  if (!protocols.includes(protocolName) || token === undefined) return 401;
  return sessions.has(token) ? null : 401;
}

function refuse(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
