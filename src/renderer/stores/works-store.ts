import { useCallback, useEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import type { EngineEvent } from '../../contract/engine-events.ts';
import type { Trouble } from '../../contract/job-shapes.ts';
import { ask, troubleOf } from './ask-engine.ts';

export interface WorkProgress {
  readonly done: number;
  /** Null when nobody can say. */
  readonly total: number | null;
  readonly text: string;
}

/** How far the long calls are that this page has made, by their names. */
export const useWorkProgress = create<{ readonly byId: Readonly<Record<string, WorkProgress>> }>(() => ({
  byId: {},
}));

export function applyWorkEvent(event: EngineEvent): void {
  if (event.type !== 'work-progress' || event.workId === null) return;
  const { workId, done, total, text } = event;
  useWorkProgress.setState(({ byId }) => ({ byId: { ...byId, [workId]: { done, total, text } } }));
}

let lastWork = 0;

/** A long call of one component: how far it is, how to stop it, and what came of it. */
export interface Work<T> {
  readonly state: 'idle' | 'running' | 'stopping' | 'done' | 'stopped' | 'failed';
  readonly progress: WorkProgress | null;
  readonly value: T | null;
  readonly trouble: Trouble | null;
  /** Begins it, ending the one that is under way. Resolves with its value, or null when it failed or was stopped. */
  readonly start: (call: (workId: string) => Promise<T>) => Promise<T | null>;
  readonly stop: () => void;
}

interface WorkOutcome<T> {
  readonly state: Work<T>['state'];
  readonly value: T | null;
  readonly trouble: Trouble | null;
}

/** idle -> running -> done | failed, or running -> stopping -> stopped; ended when its component goes. */
export function useWork<T>(): Work<T> {
  const [outcome, setOutcome] = useState<WorkOutcome<T>>({ state: 'idle', value: null, trouble: null });
  const [workId, setWorkId] = useState<string | null>(null);
  const current = useRef<string | null>(null);
  const progress = useWorkProgress(({ byId }) => (workId === null ? null : (byId[workId] ?? null)));

  const start = useCallback(async (call: (workId: string) => Promise<T>): Promise<T | null> => {
    endWork(current.current);
    const id = `page-${crypto.randomUUID()}-${(lastWork += 1)}`;
    current.current = id;
    setWorkId(id);
    setOutcome((last) => ({ state: 'running', value: last.value, trouble: null }));
    const found = await settle(call(id));
    forgetProgress(id);
    // Another one was begun meanwhile, or the component is gone.
    if (current.current !== id) return null;
    current.current = null;
    setOutcome((last) => ({ ...found, value: found.value ?? last.value }));
    return found.value;
  }, []);
  const stop = useCallback((): void => {
    if (current.current === null) return;
    setOutcome((last) => ({ ...last, state: 'stopping' }));
    endWork(current.current);
  }, []);
  useEffect(
    () => () => {
      endWork(current.current);
      current.current = null;
    },
    [],
  );
  return { ...outcome, progress, start, stop };
}

async function settle<T>(call: Promise<T>): Promise<WorkOutcome<T>> {
  try {
    return { state: 'done', value: await call, trouble: null };
  } catch (thrown) {
    const trouble = troubleOf(thrown);
    return trouble.code === 'engine/cancelled'
      ? { state: 'stopped', value: null, trouble: null }
      : { state: 'failed', value: null, trouble };
  }
}

function endWork(workId: string | null): void {
  // Where there is no connection any more the call has failed already.
  if (workId !== null) ask('stopWork', { workId }).catch(() => {});
}

function forgetProgress(workId: string): void {
  useWorkProgress.setState(({ byId }) => ({
    byId: Object.fromEntries(Object.entries(byId).filter(([known]) => known !== workId)),
  }));
}
