import { useCallback, useEffect, useState } from 'react';
import { AppError, toErrorRecord } from '../../contract/app-error.ts';
import type { EngineInput, EngineMethod, EngineOutput } from '../../contract/engine-api.ts';
import type { Trouble } from '../../contract/job-shapes.ts';
import { useConnection } from './connection-store.ts';
import { currentEngine } from './current-engine.ts';

/** Asks the engine; throws AppError, `engine/stopped` while there is no connection. */
export async function ask<M extends EngineMethod>(
  method: M,
  input: EngineInput<M>,
): Promise<EngineOutput<M>> {
  const engine = currentEngine();
  if (engine === null) throw new AppError('engine/stopped', 'There is no connection to the engine.');
  const call = engine.api[method] as unknown as (input: EngineInput<M>) => Promise<EngineOutput<M>>;
  return call(input);
}

export function troubleOf(thrown: unknown): Trouble {
  const { code, message } = toErrorRecord(thrown);
  return { code, text: message };
}

/** An answer on its way, there, or not to be had. While it is asked for again the last one stays. */
export interface Asked<T> {
  readonly value: T | null;
  readonly trouble: Trouble | null;
  readonly isLoading: boolean;
  /** Asks once more. */
  readonly reload: () => void;
}

/**
 * What the engine answers to a question, asked again when the question changes and after a lost connection.
 *
 * @param input null asks nothing
 */
export function useAnswer<M extends EngineMethod>(
  method: M,
  input: EngineInput<M> | null,
): Asked<EngineOutput<M>> {
  const key = input === null ? null : JSON.stringify(input);
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  const [turn, setTurn] = useState(0);
  const [answer, setAnswer] = useState<{
    readonly key: string | null;
    readonly value: EngineOutput<M> | null;
    readonly trouble: Trouble | null;
  }>({ key: null, value: null, trouble: null });

  useEffect(() => {
    if (key === null || !isConnected) return undefined;
    let isStale = false;
    ask(method, JSON.parse(key) as EngineInput<M>).then(
      (value) => {
        if (!isStale) setAnswer({ key, value, trouble: null });
      },
      (thrown: unknown) => {
        const trouble = troubleOf(thrown);
        // A lost connection is told by the banner, and the next one asks again.
        if (!isStale && trouble.code !== 'engine/stopped')
          setAnswer((last) => ({ key, value: last.key === key ? last.value : null, trouble }));
      },
    );
    return () => {
      isStale = true;
    };
  }, [method, key, isConnected, turn]);

  const reload = useCallback(() => setTurn((last) => last + 1), []);
  return {
    value: answer.value,
    trouble: answer.key === key ? answer.trouble : null,
    isLoading: key !== null && answer.key !== key,
    reload,
  };
}
