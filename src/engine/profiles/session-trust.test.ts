import { createServer as createSecureServer } from 'node:https';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hasOpenssl, makeCertificates } from '../../../test/suites/certificates.ts';
import type { TestCertificates } from '../../../test/suites/certificates.ts';
import { runToEnd } from '../../../test/faults/rehearsal.ts';
import { forwardTo, profileOf, setConnectionScene, stepOf } from '../../../test/suites/connection-scene.ts';
import type { ConnectionScene } from '../../../test/suites/connection-scene.ts';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import { makeSampleSite } from '../sample-site/make-sample-site.ts';
import { createEngine } from '../create-engine.ts';

let scene: ConnectionScene;
beforeEach(() => {
  scene = setConnectionScene();
});
afterEach(() => scene[Symbol.asyncDispose]());

describe.skipIf(!hasOpenssl())('a VTN whose certificate nobody here knows', () => {
  let files: TestCertificates;
  let vtn: PracticeVtn;
  let url: string;
  beforeEach(async () => {
    files = makeCertificates(scene.stateDir, 20);
    vtn = await scene.startVtn();
    url = await serveSecurely();
    await scene.engine.api.keepProfile({ profile: profileOf(url), secrets: { token: vtn.token } });
  });

  async function serveSecurely(): Promise<string> {
    const server = createSecureServer({ cert: files.serverCert, key: files.serverKey }, forwardTo(vtn));
    return `https://127.0.0.1:${await scene.listen(server)}/openadr3`;
  }

  const trust = (confirmation = 'Site', trusts = true) =>
    scene.engine.api.trustAnyCertificate({ name: 'Site', trusts, confirmation });

  async function planJob(): Promise<string> {
    const site = await makeSampleSite(path.join(scene.stateDir, 'site'), {
      vens: 1,
      resources: 1,
      loadsPerResource: 1,
      rows: 20,
    });
    const { jobId } = await scene.engine.api.planJob({
      files: [site.databasePath, site.meterFilePath],
      destination: { baseUrl: url, profile: 'Site' },
    });
    return jobId;
  }

  it('gets nothing until a person has typed the profile’s name, and then the job says so for good', async () => {
    const jobId = await planJob();
    expect(await runToEnd(scene.engine, jobId)).toMatchObject({
      state: 'blocked',
      lastError: { code: 'vtn/tls' },
      trustsAnyCertificate: false,
    });
    expect(vtn.observations().requests).toBe(0);
    expect(await trust()).toMatchObject({ trustsAnyCertificate: true });
    const job = await runToEnd(scene.engine, jobId);
    expect(job).toMatchObject({ state: 'completed', trustsAnyCertificate: true });
    expect(job.decisions.map(({ text }) => text)).toContainEqual(expect.stringContaining('NOT verified'));
  });

  it('is not trusted by NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment either', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const test = await scene.engine.api.testConnection({ profile: profileOf(url), secrets: {} });
    expect(stepOf(test, 'tls')).toMatchObject({ state: 'failed', code: 'vtn/tls' });
    const jobId = await planJob();
    expect(await runToEnd(scene.engine, jobId)).toMatchObject({ lastError: { code: 'vtn/tls' } });
    vi.unstubAllEnvs();
  });

  it.each(['', 'site', 'Site 2', 'yes'])('is not trusted by typing "%s"', async (typed) => {
    await expect(trust(typed)).rejects.toMatchObject({ code: 'profile/invalid' });
    expect(await scene.engine.api.listProfiles({})).toMatchObject([{ trustsAnyCertificate: false }]);
  });

  it('is tested with a warning, never with a pass, and refused again once it is verified again', async () => {
    await trust();
    const test = () => scene.engine.api.testConnection({ profile: profileOf(url), secrets: {} });
    const trusted = await test();
    expect(stepOf(trusted, 'tls')).toMatchObject({ state: 'warning' });
    expect(stepOf(trusted, 'tls').text).toContain('NOT verified');
    await trust('', false);
    expect(stepOf(await test(), 'tls')).toMatchObject({ state: 'failed', code: 'vtn/tls' });
  });

  it('is trusted at its own address only: at another port, and its token server elsewhere, are verified', async () => {
    const elsewhere = await serveSecurely();
    const client = { kind: 'client', clientId: vtn.clientId, tokenUrl: `${elsewhere}/auth/token` };
    await scene.engine.api.keepProfile({
      profile: profileOf(url, { signIn: client }),
      previousName: 'Site',
      secrets: { clientSecret: vtn.clientSecret },
    });
    await trust();
    const test = await scene.engine.api.testConnection({ profile: profileOf(url, { signIn: client }) });
    expect(stepOf(test, 'tls').state).toBe('warning');
    expect(stepOf(test, 'token')).toMatchObject({ state: 'failed', code: 'vtn/tls' });
    expect(vtn.observations().tokensIssued).toBe(0);
    const moved = await scene.engine.api.testConnection({ profile: profileOf(elsewhere) });
    expect(stepOf(moved, 'tls')).toMatchObject({ state: 'failed', code: 'vtn/tls' });
  });

  it('is verified again after a restart, after the profile was forgotten, and nothing of it is on the disk', async () => {
    await trust();
    const other = createEngine({
      stateDir: scene.stateDir,
      version: '0',
      secrets: { credentialsFor: () => Promise.resolve(null) },
    });
    expect(await other.api.listProfiles({})).toMatchObject([{ trustsAnyCertificate: false }]);
    await other.close();
    expect(textsIn(scene.stateDir).join('\n')).not.toMatch(/trustsAny|trustAny|unverified/i);
    await scene.engine.api.forgetProfile({ name: 'Site' });
    await scene.engine.api.keepProfile({ profile: profileOf(url), secrets: { token: vtn.token } });
    expect(await scene.engine.api.listProfiles({})).toMatchObject([{ trustsAnyCertificate: false }]);
  });
});

it('a VTN without a certificate cannot be trusted with any', async () => {
  await scene.engine.api.keepProfile({ profile: profileOf('http://127.0.0.1:1/openadr3') });
  const trusting = scene.engine.api.trustAnyCertificate({ name: 'Site', trusts: true, confirmation: 'Site' });
  await expect(trusting).rejects.toThrow('has no certificate');
});

function textsIn(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => path.join(folder, name))
    .filter((file) => file.endsWith('.json') && statSync(file).isFile())
    .map((file) => readFileSync(file, 'utf8'));
}
