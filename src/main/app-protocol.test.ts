import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { isPageUrl, registerPageScheme, servePages } from './app-protocol.ts';

const protocol = vi.hoisted(() => ({ registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() }));
vi.mock('electron', () => ({ protocol }));

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meterhaul-protocol-'));
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html>pages');
  await writeFile(join(folder, 'renderer', 'assets', 'index-abc.js'), 'export {};');
  await writeFile(join(folder, 'secret.json'), '{"secret":true}');
  await symlink(join(folder, 'secret.json'), join(folder, 'renderer', 'link.json'));
  servePages(join(folder, 'renderer'));
});

afterEach(async () => {
  vi.clearAllMocks();
  await rm(folder, { recursive: true, force: true });
});

function ask(url: string, method = 'GET'): Promise<Response> {
  const [scheme, answer] = protocol.handle.mock.lastCall as [string, (request: object) => Promise<Response>];
  expect(scheme).toBe('app');
  return answer({ url, method });
}

it('gives the pages an origin of their own, without any other privilege', () => {
  registerPageScheme();
  expect(protocol.registerSchemesAsPrivileged).toHaveBeenCalledExactlyOnceWith([
    { scheme: 'app', privileges: { standard: true, secure: true } },
  ]);
});

it('serves the page with the policy that lets nothing in from outside', async () => {
  const response = await ask('app://meterhaul/');
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('pages');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

it('serves scripts with the type that modules need', async () => {
  const response = await ask('app://meterhaul/assets/index-abc.js?v=1#top');
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

it.each([
  'app://meterhaul/../secret.json',
  'app://meterhaul/..%2fsecret.json',
  'app://meterhaul/%2e%2e%2fsecret.json',
  'app://meterhaul/..%5csecret.json',
  'app://meterhaul/link.json',
  'app://meterhaul//etc/passwd.json',
  'app://meterhaul/index.html%00.json',
  'app://meterhaul/%',
  'app://meterhaul/assets',
  'app://other/index.html',
])('ends at the folder of the pages: %s is not found', async (url) => {
  const response = await ask(url);
  expect(response.status).toBe(404);
  expect(await response.text()).not.toContain('secret');
});

it('answers to no other method', async () => {
  expect((await ask('app://meterhaul/', 'POST')).status).toBe(404);
});

it('knows its own pages from URLs that only look like them', () => {
  expect(isPageUrl('app://meterhaul/index.html#jobs')).toBe(true);
  for (const url of [
    'app://meterhaul.evil/',
    'https://meterhaul/',
    'file:///meterhaul/',
    'app:meterhaul',
    '',
  ]) {
    expect(isPageUrl(url)).toBe(false);
  }
});
