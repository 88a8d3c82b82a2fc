import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { access } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AppError } from '../contract/app-error.ts';
import { pageHeaders } from '../contract/page-policy.ts';
import type { Engine } from '../engine/engine.ts';
import { acceptEngineSockets } from './engine-sockets.ts';
import { isOfFileDesk, openFileDesk } from './file-desk.ts';
import type { FileDesk, FileDeskOptions } from './file-desk.ts';
import { refusalOf } from './loopback-guard.ts';
import { readPageFile } from './page-files.ts';
import { isDownload, sendDownload } from './send-download.ts';
import { answerSession, hasSession } from './session-endpoint.ts';
import { createSessions } from './sessions.ts';
import type { Sessions } from './sessions.ts';

export interface ServerOptions {
  readonly engine: Engine;
  /** Folder of the built pages, with index.html in it. */
  readonly rendererDir: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Which files the pages can choose, and where uploads go; without it they can do neither. */
  readonly files?: FileDeskOptions;
}

export interface PageServer {
  /** Opens the pages once: the token in its fragment is good for one exchange. */
  readonly url: string;
  readonly origin: string;
  /** A fresh URL for another browser; one that nobody opened yet is void. */
  newUrl(): string;
  /** Ends the sockets of the pages; the engine goes on. */
  close(): Promise<void>;
}

/**
 * Serves the pages of the desktop app to browsers of this computer: on 127.0.0.1 only, and only to whoever has
 * the URL. Throws `usage/invalid` when the pages are not built or the port is taken.
 */
export async function startServer(options: ServerOptions): Promise<PageServer> {
  const { engine, rendererDir, port = 0, files } = options;
  await refuseMissingPages(rendererDir);
  const sessions = createSessions();
  let desk: FileDesk | null = null;
  const server = createServer((request, response) => {
    answer(request, response, { engine, rendererDir, sessions, desk }).catch(() => response.destroy());
  });
  // An upload over a slow line takes as long as it takes; a silent one is ended by the desk.
  server.requestTimeout = 0;
  const sockets = acceptEngineSockets(server, engine, sessions);
  await listen(server, port);
  desk = files === undefined ? null : openFileDesk(engine, files);

  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // In the fragment the token reaches the page but no server log, proxy or Referer.
  const newUrl = (): string => `${origin}/#token=${sessions.issue()}`;
  return {
    url: newUrl(),
    origin,
    newUrl,
    close: async () => {
      sockets.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await desk?.close();
    },
  };
}

async function refuseMissingPages(rendererDir: string): Promise<void> {
  try {
    await access(join(rendererDir, 'index.html'));
  } catch (cause) {
    throw new AppError('usage/invalid', 'The pages are not built: run `npm run build` first.', { cause });
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const words =
        cause.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${cause.message})`;
      reject(new AppError('usage/invalid', `Port ${port} ${words}: choose another with --port.`, { cause }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

interface Desks {
  readonly engine: Engine;
  readonly rendererDir: string;
  readonly sessions: Sessions;
  readonly desk: FileDesk | null;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { engine, rendererDir, sessions, desk }: Desks,
): Promise<void> {
  response.setHeaders(new Headers({ ...pageHeaders, 'Cache-Control': 'no-store' }));
  const isPost = request.method === 'POST';
  const isLooking = request.method === 'GET' || request.method === 'HEAD';
  const refusal = refusalOf(request, !isLooking);
  if (refusal !== null) {
    response.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${refusal}\n`);
    return;
  }
  const path = pathOf(request);
  if (path === '/session' && (isPost || request.method === 'GET')) {
    await answerSession(request, response, sessions);
    return;
  }
  if (desk !== null && isOfFileDesk(path)) {
    await desk.answer({ request, response, path }, hasSession(request, sessions));
    return;
  }
  if (!isLooking) {
    response.writeHead(405, { Allow: path === '/session' ? 'GET, POST' : 'GET, HEAD' }).end();
    return;
  }
  if (isDownload(path) && request.method === 'GET') {
    await sendDownload(engine, response, path);
    return;
  }
  await answerPage(request, response, rendererDir, path);
}

/** The raw path: `new URL` would resolve dots away before the guard of the files has seen them. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
}

async function answerPage(
  request: IncomingMessage,
  response: ServerResponse,
  rendererDir: string,
  path: string,
): Promise<void> {
  const file = await readPageFile(rendererDir, path);
  if (file === null) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('There is no such page.\n');
    return;
  }
  response.writeHead(200, {
    'Content-Type': file.contentType,
    'Content-Length': file.content.length,
    ...(file.isImmutable ? { 'Cache-Control': 'private, max-age=31536000, immutable' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : file.content);
}
