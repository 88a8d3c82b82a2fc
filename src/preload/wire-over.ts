import type { Wire } from '../contract/wire.ts';

/** The port itself cannot cross into the page's world, plain functions can. */
export function wireOver(port: MessagePort): Wire {
  let isClosed = false;
  const closeListeners: (() => void)[] = [];
  const markClosed = (): void => {
    if (isClosed) return;
    isClosed = true;
    for (const listener of closeListeners.splice(0)) listener();
  };
  port.addEventListener('close', markClosed);

  return {
    post: (text) => {
      if (!isClosed && typeof text === 'string') port.postMessage(text);
    },
    onMessage: (listener) => {
      port.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (typeof event.data === 'string' && !isClosed) listener(event.data);
      });
      port.start();
    },
    onClose: (listener) => {
      if (isClosed) listener();
      else closeListeners.push(listener);
    },
    close: () => {
      markClosed();
      port.close();
    },
  };
}
