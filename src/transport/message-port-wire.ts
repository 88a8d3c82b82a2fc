import type { Wire } from '../contract/wire.ts';

type PortListener = (event: { readonly data?: unknown }) => void;

/** The part of a port that is used. Pages and Node listen with `addEventListener`, Electron's processes with `on`. */
export type TinyMessagePort = {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
} & (
  | { addEventListener(type: 'message' | 'close', listener: PortListener): void }
  | { on(type: 'message' | 'close', listener: PortListener): unknown }
);

/** A wire over one end of a MessageChannel; the port starts when somebody listens. */
export function messagePortWire(port: TinyMessagePort): Wire {
  let isClosed = false;
  const closeListeners: (() => void)[] = [];
  const markClosed = (): void => {
    if (isClosed) return;
    isClosed = true;
    for (const listener of closeListeners.splice(0)) listener();
  };
  listen(port, 'close', markClosed);

  return {
    post: (text) => {
      if (!isClosed) port.postMessage(text);
    },
    onMessage: (listener) => {
      listen(port, 'message', ({ data }) => {
        if (typeof data === 'string' && !isClosed) listener(data);
      });
      port.start();
    },
    onClose: (listener) => {
      if (isClosed) listener();
      else closeListeners.push(listener);
    },
    close: () => {
      // A page's own port does not report the close that its own side asked for.
      markClosed();
      port.close();
    },
  };
}

function listen(port: TinyMessagePort, type: 'message' | 'close', listener: PortListener): void {
  if ('addEventListener' in port) port.addEventListener(type, listener);
  else port.on(type, listener);
}
