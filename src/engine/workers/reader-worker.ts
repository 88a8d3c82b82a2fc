import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { toErrorRecord } from '../../contract/app-error.ts';
import { giveBodyMemoryBack } from '../encoding/body-memory.ts';
import { FreshThreadNeeded } from './open-meter-files.ts';
import type {
  ReaderAnswer,
  ReaderCalls,
  ReaderMessage,
  ReaderRequest,
  ReaderSetup,
} from './reader-channel.ts';
import type { IntervalColumns, ReadProgress } from './reader.ts';
import { runsBeside } from './reader-channel.ts';
import { createReaderService } from './reader-service.ts';
import { tellCompiled } from './tell-compiled.ts';

/** The entry of the reader's thread: takes calls in order, answers each, and dies of what it cannot survive. */
const service = createReaderService(workerData as ReaderSetup);
const dropped = new Set<number>();
let line: Promise<void> = Promise.resolve();

tellCompiled((module) => send({ kind: 'compiled', module }));
parentPort?.on('message', take);

function take(message: ReaderMessage): void {
  if (message.method === null) {
    dropped.add(message.id);
    return;
  }
  if (message.method === 'take-back') return giveBodyMemoryBack(message.memory);
  if (runsBeside(message.method, message.args)) void answer(message);
  else line = line.then(() => answerInTurn(message));
}

/** Leaves out what was dropped in the meantime: the word of it may have come while the call before was at work. */
async function answerInTurn(request: ReaderRequest): Promise<void> {
  for (let next = nextMessage(); next !== undefined; next = nextMessage()) take(next.message);
  if (!dropped.delete(request.id)) await answer(request);
}

function nextMessage(): { readonly message: ReaderMessage } | undefined {
  return parentPort === null ? undefined : receiveMessageOnPort(parentPort);
}

async function answer({ id, method, args }: ReaderRequest): Promise<void> {
  try {
    const call = service[method] as (...given: readonly unknown[]) => Promise<unknown>;
    const progress: ReadProgress = (rows, total) => send({ id, kind: 'progress', rows, total });
    const value = await call(...args, progress);
    send({ id, kind: 'done', value }, buffersOf(method, value));
  } catch (thrown) {
    if (thrown instanceof FreshThreadNeeded) send({ id, kind: 'fresh' });
    else if (isBrokenMachine(thrown)) throw thrown;
    else send({ id, kind: 'failed', error: toErrorRecord(thrown) });
  }
}

function send(message: ReaderAnswer, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

/** The memory that moves to the engine's thread instead of being copied. */
function buffersOf(method: keyof ReaderCalls, value: unknown): ArrayBuffer[] {
  if (method === 'encode') return [(value as { body: Uint8Array<ArrayBuffer> }).body.buffer];
  if (method !== 'intervals' && method !== 'page') return [];
  const { startMs, endMs, value: values, quality } = value as IntervalColumns;
  const columns = [startMs, endMs, values, ...(quality === null ? [] : [quality])];
  return columns.map(({ buffer }) => buffer as ArrayBuffer);
}

/** An error of the WebAssembly machine: the library's memory is in no state to go on. */
function isBrokenMachine(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'RuntimeError';
}
