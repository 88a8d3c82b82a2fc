import { useEffect } from 'react';
import type { EngineListener } from '../../contract/engine-events.ts';
import { useConnection } from './connection-store.ts';
import { currentEngine } from './current-engine.ts';

/** Tells the listener what the engine of the present connection tells, as long as the component is there. */
export function useEngineEvents(listener: EngineListener): void {
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  useEffect(() => (isConnected ? currentEngine()?.subscribe(listener) : undefined), [isConnected, listener]);
}
