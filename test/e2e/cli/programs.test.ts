import { once } from 'node:events';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { runCli, startCli } from './run-cli.ts';
import type { CliResult, RunningCli } from './run-cli.ts';
import { setScene, storedAt } from './scene.ts';

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-program-'));
});
afterEach(() => rm(stateDir, { recursive: true }));

const run = (...args: string[]): Promise<CliResult> => runCli(args, { METERHAUL_STATE_DIR: stateDir });

/** The first line that a program which goes on running prints, as JSON. */
async function firstWords(program: RunningCli): Promise<Record<string, string>> {
  onTestFinished(() => void program.process.kill('SIGKILL'));
  const [line] = (await once(program.process.stdout!, 'data')) as [Buffer];
  return JSON.parse(line.toString()) as Record<string, string>;
}

describe('a program that goes on until it is stopped', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'practice-vtn answers until %s, also as the first program on a computer, and exits with 0',
    async (signal) => {
      const fresh = path.join(stateDir, 'not', 'there yet');
      const program = startCli(['practice-vtn', '--json'], { METERHAUL_STATE_DIR: fresh });
      const { baseUrl, token } = await firstWords(program);
      const answer = await fetch(`${baseUrl}/practice`, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      });
      expect(await answer.json()).toMatchObject({ rehearsal: true });
      program.process.kill(signal);
      expect((await program.ended).exitCode).toBe(0);
    },
  );

  it('serve prints a fresh address for Enter, and the one before opens nothing any more', async () => {
    const program = startCli(['serve'], { METERHAUL_STATE_DIR: stateDir });
    onTestFinished(() => void program.process.kill('SIGKILL'));
    const addresses: URL[] = [];
    for (let nth = 0; nth < 2; nth++) {
      if (nth > 0) program.process.stdin!.write('\n');
      const [words] = (await once(program.process.stdout!, 'data')) as [Buffer];
      addresses.push(new URL(/http:\S+/.exec(words.toString())?.[0] ?? ''));
    }
    const open = async ({ origin, hash }: URL): Promise<number> => {
      const body = JSON.stringify({ token: hash.replace('#token=', '') });
      return (
        await fetch(`${origin}/session`, {
          method: 'POST',
          headers: { origin, 'content-type': 'application/json' },
          body,
        })
      ).status;
    };
    expect([await open(addresses[0]!), await open(addresses[1]!)]).toEqual([403, 201]);
    program.process.kill('SIGTERM');
    expect((await program.ended).exitCode).toBe(0);
  });

  it('serve shows its pages at the URL it prints until it is stopped, and exits with 0', async () => {
    const program = startCli(['serve', '--json'], { METERHAUL_STATE_DIR: stateDir });
    const { url = '', origin = '' } = await firstWords(program);
    expect(url.startsWith(origin)).toBe(true);
    const page = await fetch(origin);
    expect(await page.text()).toContain('<html');
    program.process.kill('SIGTERM');
    expect((await program.ended).exitCode).toBe(0);
  });
});

describe('every command', () => {
  const commands = [
    ...[
      'inspect',
      'preview',
      'upload',
      'jobs',
      'status',
      'resume',
      'pace',
      'retry',
      'cancel',
      'remove',
      'verify',
      'report',
    ],
    ...['serve', 'practice-vtn', 'demo'],
  ];

  it('has help with an example, and the program lists it', async () => {
    const help = await run('--help');
    expect(help.exitCode).toBe(0);
    for (const command of commands) expect(help.stdout).toMatch(new RegExp(`^ +${command} `, 'm'));
    for (const command of ['upload', 'resume', 'serve']) {
      const { exitCode, stdout } = await run(command, '--help');
      expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`Example:\n  meterhaul ${command}`)]);
    }
  });

  it('says its version', async () => {
    expect(await run('--version')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+\.\d+/) as string,
    });
  });

  it('that cannot start prints its error as the one JSON document when it was asked for JSON', async () => {
    const result = await run('status', 'no-such-job', '--json');
    expect(result.json()).toEqual({
      error: { code: 'job/not-found', text: expect.any(String) as string },
      exitCode: 1,
    });
    expect(result.exitCode).toBe(1);
  });
});

