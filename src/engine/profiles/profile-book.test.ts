import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../contract/app-error.ts';
import { profile as profileShape } from '../../contract/profile-shapes.ts';
import type { Profile } from '../../contract/profile-shapes.ts';
import { silentLog } from '../ports/log.ts';
import type { SecretVault } from '../ports/secret-vault.ts';
import type { Credentials, Secrets } from '../ports/secrets.ts';
import { sessionVault } from '../ports/session-vault.ts';
import { openTrip } from './open-trip.ts';
import { openProfileBook } from './profile-book.ts';
import type { ProfileBook } from './profile-book.ts';

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-profiles-'));
});
afterEach(() => rmSync(stateDir, { recursive: true }));

const base = 'https://vtn.example.com/openadr3';
const profileOf = (changes: object = {}): Profile =>
  profileShape.parse({ name: 'Main', baseUrl: base, ...changes });

function memoryVault(): SecretVault & { readonly held: Map<string, string>; refuses: boolean } {
  const held = new Map<string, string>();
  const vault = {
    held,
    refuses: false,
    protection: () => Promise.resolve({ kind: 'keychain' as const, text: 'a test' }),
    read: (key: string) => Promise.resolve(held.get(key) ?? null),
    write: (key: string, secret: string) => {
      if (vault.refuses) return Promise.reject(new AppError('vault/unavailable', 'The keychain is locked.'));
      held.set(key, secret);
      return Promise.resolve();
    },
    remove: (key: string) => {
      held.delete(key);
      return Promise.resolve();
    },
  };
  return vault;
}

function open(vault: SecretVault): ProfileBook {
  return openProfileBook({ stateDir, vault, log: silentLog, changed: () => {} });
}

const keep = (book: ProfileBook, profile: Profile, more: object = {}) =>
  book.keep({ profile, previousName: null, secrets: {}, remember: true, ...more });

const noSecrets: Secrets = { credentialsFor: () => Promise.resolve(null) };
const tokenAt = async (book: ProfileBook, baseUrl = base, others = noSecrets): Promise<Credentials | null> =>
  (await openTrip(book, others, { baseUrl, profile: 'Main' })).credentials;

describe('a profile with its secret in a vault', () => {
  it('is found by the next program, its secret only through the vault', async () => {
    const vault = memoryVault();
    expect(await keep(open(vault), profileOf(), { secrets: { token: 'tok-12345' } })).toMatchObject({
      secret: 'kept',
    });
    const next = open(vault);
    expect(await next.list()).toMatchObject([
      { name: 'Main', secret: 'kept', trouble: null, rehearsal: false },
    ]);
    expect(await tokenAt(next)).toEqual({ kind: 'token', token: 'tok-12345' });
    expect(readFileSync(path.join(stateDir, 'profiles.json'), 'utf8')).not.toContain('tok-12345');
    const elsewhere = open(sessionVault('None.'));
    expect(await elsewhere.list()).toMatchObject([{ secret: 'none' }]);
  });

  it('keeps it under a new name and leaves nothing under the old one', async () => {
    const vault = memoryVault();
    const book = open(vault);
    await keep(book, profileOf(), { secrets: { token: 't' } });
    await keep(book, profileOf({ name: 'Other' }), { previousName: 'Main' });
    expect((await book.list()).map(({ name, secret }) => [name, secret])).toEqual([['Other', 'kept']]);
    expect([...vault.held.keys()]).toEqual(['Other @ https://vtn.example.com']);
    await book.forget('Other');
    expect([vault.held.size, await book.list()]).toEqual([0, []]);
  });

  it('loses it with the origin of the VTN, and the client secret with the token server, and says so', async () => {
    const vault = memoryVault();
    const book = open(vault);
    const client = (tokenUrl: string) => ({ signIn: { kind: 'client', clientId: 'id', tokenUrl } });
    await keep(book, profileOf(client('https://vtn.example.com/token')), { secrets: { clientSecret: 's' } });
    const moved = await keep(book, profileOf(client('https://evil.example/token')), { previousName: 'Main' });
    expect(moved).toMatchObject({
      secret: 'none',
      trouble: expect.stringContaining('another token server') as string,
    });
    await keep(book, profileOf(), { previousName: 'Main', secrets: { token: 't' } });
    const elsewhere = await keep(book, profileOf({ baseUrl: 'https://evil.example' }), {
      previousName: 'Main',
    });
    expect(elsewhere).toMatchObject({ secret: 'none', baseUrl: 'https://evil.example/openadr3' });
    expect(elsewhere.trouble).toContain('https://vtn.example.com');
    expect(vault.held.size).toBe(0);
  });

  it('keeps it for the session when it is not to be remembered, or the keychain refuses', async () => {
    const vault = memoryVault();
    const book = open(vault);
    const view = await keep(book, profileOf(), { secrets: { token: 't' }, remember: false });
    expect([view.secret, vault.held.size]).toEqual(['session', 0]);
    vault.refuses = true;
    const refused = await keep(book, profileOf(), { previousName: 'Main', secrets: { token: 'u' } });
    expect(refused).toMatchObject({
      secret: 'session',
      trouble: expect.stringContaining('session only') as string,
    });
    expect(await tokenAt(book)).toEqual({ kind: 'token', token: 'u' });
    expect(await tokenAt(open(vault))).toBeNull();
  });
});

