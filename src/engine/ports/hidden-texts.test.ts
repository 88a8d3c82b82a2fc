import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environmentSecrets } from './environment-secrets.ts';
import { openFileLog } from './file-log.ts';
import { hideText, withoutSecrets } from './hidden-texts.ts';

const secret = 'Zk3-very_secret/0123+abc';
const token = 'eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-hidden-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('a secret that was met is in no text that leaves, however it is spelled there', () => {
  hideText(secret);
  const spelled = [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    JSON.stringify(secret),
  ];
  for (const each of spelled)
    expect(withoutSecrets(`refused: ${each}!`)).not.toContain(each.replaceAll('"', ''));
});

it('credentials of the environment count as met as soon as they were read', () => {
  environmentSecrets({ METERHAUL_TOKEN: 'from-the-environment' });
  expect(withoutSecrets('x from-the-environment x')).toBe('x (left out) x');
});

it('an error that quotes a token reaches the log without it, also in its stack and its cause', () => {
  hideText(secret);
  const log = openFileLog(folder, 'debug');
  const error = new Error(`cannot send Bearer ${token} with ${secret}`);
  log.error(error.message, { stack: error.stack, cause: { text: `password=${secret}` } });
  log.close();
  const written = readFileSync(log.path, 'utf8');
  expect(written).toContain('cannot send');
  for (const each of [secret, token]) expect(written).not.toContain(each);
  for (const line of written.trim().split('\n')) JSON.parse(line);
});

describe('a program that crashes', () => {
  const hidden = new URL('./hidden-texts.ts', import.meta.url).href;

  async function crash(
    body: string,
    args: readonly string[] = [],
  ): Promise<{ code: number; written: string }> {
    const script = `const { guardCrashes, hideText } = await import(${JSON.stringify(hidden)});
      guardCrashes((text) => process.stderr.write(text), 4);
      const secret = process.env.METERHAUL_TOKEN;
      hideText(secret);
      ${body}`;
    const program = spawn(process.execPath, [...args, '--input-type=module', '-e', script], {
      cwd: folder,
      env: { ...process.env, METERHAUL_TOKEN: secret },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [words, errors] = [program.stdout.toArray(), program.stderr.toArray()];
    const [code] = (await once(program, 'close')) as [number];
    const files = readdirSync(folder)
      .map((name) => path.join(folder, name))
      .filter((file) => statSync(file).isFile())
      .map((file) => readFileSync(file, 'utf8'));
    return { code, written: [...(await words), ...(await errors), ...files].join('') };
  }

  it.each([
    [
      'thrown in a callback',
      `setImmediate(() => { throw new Error('sent Bearer ${token} and ' + secret); });`,
    ],
    ['rejected and heard by nobody', `void Promise.reject(new Error('sent Bearer ${token} and ' + secret));`],
    [
      'told of by an emitter',
      `(await import('node:net')).connect(1, '127.0.0.1').destroy(new Error('sent ' + secret));`,
    ],
  ])('by an error %s tells it without its secrets and ends with 4', async (_, body) => {
    const { code, written } = await crash(body);
    expect(code).toBe(4);
    expect(written).toContain('Error');
    for (const each of [secret, token]) expect(written).not.toContain(each);
  });

  it('writes no environment into a report of Node, should somebody have asked for one', async () => {
    const { written } = await crash('process.report.writeReport("crash.json");', ['--report-directory=.']);
    expect(written).toContain('"javascriptHeap"');
    expect(written).not.toContain(secret);
  });
});

it('nobody starts a crash reporter, which would send memory away', () => {
  const sources = ['src/main', 'src/engine-host', 'src/preload'].flatMap((room) => textsIn(room));
  expect(sources.length).toBeGreaterThan(20);
  expect(sources.filter((text) => text.includes('crashReporter'))).toEqual([]);
});

function textsIn(room: string): string[] {
  return readdirSync(room, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
}
