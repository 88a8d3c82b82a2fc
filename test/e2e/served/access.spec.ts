import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { knockWith, sessionTokenOf } from './page-session.ts';
import { portToKeep } from '../../suites/kept-port.ts';
import { startServedProgram } from './served-program.ts';
import type { ServedProgram } from './served-program.ts';

let stateDir: string;
let program: ServedProgram;

test.beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'meterhaul-access-'));
  program = await startServedProgram({ stateDir, port: await portToKeep() });
});

test.afterEach(async () => {
  await program.stop();
  await rm(stateDir, { recursive: true, force: true });
});

test('the printed address opens the pages, a reload keeps the session, and no token stays in the address', async ({
  page,
}) => {
  await page.goto(program.url);
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
  expect(page.url()).toBe(`${program.origin}/`);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
  expect(await page.context().cookies()).toEqual([]);
});

test('a second browser with the same address is told that it was used, and how to get a fresh one', async ({
  page,
  browser,
}) => {
  await page.goto(program.url);
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(program.url);
  await expect(other.getByRole('heading', { name: 'This address was used already' })).toBeVisible();
  await expect(other.getByText('meterhaul serve', { exact: true }).first()).toBeVisible();
  await context.close();
});

test('a page without the printed address is told to open it', async ({ page }) => {
  await page.goto(program.origin);
  await expect(page.getByRole('heading', { name: 'Open the printed address' })).toBeVisible();
});

test('an SSH tunnel, where the browser knows the server by another loopback name, works', async ({
  page,
}) => {
  await page.goto(program.url.replace('127.0.0.1', 'localhost'));
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
});

test('a wrong Host, Origin or token is refused, for pages and for the engine', async ({ page }) => {
  await page.goto(program.url);
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
  const { origin } = program;
  expect(await statusOf('/', {})).toBe(200);
  expect(await statusOf('/', { host: 'meterhaul.example.com' })).toBe(403);
  expect(await statusOf('/', { origin: 'https://example.com' })).toBe(403);
  expect(await statusOf('/session', { authorization: 'Bearer guess' })).toBe(401);

  const protocols = ['meterhaul.v1', `meterhaul.token.${await sessionTokenOf(page)}`];
  expect(await knockWith(origin, protocols, { origin })).toBe(101);
  expect(await knockWith(origin, ['meterhaul.v1', 'meterhaul.token.guess'], { origin })).toBe(401);
  expect(await knockWith(origin, protocols, { origin: 'https://example.com' })).toBe(403);
  expect(await knockWith(origin, protocols, { origin: 'http://example.com', host: 'example.com' })).toBe(403);
  expect(await knockWith(origin, protocols, {})).toBe(403);
});

test('when Meterhaul ends the page says so; when it is started anew the page asks for the new address', async ({
  page,
}) => {
  await page.goto(program.url);
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
  expect(await program.stop()).toBe(0);
  await expect(page.getByText('The connection to Meterhaul is lost.')).toBeVisible();
  program = await startServedProgram({ stateDir, port: Number(new URL(program.origin).port) });
  const ended = page.getByRole('heading', { name: 'This session has ended' });
  const tryNow = page.getByRole('button', { name: 'Try now' });
  // The page tries by itself too: whoever is first.
  await expect(tryNow.or(ended)).toBeVisible();
  await Promise.race([tryNow.click(), ended.waitFor()]);
  await expect(ended).toBeVisible();
});

function statusOf(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${program.origin}${path}`, { headers }, (response) => {
      resolve(response.statusCode ?? 0);
      response.resume();
    });
    sent.on('error', reject);
    sent.end();
  });
}
