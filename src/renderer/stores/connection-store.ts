import { create } from 'zustand';
import type { ShutReason } from '../connection/door.ts';

/** opening -> open -> lost -> open …; shut is the end. */
export type ConnectionState =
  | { readonly phase: 'opening' }
  | { readonly phase: 'open' }
  | { readonly phase: 'lost'; readonly sinceMs: number }
  | { readonly phase: 'shut'; readonly reason: ShutReason };

interface ConnectionStore {
  readonly state: ConnectionState;
  readonly retryNow: () => void;
}

export const useConnection = create<ConnectionStore>(() => ({
  state: { phase: 'opening' },
  retryNow: () => {},
}));

export function connectionOpened(): void {
  useConnection.setState({ state: { phase: 'open' } });
}

/** Keeps the moment of the loss over failed attempts: the figures on the page are that old. */
export function connectionLost(nowMs: number): void {
  const { state } = useConnection.getState();
  const sinceMs = state.phase === 'lost' ? state.sinceMs : nowMs;
  useConnection.setState({ state: { phase: 'lost', sinceMs } });
}

export function connectionShut(reason: ShutReason): void {
  useConnection.setState({ state: { phase: 'shut', reason } });
}