describe('an upload that was stopped', () => {
  it('by two signals at once is uncertain about what was in flight, and resume settles it', async () => {
    await using scene = await setScene();
    scene.vtn.setFaults([{ kind: 'hang', times: 1 }]);
    const upload = scene.start(['upload', ...scene.files, '--vtn', scene.vtn.baseUrl]);
    await expect.poll(() => scene.vtn.observations().faultsFired, { timeout: 60_000 }).toEqual({ hang: 1 });
    upload.process.kill('SIGINT');
    await upload.says('press again');
    upload.process.kill('SIGINT');
    const stopped = await upload.ended;
    expect(stopped.exitCode).toBe(3);
    const job = /meterhaul resume (\S+)/.exec(stopped.stderr)?.[1] ?? '';
    const status = (await scene.run(['status', job, '--json'])).json();
    expect(status).toMatchObject({ state: 'paused', points: { uncertain: 100, confirmed: 0 } });
    const resumed = await scene.run(['resume', job, '--json']);
    expect(resumed.json()).toMatchObject({ state: 'completed', points: { confirmed: 1200, uncertain: 0 } });
    expect(storedAt(scene.vtn)).toEqual(scene.site.expected());
  });

  it('is blocked when its files have gone, and goes on where they are now', async () => {
    await using scene = await setScene();
    const upload = ['upload', ...scene.files, '--json', '--vtn', scene.vtn.baseUrl];
    const { job } = (await scene.run(upload, { METERHAUL_TOKEN: 'wrong' })).json() as { job: string };
    const moved = path.join(scene.folder, 'moved.h5');
    await rename(scene.site.meterFilePath, moved);
    const missing = await scene.run(['resume', job]);
    expect([missing.exitCode, missing.stderr]).toEqual([3, expect.stringContaining('--source')]);
    const resumed = await scene.run(['resume', job, '--source', moved, '--json']);
    expect(resumed.json()).toMatchObject({ state: 'completed', points: { confirmed: 1200 }, exitCode: 0 });
  });

  it('names the job that runs already in another program, and does not disturb it', async () => {
    await using scene = await setScene();
    scene.vtn.setFaults([{ kind: 'hang', times: 1 }]);
    const upload = scene.start(['upload', ...scene.files, '--vtn', scene.vtn.baseUrl]);
    await expect.poll(() => scene.vtn.observations().faultsFired, { timeout: 60_000 }).toEqual({ hang: 1 });
    const { jobs } = (await scene.run(['jobs', '--json'])).json() as {
      jobs: { id: string; active: boolean }[];
    };
    expect(jobs).toMatchObject([{ state: 'running', active: true }]);
    for (const command of ['resume', 'cancel']) {
      const refused = await scene.run([command, jobs[0]?.id ?? '']);
      expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('another Meterhaul')]);
    }
    expect(upload.process.exitCode).toBeNull();
    upload.process.kill('SIGKILL');
    await upload.ended;
  });
});

it('--token works, with a warning that others can see it', async () => {
  await using scene = await setScene({ rows: 5 });
  const args = ['upload', ...scene.files, '--vtn', scene.vtn.baseUrl, '--token', scene.vtn.token, '--json'];
  const upload = await scene.run(args, { METERHAUL_TOKEN: '' });
  expect([upload.exitCode, upload.stderr]).toEqual([0, expect.stringContaining('list of processes')]);
});

it('demo makes a site, stops halfway, resumes, and finds every interval at its practice VTN', async () => {
  const demo = await run('demo', '--json');
  expect(demo.json()).toMatchObject({
    state: 'completed',
    exitCode: 0,
    verification: { differenceCount: 0 },
    observations: { changedRewrites: 0 },
  });
  expect(demo.exitCode).toBe(0);
});
