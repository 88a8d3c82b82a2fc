import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { LedgerTask, LedgerTaskAnswer } from '../ledger/ledger-worker.ts';

/**
 * Does a task to the ledger in a thread of its own, so that sending never waits for it. Rejects with the signal's reason
 * when it is aborted, and with what went wrong otherwise.
 */
export async function doBeside(task: LedgerTask, signal: AbortSignal): Promise<string | null> {
  signal.throwIfAborted();
  const worker = new Worker(workerUrl(), { workerData: task });
  worker.unref();
  try {
    const ended = new AbortController();
    worker.once('exit', () => ended.abort(new Error('the thread ended without an answer')));
    const either = AbortSignal.any([signal, ended.signal]);
    const [answer] = (await once(worker, 'message', { signal: either })) as [LedgerTaskAnswer];
    if ('error' in answer) throw new Error(answer.error);
    return answer.fault;
  } finally {
    await worker.terminate();
  }
}

/** As for the reader: sources run as they are, and a build puts every chunk one folder below out/. */
function workerUrl(): URL {
  const entry = import.meta.url.endsWith('.ts')
    ? '../ledger/ledger-worker.ts'
    : '../workers/ledger-worker.js';
  return new URL(entry, import.meta.url);
}
