import { describe, expect, it } from 'vitest';
import { openKeychainVault } from './keychain-vault.ts';
import type { OpenEntry } from './keychain-vault.ts';

/** A keychain as Windows has it: 1280 characters an entry. */
function keychain(): { readonly entries: Map<string, string>; readonly open: OpenEntry } {
  const entries = new Map<string, string>();
  return {
    entries,
    open: (name) => ({
      getPassword: () => Promise.resolve(entries.get(name) ?? null),
      setPassword: (text) => {
        if (text.length > 1280) return Promise.reject(new Error('too long'));
        entries.set(name, text);
        return Promise.resolve();
      },
      deletePassword: () => Promise.resolve(entries.delete(name)),
    }),
  };
}

describe('the keychain', () => {
  it('keeps a token of any length in parts and leaves none behind, nor its trial entry', async () => {
    const { entries, open } = keychain();
    const vault = openKeychainVault({ platform: 'win32', load: () => Promise.resolve(open) });
    expect(await vault.protection()).toEqual({
      kind: 'keychain',
      text: 'Secrets are kept in the Credential Manager of Windows.',
    });
    const long = 'æ1:'.repeat(1500);
    await vault.write('Site @ https://v', long);
    expect(entries.size).toBe(5);
    expect(await vault.read('Site @ https://v')).toBe(long);
    await vault.write('Site @ https://v', 'short');
    expect(await vault.read('Site @ https://v')).toBe('short');
    expect(entries.size).toBe(1);
    await vault.remove('Site @ https://v');
    expect([entries.size, await vault.read('Site @ https://v')]).toEqual([0, null]);
  });

  it.each([
    ['does not load', () => Promise.reject(new Error('no library'))],
    [
      'is not there',
      () =>
        Promise.resolve(() => {
          throw new Error('no Secret Service');
        }),
    ],
    [
      'forgets at once',
      () =>
        Promise.resolve<OpenEntry>((name) => ({
          ...keychain().open(name),
          getPassword: () => Promise.resolve(null),
        })),
    ],
  ])('that %s makes it the session only, with the reason, and writes nothing', async (_why, load) => {
    const vault = openKeychainVault({ platform: 'linux', load });
    const { kind, text } = await vault.protection();
    expect(kind).toBe('session');
    expect(text).toContain('in memory only');
    await vault.write('k', 'secret');
    expect(await vault.read('k')).toBeNull();
  });

  it('that is locked later says so without the secret', async () => {
    const { entries, open } = keychain();
    let isLocked = false;
    const load = () =>
      Promise.resolve<OpenEntry>((name) => ({
        ...open(name),
        setPassword: (text) =>
          isLocked ? Promise.reject(new Error('locked')) : open(name).setPassword(text),
      }));
    const vault = openKeychainVault({ load });
    await vault.protection();
    isLocked = true;
    await expect(vault.write('k', 'hush')).rejects.toMatchObject({ code: 'vault/unavailable' });
    await expect(vault.write('k', 'hush')).rejects.not.toThrow('hush');
    expect(entries.size).toBe(0);
  });

  it('of this system lasts or is not used: never the keys of the kernel', async () => {
    const { kind } = await openKeychainVault({ timeoutMs: 5000 }).protection();
    expect(['keychain', 'session']).toContain(kind);
    const hasBus = process.env['DBUS_SESSION_BUS_ADDRESS'] !== undefined;
    if (process.platform === 'linux' && !hasBus) expect(kind).toBe('session');
  });
});
