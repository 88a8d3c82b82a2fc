import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../contract/app-error.ts';
import type { Engine } from '../engine/engine.ts';
import { systemClock } from '../engine/ports/clock.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { FolderFence } from '../engine/ports/folder-fence.ts';
import { answerJson, answerTrouble } from './answer-json.ts';
import { listFolder } from './folder/list-folder.ts';
import { UploadStore } from './uploads/upload-store.ts';

export interface FileDeskOptions {
  /** The one that the engine has: what is listed here can be named there. */
  readonly fence: FolderFence;
  readonly stateDir: string;
  readonly uploadLimitBytes: number;
  readonly clock?: Clock;
  readonly freeBytes?: (folder: string) => Promise<number>;
}

/** The way of the pages to files: `/files` lists the folder, `/uploads` takes, lists and removes uploads. */
export interface FileDesk {
  /** Answers a request for one of the desk's paths, whoever asks; `hasSession` says whether they may. */
  answer(asking: Asking, hasSession: boolean): Promise<void>;
  /** Resolves when nothing is read or written any more; the lines of those who ask are to be cut before. */
  close(): Promise<void>;
}

export interface Asking {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The raw path, without the query. */
  readonly path: string;
}

export function isOfFileDesk(path: string): boolean {
  return path === '/files' || path === '/uploads' || path.startsWith('/uploads/');
}

const sweptEveryMs = 3_600_000;
const silentForMs = 120_000;

export function openFileDesk(engine: Engine, options: FileDeskOptions): FileDesk {
  const { fence, clock = systemClock, uploadLimitBytes: limitBytes } = options;
  const uploads = new UploadStore({ ...options, api: engine.api, limitBytes, clock });
  const closing = new AbortController();
  const sweeping = sweepOften(uploads, clock, closing.signal);
  const answering = new Set<Promise<void>>();
  const answer = async ({ request, response, path }: Asking, hasSession: boolean): Promise<void> => {
    leaveUnread(request, response);
    if (!hasSession) {
      response.writeHead(401).end();
      return;
    }
    const methods = methodsOf(path, { fence, uploads });
    const method = methods[request.method ?? ''];
    if (method === undefined) {
      response.writeHead(405, { Allow: Object.keys(methods).join(', ') }).end();
      return;
    }
    try {
      answerJson(response, request.method === 'POST' ? 201 : 200, await method(request));
    } catch (thrown) {
      answerTrouble(response, thrown);
    }
  };
  return {
    answer: async (asking, hasSession) => {
      const answered = answer(asking, hasSession);
      answering.add(answered);
      await answered.finally(() => answering.delete(answered));
    },
    close: async () => {
      closing.abort();
      await Promise.allSettled([sweeping, ...answering]);
    },
  };
}

type Method = (request: IncomingMessage) => Promise<object>;

function methodsOf(
  path: string,
  { fence, uploads }: { fence: FolderFence; uploads: UploadStore },
): Partial<Record<string, Method>> {
  if (path === '/files') {
    return {
      GET: (request) => {
        const query = queryOf(request);
        return listFolder(fence, query.get('folder') ?? '', query.get('text') ?? '');
      },
    };
  }
  if (path === '/uploads')
    return { GET: () => uploads.list(), POST: (request) => takeUpload(uploads, request) };
  return {
    DELETE: async () => {
      await uploads.remove(path.slice('/uploads/'.length));
      return {};
    },
  };
}

function queryOf({ url = '' }: IncomingMessage): URLSearchParams {
  return new URLSearchParams(url.split('?').slice(1).join('?'));
}

/** Browsers always say it; without it nobody could say beforehand that a file is too large. */
function declaredSize({ headers }: IncomingMessage): number {
  const size = headers['content-length'];
  if (size !== undefined) return Number(size);
  throw new AppError('usage/invalid', 'The upload does not say how large it is (Content-Length).');
}

async function takeUpload(uploads: UploadStore, request: IncomingMessage): Promise<object> {
  const sizeBytes = declaredSize(request);
  // A line that is lost without a word would keep its part of the file for ever.
  request.setTimeout(silentForMs, () => request.destroy());
  request.once('end', () => request.setTimeout(0));
  return uploads.receive(queryOf(request).get('name') ?? '', { stream: request, sizeBytes });
}

const readOnForMs = 5000;

/**
 * What is left of a body after its answer is read for a moment and thrown away, so that a browser which is still
 * sending sees the answer; then the line is cut.
 */
function leaveUnread(request: IncomingMessage, response: ServerResponse): void {
  response.once('finish', () => {
    if (request.complete) return;
    const cut = setTimeout(() => request.destroy(), readOnForMs);
    request.once('close', () => clearTimeout(cut));
    request.resume();
  });
}

async function sweepOften(uploads: UploadStore, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    // Nothing is removed while the engine cannot say what is used; the next time will do.
    await uploads.list().catch(() => null);
    await clock.sleep(sweptEveryMs, signal).catch(() => null);
  }
}
