import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profileOf, setConnectionScene, stepOf } from '../../../test/suites/connection-scene.ts';
import type { ConnectionScene } from '../../../test/suites/connection-scene.ts';
import type { ConnectionTest } from '../../contract/profile-shapes.ts';
import { openLedger } from '../ledger/ledger.ts';
import { recallVtn } from '../ledger/vtn-memory.ts';
import { systemClock } from '../ports/clock.ts';

const mebibyte = 1024 * 1024;

let scene: ConnectionScene;
beforeEach(() => {
  // However slow this computer is now, it takes no line for a slow one.
  scene = setConnectionScene({ clock: { ...systemClock, monotonic: () => 0 } });
});
afterEach(() => scene[Symbol.asyncDispose]());

function statesOf(test: ConnectionTest): Record<string, string> {
  return Object.fromEntries(test.steps.map(({ name, state }) => [name, state]));
}

describe('a connection test against a practice VTN', () => {
  it('passes every step, tells each as running and then with its outcome, and stores no point', async () => {
    const vtn = await scene.startVtn({ acceptGzip: true });
    const test = await scene.engine.api.testConnection({
      profile: profileOf(vtn.baseUrl),
      secrets: { token: vtn.token },
      workId: 'w',
    });
    expect(statesOf(test)).toEqual({
      address: 'passed',
      proxy: 'passed',
      connect: 'passed',
      tls: 'skipped',
      token: 'passed',
      permission: 'passed',
      endpoint: 'passed',
      'body-size': 'passed',
      compression: 'passed',
      speed: 'passed',
    });
    expect(test).toMatchObject({
      ok: true,
      rehearsal: true,
      acceptedBytes: 16 * mebibyte,
      refusedBytes: null,
      takesGzip: true,
    });
    expect(test.bytesPerSecond).toBeGreaterThan(100_000);
    const told = scene.events.flatMap((event) => (event.type === 'connection-step' ? [event] : []));
    expect(told.map(({ step }) => `${step.name} ${step.state}`)).toEqual(
      test.steps.flatMap(({ name, state }) => [`${name} running`, `${name} ${state}`]),
    );
    expect(new Set(told.map(({ workId }) => workId))).toEqual(new Set(['w']));
    expect(vtn.observations()).toMatchObject({ pointsReceived: 0, pointsStored: 0 });
    expect(vtn.storedResources()).toEqual([]);
  });

  it.each([
    ['a token that the VTN refuses', {}, { token: 'wrong' }, 'permission', 'vtn/unauthorized'],
    ['no token at all', {}, {}, 'token', 'vtn/credentials-missing'],
    ['a wrong path', { path: '/elsewhere' }, null, 'endpoint', 'vtn/refused'],
    ['a VTN that is down', { down: true }, null, 'connect', 'vtn/unreachable'],
    ['a VTN with a fault', { faults: [{ kind: 'server-error' }] }, null, 'endpoint', 'vtn/server-error'],
    ['a name that nobody has', { host: 'no-such-vtn.invalid' }, null, 'address', 'vtn/unreachable'],
  ] as const)(
    '%s fails one step with advice and skips those after it',
    async (_why, how, given, name, code) => {
      const faults = 'faults' in how ? [...how.faults] : [];
      const vtn = await scene.startVtn({ faults });
      if ('down' in how) await vtn.close();
      const base = 'host' in how ? `http://${how.host}/openadr3` : vtn.baseUrl;
      const address = 'path' in how ? `${vtn.origin}${how.path}` : base;
      const test = await scene.engine.api.testConnection({
        profile: profileOf(address, { proxy: { kind: 'none' } }),
        secrets: given ?? { token: vtn.token },
      });
      expect(test.ok).toBe(false);
      const failed = test.steps.filter(({ state }) => state === 'failed');
      expect(failed).toMatchObject([{ name, code, advice: expect.stringMatching(/\w/) as string }]);
      const place = test.steps.findIndex((step) => step.name === name);
      expect(test.steps.slice(place + 1).every(({ state }) => state === 'skipped')).toBe(true);
      expect(test.steps.at(-1)?.text).toContain('an earlier step failed');
      if (!('down' in how)) expect(vtn.observations().pointsStored).toBe(0);
    },
  );

  it('a limit of 1 MiB is found and remembered for jobs; no gzip is no failure', async () => {
    const vtn = await scene.startVtn({ faults: [{ kind: 'too-large', maxBytes: mebibyte }] });
    const test = await scene.engine.api.testConnection({
      profile: profileOf(vtn.baseUrl),
      secrets: { token: vtn.token },
    });
    expect(test).toMatchObject({
      ok: true,
      acceptedBytes: mebibyte,
      refusedBytes: 4 * mebibyte,
      takesGzip: false,
    });
    expect(stepOf(test, 'body-size').text).toContain('413');
    const ledger = openLedger({ stateDir: scene.stateDir });
    expect(ledger.read((database) => recallVtn(database, vtn.baseUrl))).toMatchObject({
      acceptedBytes: mebibyte,
      refusedBytes: 4 * mebibyte,
      takesGzip: false,
      bytesPerSecond: expect.any(Number) as number,
    });
    ledger.close();
  });

  it('a limit that is said as HTTP 400 "length limit exceeded" is one too', async () => {
    const url = await scene.serve((received, response) => {
      let size = 0;
      received.on('data', (part: Buffer) => (size += part.length));
      received.on('end', () => {
        if (size > mebibyte)
          response.writeHead(400).end('Failed to buffer the request body: length limit exceeded');
        else response.writeHead(422).end('{"detail":[{"loc":["query","resource_id"],"msg":"no UUID"}]}');
      });
    });
    const test = await scene.engine.api.testConnection({ profile: profileOf(url), secrets: { token: 't' } });
    expect(test).toMatchObject({
      ok: true,
      acceptedBytes: mebibyte,
      refusedBytes: 4 * mebibyte,
      takesGzip: null,
    });
  });

  it('a token server that repeats the secret does not get it shown or kept', async () => {
    const url = await scene.serve((_received, response) => {
      response
        .writeHead(400)
        .end('{"error":"invalid_client","error_description":"no client with hush-9876"}');
    });
    const profile = profileOf(url, { signIn: { kind: 'client', clientId: 'id', tokenUrl: `${url}/token` } });
    const test = await scene.engine.api.testConnection({ profile, secrets: { clientSecret: 'hush-9876' } });
    expect(stepOf(test, 'token')).toMatchObject({ state: 'failed', code: 'vtn/token-refused' });
    expect(JSON.stringify([test, scene.events])).not.toContain('hush-9876');
  });

  it('HTTP 403 fails the permission', async () => {
    const url = await scene.serve(
      (_received, response) => void response.writeHead(403).end('{"detail":"no scope"}'),
    );
    const test = await scene.engine.api.testConnection({ profile: profileOf(url), secrets: { token: 't' } });
    expect(stepOf(test, 'permission')).toMatchObject({ state: 'failed', code: 'vtn/unauthorized' });
    expect(stepOf(test, 'permission').text).toContain('no scope');
  });

  it('a slow VTN passes with its answer time, and the waiting can be stopped', async () => {
    const asked = Promise.withResolvers<undefined>();
    const vtn = await scene.startVtn({
      faults: [{ kind: 'latency', ms: 1 }],
      wait: (_ms, signal) => {
        asked.resolve(undefined);
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        });
      },
    });
    const running = scene.engine.api.testConnection({
      profile: profileOf(vtn.baseUrl),
      secrets: { token: vtn.token },
      workId: 'slow',
    });
    const stopped = expect(running).rejects.toMatchObject({ code: 'engine/cancelled' });
    await asked.promise;
    await scene.engine.api.stopWork({ workId: 'slow' });
    await stopped;
    expect(vtn.observations().pointsStored).toBe(0);
  });

  it('a client secret goes to the token server, which is named when it is not the VTN', async () => {
    const [vtn, other] = [await scene.startVtn(), await scene.startVtn()];
    const signIn = { kind: 'client', clientId: vtn.clientId, tokenUrl: vtn.tokenUrl };
    const secrets = { clientSecret: vtn.clientSecret };
    const own = await scene.engine.api.testConnection({
      profile: profileOf(vtn.baseUrl, { signIn }),
      secrets,
    });
    expect(stepOf(own, 'token').state).toBe('passed');
    expect(own.ok).toBe(true);
    const elsewhere = await scene.engine.api.testConnection({
      profile: profileOf(other.baseUrl, { signIn }),
      secrets,
    });
    expect(stepOf(elsewhere, 'token')).toMatchObject({ state: 'warning' });
    expect(stepOf(elsewhere, 'token').text).toContain(vtn.origin);
    expect(stepOf(elsewhere, 'permission')).toMatchObject({ state: 'failed', code: 'vtn/unauthorized' });
  });
});

