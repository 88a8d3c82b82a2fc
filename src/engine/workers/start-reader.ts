import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reader } from './reader.ts';
import type { ReaderCalls, ReaderMethod } from './reader-channel.ts';
import { ReaderThread } from './reader-thread.ts';

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
  return viewOf(thread, null);
}

/** The calls of one thread, given up when the signal is aborted. */
function viewOf(thread: ReaderThread, signal: AbortSignal | null): Reader {
  const call = <M extends ReaderMethod>(method: M): ReaderCalls[M] =>
    ((...args: readonly unknown[]) => thread.call({ method, args }, { signal })) as ReaderCalls[M];
  return {
    inspect: call('inspect'),
    propose: call('propose'),
    mapFile: (spec, progress) =>
      thread.call({ method: 'mapFile', args: [spec] }, { signal, progress }) as ReturnType<Reader['mapFile']>,
    rejectedRows: call('rejectedRows'),
    readResourceList: call('readResourceList'),
    countOddDays: call('countOddDays'),
    looksLikeVenClient: call('looksLikeVenClient'),
    readVenClientSite: call('readVenClientSite'),
    readLoads: call('readLoads'),
    scan: call('scan'),
    compare: call('compare'),
    encode: call('encode'),
    takeBack: (body) => thread.takeBack(body),
    stage: call('stage'),
    checkStaged: call('checkStaged'),
    intervals: call('intervals'),
    rowsOf: call('rowsOf'),
    overlapping: call('overlapping'),
    readList: call('readList'),
    page: call('page'),
    locate: call('locate'),
    plot: call('plot'),
    marks: call('marks'),
    months: call('months'),
    fingerprint: call('fingerprint'),
    under: (other) => viewOf(thread, signal === null ? other : AbortSignal.any([signal, other])),
    close: () => thread.close(),
  };
}

/** Sources run as they are, with the entry beside this file; a build puts every chunk one folder below out/. */
function workerUrl(): URL {
  const entry = import.meta.url.endsWith('.ts') ? './reader-worker.ts' : '../workers/reader-worker.js';
  return new URL(entry, import.meta.url);
}
