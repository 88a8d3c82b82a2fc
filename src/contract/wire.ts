/**
 * A way for text to reach another process and back, in order: a MessagePort, a WebSocket, or a pair within one
 * process. Text rather than objects, so that only JSON-safe values cross, the same on every wire.
 */
export interface Wire {
  /** Does nothing once the wire is closed: `onClose` is how the loss is told. */
  post(text: string): void;
  onMessage(listener: (text: string) => void): void;
  /** Called once, whichever end closed it; at once when it is closed already. */
  onClose(listener: () => void): void;
  close(): void;
}

/** What the preload of the desktop app gives the page as `window.meterhaul`, and all it gives. */
export interface PageBridge {
  /** Calls the listener with a wire to the engine now and again after each restart of the engine. */
  onEngineWire(listener: (wire: Wire) => void): void;
}
