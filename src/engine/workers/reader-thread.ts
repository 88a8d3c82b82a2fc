import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { AppError, fromErrorRecord } from '../../contract/app-error.ts';
import type { ReadProgress } from './reader.ts';
import type { ReaderAnswer, ReaderMessage, ReaderRequest, ReaderSetup } from './reader-channel.ts';
import { runsBeside } from './reader-channel.ts';
import { openSpoolFolder } from './spool-folder.ts';

/** Who waits for a call: told how far it is, and able to give it up. */
export interface CallTerms {
  readonly signal: AbortSignal | null;
  readonly progress?: ReadProgress;
}

interface PendingCall {
  readonly request: ReaderRequest;
  readonly progress: ReadProgress | null;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Compiled code that threads of this process have told of: freeing it is what must not happen. */
const held: object[] = [];
/** Threads compile the same few again and again, and V8 keeps one copy of what is the same. */
const mostHeld = 256;

function holdCompiled(module: object): void {
  held.push(module);
  if (held.length > mostHeld) held.shift();
}

/** One thread at a time, with the calls that wait for its answer in the order they were made. */
export class ReaderThread {
  readonly #url: URL;
  readonly #cacheBytes: number;
  readonly #spoolParent: string;
  readonly #pending = new Map<number, PendingCall>();
  /** Threads that are being ended. */
  readonly #ending = new Set<Promise<unknown>>();
  #worker: Worker | null = null;
  #nextId = 1;
  #isClosed = false;

  constructor(url: URL, cacheBytes: number, spoolParent: string) {
    this.#url = url;
    this.#cacheBytes = cacheBytes;
    this.#spoolParent = spoolParent;
  }

  /** @throws AppError as the call does, engine/stopped; the signal's reason once it is aborted */
  async call(call: Pick<ReaderRequest, 'method' | 'args'>, terms: CallTerms): Promise<unknown> {
    const { signal, progress = null } = terms;
    if (this.#isClosed) throw new AppError('engine/stopped', 'The reader was closed.');
    signal?.throwIfAborted();
    const request = { id: this.#nextId++, ...call };
    const giveUp = (): void => this.#giveUp(request.id, signal?.reason);
    signal?.addEventListener('abort', giveUp);
    try {
      return await new Promise((resolve, reject) => {
        this.#pending.set(request.id, { request, progress, resolve, reject });
        this.#send(request);
      });
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  /** Lets the thread write its next body into this memory, which moves there. */
  takeBack({ buffer }: Uint8Array): void {
    if (buffer instanceof ArrayBuffer)
      this.#worker?.postMessage({ method: 'take-back', memory: buffer }, [buffer]);
  }

  /** Ends the thread; resolves when nothing of it is left on the disk. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject } of this.#pending.values())
      reject(new AppError('engine/stopped', 'The reader was closed.'));
    this.#pending.clear();
    this.#end();
    await Promise.all(this.#ending);
  }

  #send(request: ReaderRequest): void {
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#post(request);
  }

  #post(message: ReaderMessage): void {
    this.#worker?.postMessage(message);
  }

  #start(): Worker {
    // While code is made faster V8 frees the slower, and may abort the process over it (nodejs/node#64500). A few MB.
    setFlagsFromString('--no-wasm-code-gc');
    const spool = openSpoolFolder(this.#spoolParent);
    const setup: ReaderSetup = { cacheBytes: this.#cacheBytes, spoolFolder: spool.path };
    const worker = new Worker(this.#url, {
      workerData: setup,
      name: 'reader',
      execArgv: [],
      // Rows and chunks live for a moment: a larger nursery would only keep more of them.
      resourceLimits: { maxYoungGenerationSizeMb: 12 },
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
    if (answer.kind === 'compiled') return holdCompiled(answer.module);
    if (answer.kind === 'fresh') return this.#replace();
    const call = this.#pending.get(answer.id);
    if (answer.kind === 'progress') {
      // Given up at the moment it was begun.
      if (call === undefined) return this.#replace();
      return call.progress?.(answer.rows, answer.total);
    }
    this.#pending.delete(answer.id);
    if (this.#pending.size === 0) this.#worker?.unref();
    if (answer.kind === 'done') call?.resolve(answer.value);
    else call?.reject(fromErrorRecord(answer.error));
  }

  /** Nobody waits for the call any more: it leaves the line, or its thread is ended in the middle of it. */
  #giveUp(id: number, reason: unknown): void {
    const call = this.#pending.get(id);
    if (call === undefined) return;
    const isRunning = runsBeside(call.request.method, call.request.args) || call === this.#atHand();
    this.#pending.delete(id);
    call.reject(reason);
    if (isRunning) return this.#replace();
    this.#post({ id, method: null });
    if (this.#pending.size === 0) this.#worker?.unref();
  }

  /** Ends the thread and gives all that it still owes to a fresh one. */
  #replace(): void {
    this.#end();
    for (const { request } of this.#pending.values()) this.#send(request);
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = null;
    if (worker === null) return;
    const ended: Promise<unknown> = worker.terminate().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }

  /** After a crash: the call at hand fails; the others go to a fresh thread. */
  #recover(fault: unknown): void {
    this.#worker = null;
    const atHand = this.#atHand() ?? [...this.#pending.values()][0];
    if (atHand !== undefined) {
      this.#pending.delete(atHand.request.id);
      atHand.reject(crashed(atHand.request, fault));
    }
    for (const { request } of this.#pending.values()) this.#send(request);
  }

  /** The oldest in line. */
  #atHand(): PendingCall | undefined {
    for (const call of this.#pending.values())
      if (!runsBeside(call.request.method, call.request.args)) return call;
    return undefined;
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
