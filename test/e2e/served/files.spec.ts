import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { folderListing, keptUpload, uploadList } from '../../../src/contract/served-files.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import type { Engine } from '../../../src/engine/create-engine.ts';
import { openFolderFence } from '../../../src/engine/ports/folder-fence.ts';
import { startServer } from '../../../src/server/start-server.ts';
import type { PageServer } from '../../../src/server/start-server.ts';
import { connectBeside } from './page-session.ts';

const csv = 'time,kWh\n2025-01-15T00:00:00Z,1\n2025-01-15T01:00:00Z,2\n';

let base: string;
let engine: Engine;
let server: PageServer;
let tunnel: Server;

test.beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'meterhaul-files-')));
  await mkdir(join(base, 'site/meters'), { recursive: true });
  await writeFile(join(base, 'site/meters/north.csv'), csv);
  await writeFile(join(base, 'outside.csv'), csv);
  await symlink(join(base, 'outside.csv'), join(base, 'site/link.csv'));
  const stateDir = join(base, 'state');
  const fence = await openFolderFence(join(base, 'site'), stateDir);
  engine = createEngine({
    stateDir,
    version: 'test',
    secrets: { credentialsFor: () => Promise.resolve(null) },
    fence,
  });
  server = await startServer({
    engine,
    rendererDir: 'out/renderer',
    files: { fence, stateDir, uploadLimitBytes: 1_000_000 },
  });
  tunnel = await openTunnel(Number(new URL(server.origin).port));
});

test.afterEach(async () => {
  tunnel.close();
  await server.close();
  await engine.close();
  await rm(base, { recursive: true, force: true });
});

test('through an SSH tunnel and after a reload a page lists the folder, and the engine reads what it lists', async ({
  page,
}) => {
  await openThroughTunnel(page);
  await page.reload();
  const listing = folderListing.parse((await ask(page, 'GET', '/files?folder=meters')).body);
  expect(listing.entries.map(({ name }) => name)).toEqual(['north.csv']);
  const paths = listing.entries.map(({ path }) => path);
  const beside = await connectBeside(page);
  const { files } = await beside.api.inspectFiles({ paths });
  expect(files).toMatchObject([{ path: paths[0], kind: 'csv' }]);
  beside.close();
});

test('what lies outside the folder is neither listed nor read, by dots, by a link or by its path', async ({
  page,
}) => {
  await openThroughTunnel(page);
  expect((await ask(page, 'GET', '/files?folder=..%2F')).status).toBe(403);
  const { entries } = folderListing.parse((await ask(page, 'GET', '/files?folder=')).body);
  expect(entries.find(({ name }) => name === 'link.csv')?.trouble).toContain('leads out of the folder');
  const beside = await connectBeside(page);
  for (const path of [join(base, 'outside.csv'), join(base, 'site/link.csv'), '/etc/hosts']) {
    await expect(beside.api.inspectFiles({ paths: [path] })).rejects.toMatchObject({
      code: 'source/out-of-bounds',
    });
  }
  beside.close();
});

test('a file of the browser is uploaded, read by the engine, and says until when it is kept', async ({
  page,
}) => {
  await openThroughTunnel(page);
  const reply = await ask(page, 'POST', '/uploads?name=south.csv', csv);
  expect(reply.status).toBe(201);
  const upload = keptUpload.parse(reply.body);
  expect(await readFile(upload.path, 'utf8')).toBe(csv);
  const beside = await connectBeside(page);
  const { files } = await beside.api.inspectFiles({ paths: [upload.path] });
  expect(files).toMatchObject([{ kind: 'csv' }]);
  beside.close();
  await page.reload();
  const { uploads } = uploadList.parse((await ask(page, 'GET', '/uploads')).body);
  expect(uploads).toEqual([upload]);
  const keptMs = Date.parse(upload.deletedAt ?? '') - Date.parse(upload.uploadedAt);
  expect(keptMs).toBe(7 * 24 * 3_600_000);
});

test('a file that is too large is refused while the browser still sends it, with what to do', async ({
  page,
}) => {
  await openThroughTunnel(page);
  const reply = await ask(page, 'POST', '/uploads?name=large.csv', 'x'.repeat(20_000_000));
  expect(reply.status).toBe(413);
  expect(JSON.stringify(reply.body)).toContain('--upload-limit');
  expect(uploadList.parse((await ask(page, 'GET', '/uploads')).body).uploads).toEqual([]);
});

async function openThroughTunnel(page: Page): Promise<void> {
  const { port } = tunnel.address() as AddressInfo;
  await page.goto(`http://localhost:${port}/${new URL(server.url).hash}`);
  await page.waitForFunction(() => sessionStorage.getItem('meterhaul.session') !== null);
}

/** As the page asks: from its origin, under its policy, with its session. */
function ask(
  page: Page,
  method: string,
  target: string,
  content: string | null = null,
): Promise<{ status: number; body: unknown }> {
  return page.evaluate(
    (asked) =>
      new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open(asked.method, asked.target);
        const token = sessionStorage.getItem('meterhaul.session') ?? '';
        request.setRequestHeader('Authorization', `Bearer ${token}`);
        request.onload = () =>
          resolve({ status: request.status, body: JSON.parse(request.responseText) as unknown });
        request.onerror = () => reject(new Error('The connection broke.'));
        request.send(asked.content);
      }),
    { method, target, content },
  );
}

/** Carries a port to another one, as `ssh -L` does: the browser knows the server by the near one. */
async function openTunnel(port: number): Promise<Server> {
  const near = createServer((socket) => {
    const far = connect(port, '127.0.0.1');
    socket.on('error', () => far.destroy()).pipe(far);
    far.on('error', () => socket.destroy()).pipe(socket);
  });
  await new Promise<void>((resolve) => {
    near.listen(0, '127.0.0.1', resolve);
  });
  return near;
}
