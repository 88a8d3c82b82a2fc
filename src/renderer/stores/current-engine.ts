import type { ConnectedEngine } from '../../transport/connect-engine.ts';

let current: ConnectedEngine | null = null;

/** The engine of the present connection, or null while there is none. */
export function currentEngine(): ConnectedEngine | null {
  return current;
}

/** To be called with each engine that is connected; forgotten when its connection ends. */
export function noteCurrentEngine(engine: ConnectedEngine): void {
  current = engine;
  void engine.closed.then(() => {
    if (current === engine) current = null;
  });
}
