import { useEffect, useRef, useState } from 'react';
import type { Trouble } from '../../../contract/job-shapes.ts';
import { troubleOf } from '../../stores/ask-engine.ts';

const settleMs = 300;
/** A reading of the ledger that was under way while the limit changed may still tell the old one. */
const answerHoldsMs = 10_000;

/** One limit of the pace: what is in force, what the person just chose, and the way back. */
export interface PaceControl<T> {
  readonly inForce: T;
  /** What the person chose, else what is in force. */
  readonly shown: T;
  readonly isApplying: boolean;
  readonly trouble: Trouble | null;
  /** What was in force before the person began to change it. */
  readonly before: { readonly value: T } | null;
  /** Takes effect once no other choice has followed for a moment. */
  readonly choose: (value: T) => void;
  readonly goBack: () => void;
  /** The person has left the control: the next choice is a new change. */
  readonly leave: () => void;
}

interface ControlOptions<T> {
  readonly inForce: T;
  /** Resolves with what is in force then. */
  readonly apply: (value: T) => Promise<T>;
}

export function usePaceControl<T>({ inForce: told, apply }: ControlOptions<T>): PaceControl<T> {
  const [chosen, setChosen] = useState<{ readonly value: T } | null>(null);
  const [before, setBefore] = useState<{ readonly value: T } | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [inForce, setAnswered] = useAnswered(told);
  const isBegun = useRef(false);
  const turn = useRef(0);

  const send = async (value: T): Promise<void> => {
    const own = (turn.current += 1);
    try {
      setAnswered(await apply(value));
      if (turn.current === own) setTrouble(null);
    } catch (thrown) {
      if (turn.current === own) setTrouble(troubleOf(thrown));
    }
    if (turn.current === own) setChosen(null);
  };
  const later = useLater(send);
  const begin = (): void => {
    if (!isBegun.current) setBefore({ value: inForce });
    isBegun.current = true;
  };
  return {
    inForce,
    shown: chosen === null ? inForce : chosen.value,
    isApplying: chosen !== null,
    trouble,
    before: before !== null && !isSame(before.value, inForce) ? before : null,
    choose: (value) => {
      begin();
      setChosen({ value });
      later.plan(value);
    },
    goBack: () => {
      if (before === null) return;
      isBegun.current = false;
      setBefore({ value: inForce });
      setChosen(before);
      later.drop();
      void send(before.value);
    },
    leave: () => {
      isBegun.current = false;
    },
  };
}

/** Sends the last choice when none has followed for a moment, and at once when the control goes. */
function useLater<T>(send: (value: T) => Promise<void>) {
  const waiting = useRef<{ readonly value: T; readonly timer: ReturnType<typeof setTimeout> } | null>(null);
  const latestSend = useRef(send);
  useEffect(() => {
    latestSend.current = send;
  });
  const drop = (): void => {
    clearTimeout(waiting.current?.timer);
    waiting.current = null;
  };
  useEffect(
    () => () => {
      const left = waiting.current;
      if (left === null) return;
      clearTimeout(left.timer);
      waiting.current = null;
      void latestSend.current(left.value);
    },
    [],
  );
  return {
    drop,
    plan: (value: T): void => {
      drop();
      const timer = setTimeout(() => {
        waiting.current = null;
        void latestSend.current(value);
      }, settleMs);
      waiting.current = { value, timer };
    },
  };
}

/** What is in force: for a while what the engine answered to a change, else what it tells by itself. */
function useAnswered<T>(told: T): readonly [T, (value: T) => void] {
  const [answered, setAnswered] = useState<{ readonly value: T } | null>(null);
  useEffect(() => {
    if (answered === null) return undefined;
    const timer = setTimeout(() => setAnswered(null), answerHoldsMs);
    return () => clearTimeout(timer);
  }, [answered]);
  return [answered === null ? told : answered.value, (value) => setAnswered({ value })];
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
