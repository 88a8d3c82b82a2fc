import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestClock } from '../../test/faults/test-clock.ts';
import { sampleEngine } from '../../test/suites/sample-engine.ts';
import { openOutbox } from '../engine/outbox.ts';
import type { Outbox } from '../engine/outbox.ts';
import { startServer } from './start-server.ts';
import type { PageServer } from './start-server.ts';

let folder: string;
let outbox: Outbox;
let server: PageServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meterhaul-download-'));
  await mkdir(join(folder, 'pages'));
  await writeFile(join(folder, 'pages', 'index.html'), '<!doctype html>');
  outbox = openOutbox(folder, createTestClock());
  const engine = { ...sampleEngine(), takeDownload: outbox.take };
  server = await startServer({ engine, rendererDir: join(folder, 'pages') });
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function written(): Promise<string> {
  const content = (async function* () {
    yield await Promise.resolve('<script>alert(1)</script>');
  })();
  const name = 'Rapport "Ærø".html';
  const file = await outbox.write({ path: null, name, content, signal: AbortSignal.any([]) });
  return `/downloads/${file.downloadId ?? ''}`;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const port = new URL(server.origin).port;
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      text(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      }, reject);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('a file that was written for a page', () => {
  it('comes once, to be saved and not to be shown', async () => {
    const path = await written();
    const { status, headers, body } = await get(path);
    expect([status, body]).toEqual([200, '<script>alert(1)</script>']);
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="Rapport __r__.html"; filename*=UTF-8''Rapport%20%22%C3%86r%C3%B8%22.html`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect((await get(path)).status).toBe(404);
  });

  it('goes to no page of another site, and a look at it does not use it up', async () => {
    const path = await written();
    expect((await get(path, { host: 'example.com' })).status).toBe(403);
    expect((await get(path, { origin: 'http://example.com' })).status).toBe(403);
    expect((await get(path, {}, 'HEAD')).status).toBe(404);
    expect((await get(path)).status).toBe(200);
  });

  it.each(['/downloads/', '/downloads/guess', '/downloads/..%2fledger.sqlite', '/downloads'])(
    'is not found by a guess: %s',
    async (path) => {
      await written();
      expect((await get(path)).status).toBe(404);
    },
  );
});
