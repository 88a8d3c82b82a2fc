import { contextBridge, ipcRenderer } from 'electron';
import type { PageBridge, Wire } from '../contract/wire.ts';

/**
 * All that the page gets beyond a browser's own means: wires to the engine. Main sends a port for the asking
 * and another one whenever the engine has been started again.
 */
const bridge: PageBridge = {
  onEngineWire: (listener) => {
    let closePrevious = (): void => {};
    ipcRenderer.removeAllListeners('engine-port');
    ipcRenderer.on('engine-port', (event) => {
      const [port] = event.ports;
      if (port === undefined) return;
      closePrevious();
      const wire = wireOver(port);
      closePrevious = wire.close;
      listener(wire);
    });
    ipcRenderer.send('engine-port-please');
  },
};

contextBridge.exposeInMainWorld('meterhaul', bridge);

/** The port itself cannot cross into the page's world, plain functions can. */
function wireOver(port: MessagePort): Wire {
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
