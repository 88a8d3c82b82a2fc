import type { ErrorRecord } from '../../contract/app-error.ts';
import type { Reader } from './reader.ts';

/** The calls that cross to the reader's thread: all of the port but its end, its views and what needs no answer. */
export type ReaderCalls = Omit<Reader, 'close' | 'under' | 'takeBack'>;

export type ReaderMethod = keyof ReaderCalls;

/** What the engine sends: a call with its number. */
export interface ReaderRequest {
  readonly id: number;
  readonly method: ReaderMethod;
  readonly args: readonly unknown[];
}

/** A call that nobody waits for any more; it is left out when its turn comes. */
export interface DroppedRequest {
  readonly id: number;
  readonly method: null;
}

/** Memory of a body that was sent. */
export interface ReturnedMemory {
  readonly method: 'take-back';
  readonly memory: ArrayBuffer;
}

export type ReaderMessage = ReaderRequest | DroppedRequest | ReturnedMemory;

/** What the thread answers; `fresh` asks for a fresh thread that is given the same call again. */
export type ReaderAnswer =
  | {
      readonly id: number;
      readonly kind: 'progress';
      readonly rows: number;
      readonly total: number | null;
    }
  | { readonly id: number; readonly kind: 'done'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'failed'; readonly error: ErrorRecord }
  | { readonly id: number; readonly kind: 'fresh' }
  /** Compiled code of a library, for the engine's thread to hold. */
  | { readonly kind: 'compiled'; readonly module: object };

/** What the thread is started with. */
export interface ReaderSetup {
  /** Memory for settled series that are kept for the next call. */
  readonly cacheBytes: number;
  /** The thread's own folder for what does not fit in memory; taken away when the thread has ended. */
  readonly spoolFolder: string;
}

/** Hashes of whole files run beside the other calls, which are answered one after the other. */
export function runsBeside(method: ReaderMethod, args: readonly unknown[]): boolean {
  return method === 'fingerprint' && args[1] === 'full';
}
