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
