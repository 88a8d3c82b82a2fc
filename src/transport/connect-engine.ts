import { createBirpc } from 'birpc';
import { AppError } from '../contract/app-error.ts';
import { engineApi } from '../contract/engine-api.ts';
import type { EngineApi } from '../contract/engine-api.ts';
import { engineEvent } from '../contract/engine-events.ts';
import type { EngineEvents, EngineListener } from '../contract/engine-events.ts';
import type { Wire } from '../contract/wire.ts';
import { openAnswer } from './answer.ts';
import { readRpcMessage } from './rpc-message.ts';

export interface ConnectedEngine extends EngineEvents {
  readonly api: EngineApi;
  /** Resolves when the wire has closed, whichever end closed it. */
  readonly closed: Promise<void>;
  close(): void;
}

type FarEnd = Record<string, (input: unknown) => unknown>;

/**
 * The engine at the far end of a wire, as if it were here: calls reject with the AppError thrown there, events
 * are checked on arrival. When the wire closes, calls under way and later ones reject with `engine/stopped`.
 */
export function connectEngine(wire: Wire): ConnectedEngine {
  const listeners = new Set<EngineListener>();
  let isClosed = false;

  const rpc = createBirpc<FarEnd, object>(
    {},
    {
      post: (text: string) => wire.post(text),
      on: (listener) =>
        wire.onMessage((text) => {
          if (readRpcMessage(text) === null) wire.close();
          else listener(text);
        }),
      serialize: (message) => JSON.stringify(message),
      deserialize: (text: string) => readRpcMessage(text),
      resolver: (name) => (event: unknown) => {
        if (name === 'event') tell(listeners, event);
      },
      timeout: -1,
    },
  );

  const closed = new Promise<void>((resolve) => {
    wire.onClose(() => {
      isClosed = true;
      rpc.$close(stopped());
      resolve();
    });
  });

  const ask = async (method: string, input: unknown): Promise<unknown> => {
    if (isClosed) throw stopped();
    return openAnswer(await rpc.$call(method, input));
  };

  return {
    api: apiThatAsks(ask),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    closed,
    close: () => wire.close(),
  };
}

function stopped(): AppError {
  return new AppError('engine/stopped', 'The connection to the engine ended before it answered.');
}

function apiThatAsks(ask: (method: string, input: unknown) => Promise<unknown>): EngineApi {
  const methods = Object.keys(engineApi).map((method) => [method, (input: unknown) => ask(method, input)]);
  // The far end parses every output with the schema that this type is made of.
  return Object.fromEntries(methods) as EngineApi;
}

function tell(listeners: ReadonlySet<EngineListener>, event: unknown): void {
  const parsed = engineEvent.safeParse(event);
  if (!parsed.success) return;
  for (const listener of listeners) listener(parsed.data);
}
