import { rmSync, writeFileSync } from 'node:fs';
import { createServer as createSecureServer } from 'node:https';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStandingClock } from '../../../test/faults/test-clock.ts';
import { hasOpenssl, makeCertificates } from '../../../test/suites/certificates.ts';
import type { TestCertificates } from '../../../test/suites/certificates.ts';
import { forwardTo, profileOf, setConnectionScene, stepOf } from '../../../test/suites/connection-scene.ts';
import type { ConnectionScene } from '../../../test/suites/connection-scene.ts';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import { systemClock } from '../ports/clock.ts';

let scene: ConnectionScene;
beforeEach(() => {
  // A server that refuses our certificate is heard, however long that takes it.
  scene = setConnectionScene({ clock: { ...createStandingClock(), now: systemClock.now } });
});
afterEach(() => scene[Symbol.asyncDispose]());

describe.skipIf(!hasOpenssl())('a VTN with a certificate of its own authority', () => {
  let files: TestCertificates;
  beforeEach(() => {
    files = makeCertificates(scene.stateDir, 20);
  });

  async function serveSecurely(vtn: PracticeVtn, requestCert: boolean): Promise<string> {
    const { serverCert, serverKey, ca } = files;
    const server = createSecureServer(
      { cert: serverCert, key: serverKey, ca, requestCert, rejectUnauthorized: requestCert },
      forwardTo(vtn),
    );
    return `https://127.0.0.1:${await scene.listen(server)}/openadr3`;
  }

  it('is refused until the authority is given, and then warns of the end of the certificate', async () => {
    const vtn = await scene.startVtn();
    const url = await serveSecurely(vtn, false);
    const secrets = { token: vtn.token };
    const without = await scene.engine.api.testConnection({ profile: profileOf(url), secrets });
    expect(stepOf(without, 'tls')).toMatchObject({
      state: 'failed',
      code: 'vtn/tls',
      advice: expect.stringContaining('CA file') as string,
    });
    const withCa = await scene.engine.api.testConnection({
      profile: profileOf(url, { caFile: files.caFile }),
      secrets,
    });
    expect(stepOf(withCa, 'tls')).toMatchObject({ state: 'warning' });
    expect(stepOf(withCa, 'tls').text).toContain('Plant Room CA');
    expect(stepOf(withCa, 'tls').advice).toMatch(/ends in (19|20) days/);
    expect(withCa.ok).toBe(true);
  });

  it('that asks for a client certificate gets it, for tokens too, through a proxy that asks for a password', async () => {
    const vtn = await scene.startVtn();
    const url = await serveSecurely(vtn, true);
    const proxy = await scene.startProxy('bob:pässword');
    const ca = { caFile: files.caFile };
    const bare = await scene.engine.api.testConnection({
      profile: profileOf(url, ca),
      secrets: { token: vtn.token },
    });
    expect(stepOf(bare, 'tls')).toMatchObject({ state: 'failed', code: 'vtn/tls' });
    expect(stepOf(bare, 'tls').advice).toContain('client certificate');
    const whole = profileOf(url, {
      ...ca,
      clientCertificate: { certificateFile: files.clientCertFile, keyFile: files.clientKeyFile },
      proxy: { kind: 'address', address: proxy.url },
      signIn: { kind: 'client', clientId: vtn.clientId, tokenUrl: `${url}/auth/token` },
    });
    const secrets = { clientSecret: vtn.clientSecret, keyPassphrase: files.passphrase };
    const barred = await scene.engine.api.testConnection({ profile: whole, secrets });
    expect(stepOf(barred, 'proxy')).toMatchObject({
      state: 'failed',
      advice: expect.stringContaining('password') as string,
    });
    const through = await scene.engine.api.testConnection({
      profile: whole,
      secrets: { ...secrets, proxyCredentials: 'bob:pässword' },
    });
    expect(through).toMatchObject({ ok: true, rehearsal: true });
    expect(vtn.observations().tokensIssued).toBe(1);
    expect(proxy.tunnels()).toBeGreaterThan(1);
    expect(vtn.observations().pointsStored).toBe(0);
  });

  it('is refused with words for a wrong passphrase, a key of another and a file that is gone', async () => {
    const own = { certificateFile: files.clientCertFile, keyFile: files.clientKeyFile };
    const keep = (changes: object, secrets = {}) =>
      scene.engine.api.keepProfile({ profile: profileOf('https://127.0.0.1:1', changes), secrets });
    await expect(keep({ clientCertificate: own })).rejects.toThrow('enter its passphrase');
    await expect(keep({ clientCertificate: own }, { keyPassphrase: 'no' })).rejects.toThrow('does not open');
    await expect(keep({ caFile: path.join(scene.stateDir, 'gone.pem') })).rejects.toThrow('is gone');
    const text = path.join(scene.stateDir, 'text.pem');
    writeFileSync(text, 'hello');
    await expect(keep({ caFile: text })).rejects.toThrow('PEM');
    const other = { ...own, certificateFile: files.caFile };
    await expect(keep({ clientCertificate: other }, { keyPassphrase: files.passphrase })).rejects.toThrow(
      'does not belong',
    );
    await keep({ caFile: files.caFile });
    rmSync(files.caFile);
    expect(await scene.engine.api.listProfiles({})).toMatchObject([
      { trouble: expect.stringContaining('is gone') as string },
    ]);
  });
});
