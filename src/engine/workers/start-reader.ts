import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError, fromErrorRecord } from '../../contract/app-error.ts';
import type { Reader, ReadProgress } from './reader.ts';
import type {
  ReaderAnswer,
  ReaderCalls,
  ReaderMethod,
  ReaderRequest,
  ReaderSetup,
} from './reader-channel.ts';
import { runsBeside } from './reader-channel.ts';
import { openSpoolFolder } from './spool-folder.ts';

export interface ReaderOptions {
  /** Memory for settled series that are kept for the next call; 24 MB unless told. */
  readonly cacheBytes?: number;
  /** Folder for what does not fit in memory; the system's folder of temporary files unless told. */
  readonly spoolParent?: string;
  /** The thread's entry; the one that belongs to this build unless told. */
  readonly workerUrl?: URL;
}

/**
 * Starts the reader; its thread starts with the first call, does not keep the process alive while it is idle,
 * and is replaced when it crashes.
 */
export function startReader(options: ReaderOptions = {}): Reader {
  const thread = new ReaderThread(
    options.workerUrl ?? workerUrl(),
    options.cacheBytes ?? 24_000_000,
    options.spoolParent ?? join(tmpdir(), 'meterhaul-spool'),
  );
  const call = <M extends ReaderMethod>(method: M): ReaderCalls[M] =>
    ((...args: readonly unknown[]) => thread.call(method, args)) as ReaderCalls[M];
  return {
    inspect: call('inspect'),
    propose: call('propose'),
    mapFile: (spec, progress) => thread.call('mapFile', [spec], progress) as ReturnType<Reader['mapFile']>,
    rejectedRows: call('rejectedRows'),
    readResourceList: call('readResourceList'),
    countOddDays: call('countOddDays'),
    looksLikeVenClient: call('looksLikeVenClient'),
    readVenClientSite: call('readVenClientSite'),
    readLoads: call('readLoads'),
    scan: call('scan'),
    compare: call('compare'),
    encode: call('encode'),
    intervals: call('intervals'),
    fingerprint: call('fingerprint'),
    close: () => thread.close(),
  };
}

interface PendingCall {
  readonly request: ReaderRequest;
  readonly progress: ReadProgress | null;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: AppError) => void;
}

/** One thread at a time, with the calls that wait for its answer in the order they were made. */
class ReaderThread {
  readonly #url: URL;
  readonly #cacheBytes: number;
  readonly #spoolParent: string;
  readonly #pending = new Map<number, PendingCall>();
  #worker: Worker | null = null;
  #nextId = 1;
  #isClosed = false;

  constructor(url: URL, cacheBytes: number, spoolParent: string) {
    this.#url = url;
    this.#cacheBytes = cacheBytes;
    this.#spoolParent = spoolParent;
  }

  call(
    method: ReaderMethod,
    args: readonly unknown[],
    progress: ReadProgress | null = null,
  ): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(new AppError('engine/stopped', 'The reader was closed.'));
    return new Promise((resolve, reject) => {
      const request = { id: this.#nextId++, method, args };
      this.#pending.set(request.id, { request, progress, resolve, reject });
      this.#send(request);
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const worker = this.#worker;
    this.#worker = null;
    for (const { reject } of this.#pending.values())
      reject(new AppError('engine/stopped', 'The reader was closed.'));
    this.#pending.clear();
    await worker?.terminate();
  }

  #send(request: ReaderRequest): void {
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage(request);
  }

  #start(): Worker {
    const spool = openSpoolFolder(this.#spoolParent);
    const setup: ReaderSetup = { cacheBytes: this.#cacheBytes, spoolFolder: spool.path };
    const worker = new Worker(this.#url, {
      workerData: setup,
      name: 'reader',
      execArgv: [],
      // Rows and chunks live for a moment: a larger nursery would only keep more of them.
      resourceLimits: { maxYoungGenerationSizeMb: 24 },
    });
    let fault: unknown = null;
    worker.on('message', (answer: ReaderAnswer) => {
      if (worker === this.#worker) this.#receive(answer);
    });
    worker.on('error', (cause: unknown) => {
      fault = cause;
    });
    worker.on('exit', () => {
      // Not in the thread: one that is ended from outside runs nothing any more.
      spool.remove();
      if (worker === this.#worker) this.#recover(fault);
    });
    return worker;
  }

  #receive(answer: ReaderAnswer): void {
    if (answer.kind === 'fresh') return this.#replace();
    const call = this.#pending.get(answer.id);
    if (answer.kind === 'progress') return call?.progress?.(answer.rows, answer.total);
    this.#pending.delete(answer.id);
    if (this.#pending.size === 0) this.#worker?.unref();
    if (answer.kind === 'done') call?.resolve(answer.value);
    else call?.reject(fromErrorRecord(answer.error));
  }

  /** Ends the thread and gives all that it still owes to a fresh one. */
  #replace(): void {
    void this.#worker?.terminate();
    this.#worker = null;
    for (const { request } of this.#pending.values()) this.#send(request);
  }

  /** After a crash: the call at hand, which is the oldest in line, fails; the others go to a fresh thread. */
  #recover(fault: unknown): void {
    this.#worker = null;
    const calls = [...this.#pending.values()];
    const atHand = calls.find(({ request }) => !runsBeside(request.method, request.args)) ?? calls[0];
    if (atHand !== undefined) {
      this.#pending.delete(atHand.request.id);
      atHand.reject(crashed(atHand.request, fault));
    }
    for (const { request } of this.#pending.values()) this.#send(request);
  }
}

function crashed({ method, args }: ReaderRequest, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : 'its thread ended';
  const where = placeOf(args[0]);
  const message = `The reader crashed${where === '' ? '' : ` at ${where}`}: ${reason}.`;
  return new AppError('source/reader-crashed', message, { context: { method, where }, cause });
}

/** Which file and dataset a call is about, from its first argument. */
function placeOf(argument: unknown): string {
  if (typeof argument === 'string') return argument;
  if (Array.isArray(argument)) return argument.join(', ');
  const { spec, ...own } = argument as { spec?: object; path?: string; dataset?: string };
  const { dataset, path } = { ...own, ...spec };
  return [dataset, path].filter((part) => part !== undefined).join(' in ');
}

/** Sources run as they are, with the entry beside this file; a build puts every chunk one folder below out/. */
function workerUrl(): URL {
  const entry = import.meta.url.endsWith('.ts') ? './reader-worker.ts' : '../workers/reader-worker.js';
  return new URL(entry, import.meta.url);
}
