import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startRehearsal, whenJob } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import type { Profile } from '../../contract/profile-shapes.ts';
import type { DiagnosticsPart } from '../../contract/settings-shapes.ts';
import { profileView } from '../../contract/profile-shapes.ts';
import { openLedger } from '../ledger/ledger.ts';
import { noteDecision, noteTrouble } from '../ledger/job-writes.ts';
import { gatherDiagnostics } from './gather-diagnostics.ts';
import { knownSecrets } from './known-secrets.ts';

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: 2, rows: 100 });
});
afterAll(() => rehearsal.close());
afterEach(() => vi.unstubAllEnvs());

const planted = /pl4nted|cGw0bnRlZ/;
const partNamed = (parts: readonly DiagnosticsPart[], name: string): string =>
  parts.find((part) => part.name === name)?.text ?? '';

function writeLog(...lines: readonly string[]): void {
  const folder = path.join(rehearsal.folder, 'state', 'logs');
  mkdirSync(folder, { recursive: true });
  appendFileSync(path.join(folder, 'meterhaul.log'), lines.map((line) => `${line}\n`).join(''));
}

/** A job that has sent something, with words of the VTN in its troubles that nobody should read. */
async function jobWithSecrets(token: string): Promise<string> {
  const vtn = await rehearsal.startVtn({ token });
  const { jobId } = await rehearsal.plan(vtn.baseUrl);
  await rehearsal.run(jobId);
  const ledger = openLedger({ stateDir: path.join(rehearsal.folder, 'state') });
  ledger.write('planted', (database) => {
    noteDecision(database, jobId, 1, `asked https://me:pl4nted@vtn.example/?token=pl4nted with ${token}`);
    noteTrouble(database, jobId, { code: 'vtn/refused', text: 'Authorization: Bearer pl4nted.1' });
  });
  ledger.close();
  return jobId;
}

describe('the diagnostics', () => {
  it('have no secret in any part, wherever it was planted', async () => {
    vi.stubEnv('HOME', rehearsal.folder);
    const token = 'tok pl4nted "quoted"/token';
    const jobId = await jobWithSecrets(token);
    writeLog(
      JSON.stringify({
        msg: 'sent',
        header: 'Bearer pl4nted-token',
        body: JSON.stringify({ password: 'pl4nted' }),
      }),
      `a proxy at http://user:pl4nted@proxy.example:3128 and ${encodeURIComponent(token)}`,
      `eyJhbGciOi.eyJwbDRudGVkIjoxfQ.pl4nted Basic cGw0bnRlZA==`,
      Buffer.from(token).toString('base64'),
    );
    const parts = await rehearsal.engine.api.gatherDiagnostics({});
    expect(parts.map(({ name }) => name)).toEqual([
      'computer.json',
      'disk.json',
      'settings.json',
      'destinations.json',
      'jobs.json',
      'ledger.json',
      'log.txt',
      'desktop-app-log.txt',
    ]);
    for (const { text } of parts) {
      expect(text).not.toMatch(planted);
      expect(text).not.toContain(rehearsal.folder);
    }
    expect(partNamed(parts, 'jobs.json')).toContain(jobId);
    expect(partNamed(parts, 'jobs.json')).toContain('~/site/');
    expect(parts.every(({ what }) => what.endsWith('.'))).toBe(true);
  });

  it('tell of each job its decisions and the timing of its requests, and no values', async () => {
    const vtn = await rehearsal.startVtn();
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace: { chunkPoints: 50, canaryPoints: 50 } });
    await rehearsal.run(jobId);
    const parts = await rehearsal.engine.api.gatherDiagnostics({});
    const jobs = JSON.parse(partNamed(parts, 'jobs.json')) as {
      id: string;
      attempts: object[];
      decisions: object[];
    }[];
    const job = jobs.find(({ id }) => id === jobId);
    expect(job?.attempts).toHaveLength(4);
    expect(job?.attempts[0]).toMatchObject({ points: 50, outcome: 'confirmed', status: 201, durationMs: 0 });
    expect(job?.decisions).not.toHaveLength(0);
    expect(JSON.parse(partNamed(parts, 'ledger.json'))).toMatchObject({ integrity: 'ok' });
    expect(JSON.parse(partNamed(parts, 'disk.json'))).toMatchObject({
      freeBytes: expect.any(Number) as number,
    });
  });

  it('do not hold up a running job by reading the whole ledger', async () => {
    const vtn = await rehearsal.startVtn();
    const { jobId } = await rehearsal.plan(vtn.baseUrl);
    const ended = whenJob(rehearsal.engine, jobId, ({ active }) => !active);
    await rehearsal.engine.api.startJob({ jobId });
    const parts = await rehearsal.engine.api.gatherDiagnostics({});
    await ended;
    expect(partNamed(parts, 'ledger.json')).toContain('not checked');
  });

  it('say of a part that cannot be gathered why not, and have the others', async () => {
    const parts = await gatherDiagnostics({
      version: '1.2.3',
      stateDir: path.join(rehearsal.folder, 'nowhere'),
      ledger: {
        ...openLedger({ stateDir: path.join(rehearsal.folder, 'other') }),
        read: () => {
          throw new Error('the disk is gone');
        },
      },
      isRunning: false,
      settings: () => ({
        language: 'system',
        theme: 'system',
        notify: true,
        keepAwake: true,
        keepEndedJobsDays: null,
      }),
      profiles: () => Promise.reject(new Error('the file of the destinations was damaged')),
      jobs: () => [],
      secrets: () => Promise.resolve([]),
    });
    expect(partNamed(parts, 'computer.json')).toContain('"meterhaul": "1.2.3"');
    expect(partNamed(parts, 'ledger.json')).toContain('could not be gathered: the disk is gone');
    expect(partNamed(parts, 'destinations.json')).toContain('was damaged');
    expect(partNamed(parts, 'log.txt')).toContain('no log');
  });
});

it('the secrets of the session are those told for the jobs and those of the destinations', async () => {
  const view = profileView.parse({
    name: 'plant',
    baseUrl: 'https://vtn.example',
    secret: 'kept',
    trouble: null,
    lastTest: null,
    trustsAnyCertificate: false,
    rehearsal: false,
  });
  const known = await knownSecrets(
    {
      credentialsFor: (baseUrl) =>
        Promise.resolve(
          baseUrl.endsWith('one')
            ? { kind: 'token', token: 'told' }
            : { kind: 'client', clientId: 'id', clientSecret: 'client secret', tokenUrl: 'https://x' },
        ),
    },
    {
      list: () => Promise.resolve([view, { ...view, name: 'locked' }]),
      resolve: (profile: Profile) =>
        profile.name === 'locked'
          ? Promise.reject(new Error('the keychain is locked'))
          : Promise.resolve({
              profile,
              secrets: { token: 'kept', proxyCredentials: 'user:proxy password' },
              trustsAnyCertificate: false,
            }),
    },
    [{ baseUrl: 'http://one' }, { baseUrl: 'http://one' }, { baseUrl: 'http://two' }],
  );
  expect(known).toEqual(['told', 'client secret', 'kept', 'user:proxy password', 'proxy password']);
});