describe('the last test', () => {
  it('stays with the profile that it was of, also when that is kept afterwards, until its address changes', async () => {
    const vtn = await scene.startVtn();
    const tested = profileOf(vtn.baseUrl);
    const { at } = await scene.engine.api.testConnection({ profile: tested, secrets: { token: vtn.token } });
    const kept = await scene.engine.api.keepProfile({ profile: tested, secrets: { token: vtn.token } });
    expect(kept).toMatchObject({ secret: 'session', lastTest: { at, ok: true } });
    expect(await scene.engine.api.listProfiles({})).toMatchObject([{ name: 'Site', lastTest: { at } }]);
    // The kept secret is used without being given again, and not for another origin.
    expect((await scene.engine.api.testConnection({ profile: tested })).ok).toBe(true);
    const other = await scene.startVtn({ token: vtn.token });
    const moved = await scene.engine.api.testConnection({ profile: profileOf(other.baseUrl) });
    expect(stepOf(moved, 'token')).toMatchObject({ state: 'failed', code: 'vtn/credentials-missing' });
    expect(other.observations().requests).toBe(0);
    const view = await scene.engine.api.keepProfile({
      profile: profileOf(other.baseUrl),
      previousName: 'Site',
    });
    expect(view).toMatchObject({ secret: 'none', lastTest: { ok: false } });
    expect(view.trouble).toContain('have been forgotten');
    const everything = readdirSync(scene.stateDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'));
    expect(everything.join() + JSON.stringify([scene.events, view, kept])).not.toContain(vtn.token);
    expect(statSync(path.join(scene.stateDir, 'profiles.json')).mode & 0o777).toBe(0o600);
  });
});
