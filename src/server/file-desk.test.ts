import { chmod, mkdir, mkdtemp, readFile, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleEngine } from '../../test/suites/sample-engine.ts';
import { folderListing, keptUpload, uploadList } from '../contract/served-files.ts';
import type { FolderListing } from '../contract/served-files.ts';
import { openFolderFence } from '../engine/ports/folder-fence.ts';
import { startServer } from './start-server.ts';
import type { PageServer } from './start-server.ts';

let base: string;
let server: PageServer;
let token: string;

beforeEach(async () => {
  base = await realpath(await mkdtemp(path.join(os.tmpdir(), 'meterhaul-desk-')));
  for (const folder of ['pages', 'site/meters', 'site/.git', 'elsewhere']) {
    await mkdir(path.join(base, folder), { recursive: true });
  }
  await writeFile(path.join(base, 'pages/index.html'), '<!doctype html>');
  await writeFile(path.join(base, 'site/meters/Nord 10.csv'), 'time,value\n');
  await writeFile(path.join(base, 'site/meters/Nord 9.CSV'), '');
  await writeFile(path.join(base, 'site/notes.docx'), 'x');
  await writeFile(path.join(base, 'site/.secret.csv'), 'x');
  await writeFile(path.join(base, 'elsewhere/secret.csv'), 'x');
  await symlink(path.join(base, 'elsewhere/secret.csv'), path.join(base, 'site/out.csv'));
  await symlink(path.join(base, 'elsewhere'), path.join(base, 'site/out'));
  await symlink(path.join(base, 'site/meters'), path.join(base, 'site/in'));
  const stateDir = path.join(base, 'state');
  const fence = await openFolderFence(path.join(base, 'site'), stateDir);
  server = await startServer({
    engine: sampleEngine(),
    rendererDir: path.join(base, 'pages'),
    files: { fence, stateDir, uploadLimitBytes: 1000, freeBytes: () => Promise.resolve(1024 ** 4) },
  });
  const opened = await fetch(`${server.origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.origin },
    body: JSON.stringify({ token: new URL(server.url).hash.slice('#token='.length) }),
  });
  token = ((await opened.json()) as { sessionToken: string }).sessionToken;
});

afterEach(async () => {
  await server.close();
  await rm(base, { recursive: true, force: true });
});

interface Reply {
  readonly status: number;
  readonly body: string;
}

/** A request as it goes over the line, so that its head can lie. */
function askRaw(head: string[], body = '', end = false): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.origin).port), '127.0.0.1', () => {
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
      if (end) socket.destroy();
    });
    let text = '';
    socket.on('data', (block: Buffer) => (text += block.toString()));
    socket.on('error', reject);
    socket.on('close', () =>
      resolve({ status: Number(text.split(' ')[1] ?? 0), body: text.slice(text.indexOf('\r\n\r\n') + 4) }),
    );
  });
}

function headOf(
  method: string,
  target: string,
  changes: Readonly<Record<string, string | null | undefined>> = {},
): string[] {
  const headers: Readonly<Record<string, string | null | undefined>> = {
    host: new URL(server.origin).host,
    origin: server.origin,
    authorization: `Bearer ${token}`,
    connection: 'close',
    ...changes,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value == null ? [] : [`${name}: ${value}`],
  );
  return [`${method} ${target} HTTP/1.1`, ...lines];
}

const ask = (method: string, target: string, body?: string): Promise<Response> =>
  fetch(server.origin + target, {
    method,
    headers: { origin: server.origin, authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body }),
  });

async function list(folder: string, text = ''): Promise<FolderListing> {
  const reply = await ask('GET', `/files?${new URLSearchParams({ folder, text }).toString()}`);
  return folderListing.parse(await reply.json());
}

const uploadedNow = (): Promise<string[]> => readdir(path.join(base, 'state/uploads'));

describe('the folder of the pages', () => {
  it('is listed with folders first, names as people order them, and nothing hidden', async () => {
    const root = await list('');
    expect(root).toMatchObject({ folder: '', parent: null, root: path.join(base, 'site'), leftOut: null });
    expect(root.entries.map(({ kind, name, isKnown }) => `${kind} ${name} ${isKnown}`)).toEqual([
      'folder in false',
      'folder meters false',
      'file notes.docx false',
      'file out false',
      'file out.csv true',
    ]);
    const meters = await list('meters');
    expect(meters.parent).toBe('');
    expect(meters.entries.map(({ name }) => name)).toEqual(['Nord 9.CSV', 'Nord 10.csv']);
    expect(meters.entries[1]).toMatchObject({
      path: path.join(base, 'site/meters/Nord 10.csv'),
      sizeBytes: 11,
      isKnown: true,
      trouble: null,
    });
  });

  it('is searched by a part of a name', async () => {
    expect((await list('meters', 'NORD 1')).entries.map(({ name }) => name)).toEqual(['Nord 10.csv']);
  });

  it('says of a link that leads out why it cannot be chosen, and tells nothing of what is there', async () => {
    const { entries } = await list('');
    for (const name of ['out', 'out.csv']) {
      const link = entries.find((entry) => entry.name === name);
      expect(link).toMatchObject({ sizeBytes: null, modifiedAt: null });
      expect(link?.trouble).toContain('leads out of the folder');
    }
    expect((await list('in')).entries).toHaveLength(2);
  });

  it.each([
    '..',
    'meters/..',
    'meters/../..',
    '/etc',
    './meters',
    'meters//',
    'out',
    '.git',
    'meters/../.git',
    '..\\elsewhere',
    '\0',
  ])('ends at its border: %j', async (folder) => {
    const reply = await ask('GET', `/files?folder=${encodeURIComponent(folder)}`);
    const text = await reply.text();
    expect(`${reply.status} ${text}`).toMatch(/^(403|404) .*(out-of-bounds|missing)/);
    expect(text).not.toContain('secret');
  });

  it.each(['/files?folder=%2e%2e', '/files?folder=..%2felsewhere', '/files?folder=%252e%252e'])(
    'ends there for an encoded path too: %s',
    async (target) => {
      const { status, body } = await askRaw(headOf('GET', target));
      expect([403, 404]).toContain(status);
      expect(body).not.toContain('secret');
    },
  );

  it('says which folder is gone', async () => {
    const reply = await ask('GET', '/files?folder=gone');
    expect(reply.status).toBe(404);
    expect(await reply.text()).toContain(path.join(base, 'site/gone'));
  });

  it.skipIf(process.getuid?.() === 0)('says of a folder that may not be read what to do', async () => {
    await chmod(path.join(base, 'site/meters'), 0o000);
    const reply = await ask('GET', '/files?folder=meters');
    await chmod(path.join(base, 'site/meters'), 0o700);
    expect(reply.status).toBe(403);
    expect(await reply.text()).toContain('change its rights');
  });

  it('lists the first 5,000 of a very full folder and says how to find the others', async () => {
    const full = path.join(base, 'site/full');
    await mkdir(full);
    const names = Array.from({ length: 5002 }, (_, index) => `m${index}.csv`);
    for (const name of names) await writeFile(path.join(full, name), '');
    const listing = await list('full');
    expect(listing.entries).toHaveLength(5000);
    expect(listing).toMatchObject({ total: 5002, leftOut: expect.stringContaining('5,002') as string });
    expect((await list('full', 'm5001')).entries).toHaveLength(1);
  });
});

describe('an upload', () => {
  it('is taken, listed and removed', async () => {
    const reply = await ask('POST', '/uploads?name=..%2F..%2FNord%20%26%20Syd.csv', 'time,value\n');
    expect(reply.status).toBe(201);
    const sent = keptUpload.parse(await reply.json());
    expect(sent.name).toBe('Nord & Syd.csv');
    expect(sent.path.startsWith(path.join(base, 'state/uploads') + path.sep)).toBe(true);
    expect(await readFile(sent.path, 'utf8')).toBe('time,value\n');
    const listed = uploadList.parse(await (await ask('GET', '/uploads')).json());
    expect(listed).toMatchObject({ uploads: [sent], limitBytes: 1000, keptDays: 7 });
    expect((await ask('DELETE', `/uploads/${sent.id}`)).status).toBe(200);
    expect((await ask('DELETE', `/uploads/${sent.id}`)).status).toBe(404);
    expect(await uploadedNow()).toEqual([]);
  });

  it('may be empty, or as large as the limit', async () => {
    expect((await ask('POST', '/uploads?name=empty.csv', '')).status).toBe(201);
    expect((await ask('POST', '/uploads?name=full.csv', 'x'.repeat(1000))).status).toBe(201);
  });

  it('that is too large is refused with the reason, also while the browser still sends', async () => {
    const { status, body } = await askRaw(
      headOf('POST', '/uploads?name=a.csv', { 'content-length': '1001' }),
      'x'.repeat(1001),
    );
    expect(status).toBe(413);
    expect(body).toContain('source/upload-too-large');
    expect(body).toContain('--upload-limit');
    expect(await uploadedNow()).toEqual([]);
  });

  it('that does not say its size is refused', async () => {
    const head = headOf('POST', '/uploads?name=a.csv', { 'transfer-encoding': 'chunked' });
    const { status, body } = await askRaw(head, '3\r\nabc\r\n0\r\n\r\n');
    expect(status).toBe(400);
    expect(body).toContain('Content-Length');
  });

  it('that is broken off leaves nothing', async () => {
    const head = headOf('POST', '/uploads?name=a.csv', { 'content-length': '500' });
    await askRaw(head, 'half of it', true);
    await expect.poll(uploadedNow).toEqual([]);
    expect(uploadList.parse(await (await ask('GET', '/uploads')).json()).uploads).toEqual([]);
  });

  it('with a body longer than it says is at most as long as it says, and its sender is told that it was wrong', async () => {
    const head = headOf('POST', '/uploads?name=a.csv', { 'content-length': '5', connection: 'keep-alive' });
    const reply = await askRaw(head, '12345 and more that is no HTTP\r\n\r\n');
    expect(reply.status).toBe(400);
    const { uploads } = uploadList.parse(await (await ask('GET', '/uploads')).json());
    for (const upload of uploads) expect(await readFile(upload.path, 'utf8')).toBe('12345');
  });

  it('is followed by no request that hides behind its end without a session of its own', async () => {
    const head = headOf('POST', '/uploads?name=a.csv', { 'content-length': '5', connection: 'keep-alive' });
    const hidden = headOf('GET', '/uploads', { authorization: null }).join('\r\n');
    const reply = await askRaw(head, `12345${hidden}\r\n\r\n`);
    expect(reply.status).toBe(201);
    expect(reply.body).toContain('HTTP/1.1 401');
  });
});

describe('who may ask', () => {
  const requests = [
    ['GET', '/files?folder='],
    ['GET', '/uploads'],
    ['POST', '/uploads?name=a.csv'],
    ['DELETE', `/uploads/${'a'.repeat(24)}`],
  ] as const;

  it.each(requests)('nobody without the token of a session: %s %s', async (method, target) => {
    for (const authorization of [null, 'Bearer guess', 'Basic x']) {
      const { status, body } = await askRaw(headOf(method, target, { authorization, 'content-length': '0' }));
      expect(status).toBe(401);
      expect(body).not.toContain(base);
    }
  });

  it.each(requests)('no page of another origin, and no foreign name: %s %s', async (method, target) => {
    for (const changes of [
      { origin: 'http://example.com' },
      { origin: 'http://localhost:1' },
      { origin: 'null' },
      { host: 'example.com' },
      { host: 'example.com', origin: 'http://example.com' },
    ]) {
      const { status } = await askRaw(headOf(method, target, { ...changes, 'content-length': '0' }));
      expect(status).toBe(403);
    }
  });

  it.each(requests.slice(2))(
    'nobody who changes something without an Origin: %s %s',
    async (method, target) => {
      const { status } = await askRaw(headOf(method, target, { origin: null, 'content-length': '0' }));
      expect(status).toBe(403);
    },
  );

  it('a browser at the other end of an SSH tunnel, which knows the server by another port', async () => {
    const through = { host: 'localhost:9999', origin: 'http://localhost:9999', 'content-length': '1' };
    expect((await askRaw(headOf('POST', '/uploads?name=a.csv', through), 'x')).status).toBe(201);
    expect((await askRaw(headOf('GET', '/files', { host: 'localhost:9999', origin: null }))).status).toBe(
      200,
    );
  });

  it('in no other way', async () => {
    const reply = await ask('PUT', '/uploads', 'x');
    expect(reply.status).toBe(405);
    expect(reply.headers.get('allow')).toBe('GET, POST');
    expect((await ask('POST', '/files', 'x')).status).toBe(405);
  });
});
