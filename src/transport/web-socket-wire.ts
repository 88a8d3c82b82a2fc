import type { Wire } from '../contract/wire.ts';

const open = 1;

/** The part of a WebSocket that is used: the same in a browser and in the `ws` package. */
export interface TinyWebSocket {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
}

/** A wire over a socket that is open already. Binary messages are not part of the protocol and are ignored. */
export function webSocketWire(socket: TinyWebSocket): Wire {
  let isClosed = socket.readyState > open;
  const closeListeners: (() => void)[] = [];
  const markClosed = (): void => {
    if (isClosed) return;
    isClosed = true;
    for (const listener of closeListeners.splice(0)) listener();
  };
  socket.addEventListener('close', markClosed);

  return {
    post: (text) => {
      if (socket.readyState === open) socket.send(text);
    },
    onMessage: (listener) => {
      socket.addEventListener('message', ({ data }) => {
        if (typeof data === 'string' && !isClosed) listener(data);
      });
    },
    onClose: (listener) => {
      if (isClosed) listener();
      else closeListeners.push(listener);
    },
    close: () => {
      // The far end may be gone for good and never answer the closing handshake.
      markClosed();
      socket.close();
    },
  };
}
