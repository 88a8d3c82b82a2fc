import { createBirpc } from 'birpc';
import { AppError, toErrorRecord } from '../contract/app-error.ts';
import { engineApi, isEngineMethod } from '../contract/engine-api.ts';
import type { EngineApi, EngineMethod } from '../contract/engine-api.ts';
import type { EngineEvent, EngineEvents } from '../contract/engine-events.ts';
import type { Wire } from '../contract/wire.ts';
import type { Answer } from './answer.ts';
import { readRpcMessage } from './rpc-message.ts';

export interface ServedEngine extends EngineEvents {
  readonly api: EngineApi;
}

interface FarEnd {
  event(event: EngineEvent): void;
}

/**
 * Answers the calls that come over the wire and passes the engine's events on, until the wire closes. Only the
 * methods of `engineApi` can be called, with input its schemas accept; everything else is answered with
 * `usage/invalid`. A message that is no call at all closes the wire.
 */
export function serveEngine(engine: ServedEngine, wire: Wire): void {
  const rpc = createBirpc<FarEnd, object>(
    {},
    {
      post: (text: string) => wire.post(text),
      on: (listener) =>
        wire.onMessage((text) => {
          if (readRpcMessage(text)?.t === 'q') listener(text);
          else wire.close();
        }),
      serialize: (message) => JSON.stringify(message),
      deserialize: (text: string) => readRpcMessage(text),
      resolver: (name) => (input: unknown) => answerCall(engine.api, name, input),
      timeout: -1,
    },
  );
  const unsubscribe = engine.subscribe((event) => void rpc.$callEvent('event', event));
  wire.onClose(() => {
    unsubscribe();
    rpc.$close();
  });
}

async function answerCall(api: EngineApi, name: string, input: unknown): Promise<Answer> {
  try {
    if (!isEngineMethod(name))
      throw new AppError('usage/invalid', `The engine has no method "${name.slice(0, 80)}".`);
    return { ok: true, value: await call(api, name, input) };
  } catch (thrown) {
    return { ok: false, error: toErrorRecord(thrown) };
  }
}

async function call(api: EngineApi, name: EngineMethod, input: unknown): Promise<unknown> {
  const parsed = engineApi[name].input.safeParse(input);
  if (!parsed.success) throw invalidInput(name, parsed.error.issues);
  const method = api[name] as (input: unknown) => Promise<unknown>;
  // Also proves that the output is JSON-safe: a BigInt or NaN from a source is a bug told here, not a broken wire.
  return engineApi[name].output.parse(await method.call(api, parsed.data));
}

function invalidInput(
  name: EngineMethod,
  issues: readonly { path: PropertyKey[]; message: string }[],
): AppError {
  const words = issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.map(String).join('.') || 'input'}: ${message}`);
  return new AppError(
    'usage/invalid',
    `${name} was asked with values it does not take: ${words.join('; ')}.`,
  );
}
