import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, contentOf, hourlyPoints, resourceA, upload } from '../../test/suites/practice-vtn-client.ts';
import { practiceFactLines } from './program.ts';
import type { PracticeFacts } from './program.ts';
import { startPracticeVtn } from './start-practice-vtn.ts';

const entry = fileURLToPath(new URL('./index.ts', import.meta.url));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'practice-vtn-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

type Child = ChildProcessByStdio<null, Readable, Readable>;

function run(args: readonly string[], environment: Record<string, string> = {}): Child {
  return spawn(process.execPath, [entry, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
}

async function factsOf(child: Child): Promise<PracticeFacts> {
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return JSON.parse(line.toString('utf8')) as PracticeFacts;
}

describe('the practice VTN as a program', () => {
  it('says in one line what a client needs, takes the credentials it is given, and ends when told to', async () => {
    const database = join(folder, 'practice.db');
    const child = run(['--port', '0', '--database', database, '--json'], {
      METERHAUL_TOKEN: 'the-token',
      METERHAUL_CLIENT_ID: 'the-client',
      METERHAUL_CLIENT_SECRET: 'the-secret',
    });
    const facts = await factsOf(child);
    expect(facts).toEqual({
      origin: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      baseUrl: `${facts.origin}/openadr3`,
      token: 'the-token',
      tokenUrl: `${facts.origin}/openadr3/auth/token`,
      clientId: 'the-client',
      clientSecret: 'the-secret',
      databasePath: database,
    });
    expect((await upload(facts, hourlyPoints(2))).status).toBe(201);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await text(child.stderr)).toBe('');
  });

  it('keeps what it confirmed when it is killed', async () => {
    const databasePath = join(folder, 'practice.db');
    const child = run(['--database', databasePath, '--json']);
    const facts = await factsOf(child);
    expect((await upload(facts, hourlyPoints(500))).status).toBe(201);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const later = await startPracticeVtn({ databasePath });
    try {
      expect(later.storedIntervals(resourceA)).toHaveLength(500);
    } finally {
      await later.close();
    }
  });

  it('misbehaves as its faults file says', async () => {
    const faultsPath = join(folder, 'faults.json');
    writeFileSync(faultsPath, JSON.stringify([{ kind: 'unavailable', times: 1, retryAfterSeconds: 2 }]));
    const child = run(['--faults', faultsPath, '--json']);
    const facts = await factsOf(child);
    expect((await upload(facts, hourlyPoints(1))).headers['retry-after']).toBe('2');
    const observed = await ask(facts, { path: '/openadr3/practice/observations' });
    expect(contentOf(observed)).toMatchObject({ faultsFired: { unavailable: 1 } });
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it.each([
    [['--port', 'eighty'], /^--port eighty is not a port/],
    [['--faults', 'missing.json'], /^The faults file missing\.json cannot be used: /],
    [['--what'], /Unknown option '--what'/],
  ])('refuses %j with one clear line and exit code 1', async (args, message) => {
    const child = run(args);
    const [errors, output, [code]] = await Promise.all([
      text(child.stderr),
      text(child.stdout),
      once(child, 'exit'),
    ]);
    expect(errors).toMatch(message);
    expect([output, code]).toEqual(['', 1]);
  });

  it('says REHEARSAL to a person', () => {
    const facts = {
      origin: 'http://127.0.0.1:8444',
      baseUrl: 'http://127.0.0.1:8444/openadr3',
      token: 't',
      tokenUrl: 'http://127.0.0.1:8444/openadr3/auth/token',
      clientId: 'c',
      clientSecret: 's',
      databasePath: ':memory:',
    };
    const lines = practiceFactLines(facts);
    expect(lines[0]).toBe('REHEARSAL: this is a practice VTN. What you send here reaches no real VTN.');
    expect(lines.at(-1)).toContain('memory, until this program ends');
  });
});