describe('credentials of a job', () => {
  const other: Credentials = { kind: 'token', token: 'other' };
  const from = (told: boolean): Secrets => ({ told, credentialsFor: () => Promise.resolve(other) });

  it('are those told for the run, then the profile’s, then the environment’s', async () => {
    const book = open(memoryVault());
    expect(await tokenAt(book, base, from(false))).toEqual(other);
    await keep(book, profileOf(), { secrets: { token: 'own' } });
    expect(await tokenAt(book, base, from(true))).toEqual(other);
    expect(await tokenAt(book, base, from(false))).toEqual({ kind: 'token', token: 'own' });
    await keep(book, profileOf({ signIn: { kind: 'environment' } }), { previousName: 'Main' });
    expect(await tokenAt(book, base, from(false))).toEqual(other);
  });

  it('of a profile go to no other origin than its own', async () => {
    const book = open(memoryVault());
    await keep(book, profileOf(), { secrets: { token: 'own' } });
    expect(await tokenAt(book, 'https://vtn.example.com:8443/openadr3')).toBeNull();
    expect(await tokenAt(book, 'http://vtn.example.com/openadr3')).toBeNull();
  });

  it('of a session are gone with it, and never on the disk', async () => {
    const book = open(memoryVault());
    book.keepForSession(profileOf(), { token: 'practice' });
    expect(await book.list()).toMatchObject([{ rehearsal: true, secret: 'session' }]);
    expect(await tokenAt(book)).toEqual({ kind: 'token', token: 'practice' });
    expect(readdirSync(stateDir)).toEqual([]);
    expect(open(memoryVault()).find('Main')).toBeNull();
  });
});

describe('profiles', () => {
  it.each([
    [{ baseUrl: 'https://bob:secret@vtn.example.com' }, 'a user or a password'],
    [{ baseUrl: 'ftp://vtn.example.com' }, 'must begin with https'],
    [{ proxy: { kind: 'address', address: 'http://bob:x@proxy' } }, 'The address of the proxy holds'],
  ])('%j is refused with a sentence that does not repeat the secret', async (changes, words) => {
    const refused = keep(open(memoryVault()), profileOf(changes));
    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.not.toThrow('secret@');
  });

  it('of one name are refused, and one that is gone is said', async () => {
    const book = open(memoryVault());
    await keep(book, profileOf());
    await expect(keep(book, profileOf())).rejects.toThrow('already');
    await expect(book.forget('Nobody')).rejects.toMatchObject({ code: 'profile/not-found' });
  });

  it('whose file is damaged are set aside, which is said once, and new ones can be kept', async () => {
    writeFileSync(path.join(stateDir, 'profiles.json'), '{"version":1,"profiles":[{"half');
    const book = open(memoryVault());
    expect(book.find('Main')).toBeNull();
    await expect(book.list()).rejects.toThrow(/was damaged. It is kept as .*damaged/);
    expect(await book.list()).toEqual([]);
    await keep(book, profileOf());
    expect(readdirSync(stateDir).sort()).toEqual([
      expect.stringContaining('damaged') as string,
      'profiles.json',
    ]);
  });

  it('warn of an address that is not encrypted', async () => {
    const view = await keep(open(memoryVault()), profileOf({ baseUrl: 'http://vtn.example.com' }));
    expect(view.trouble).toContain('not encrypted');
  });
});
