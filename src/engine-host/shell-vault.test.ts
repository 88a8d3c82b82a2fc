import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FromEngineHost } from '../contract/shell-messages.ts';
import { askShellForSecrets } from './shell-secrets.ts';
import type { ProtectedBy } from './shell-secrets.ts';
import { shellVault } from './shell-vault.ts';

let stateDir: string;

beforeEach(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'meterhaul-vault-'));
});

afterEach(async () => {
  await rm(stateDir, { recursive: true, force: true });
});

/** A main process whose encryption is reversing. */
function openVault(by: ProtectedBy, isLocked = false) {
  const secrets = askShellForSecrets((message: FromEngineHost) => {
    if (message.type === 'protection') secrets.heard({ type: 'protection', id: message.id, by });
    if (message.type !== 'secret') return;
    const text = isLocked ? null : Array.from(message.text).toReversed().join('');
    secrets.heard({ type: 'secret', id: message.id, text });
  });
  return shellVault(stateDir, secrets);
}

const file = (): string => path.join(stateDir, 'secrets.json');

it('gives back what was kept, also after a restart, and the file does not hold it in the clear', async () => {
  const vault = openVault('system');
  expect((await vault.protection()).kind).toBe('system-encryption');
  await Promise.all([vault.write('profile/a', 'hemmelig'), vault.write('profile/b', 'anden')]);
  const later = openVault('system');
  expect(await later.read('profile/a')).toBe('hemmelig');
  expect(await later.read('profile/b')).toBe('anden');
  expect(await later.read('profile/c')).toBeNull();
  expect(await readFile(file(), 'utf8')).not.toMatch(/hemmelig|anden/);
  if (process.platform !== 'win32') expect((await stat(file())).mode & 0o777).toBe(0o600);
  expect(await readdir(stateDir)).toEqual(['secrets.json']);
});

it('what was forgotten is gone', async () => {
  const vault = openVault('system');
  await vault.write('profile/a', 'hemmelig');
  await vault.remove('profile/a');
  expect(await vault.read('profile/a')).toBeNull();
  expect(await readFile(file(), 'utf8')).not.toContain('profile/a');
});

it.each(['plain', 'nothing'] as const)(
  'where %s protects, nothing is written, and it says so',
  async (by) => {
    const vault = openVault(by);
    await vault.write('profile/a', 'hemmelig');
    expect(await readdir(stateDir)).toEqual([]);
    const { kind, text } = await vault.protection();
    expect(kind).toBe('session');
    expect(text).toContain('never written down');
  },
);

it('a locked keychain is told of, and what it holds stays', async () => {
  await openVault('system').write('profile/a', 'hemmelig');
  const locked = openVault('system', true);
  await expect(locked.read('profile/a')).rejects.toMatchObject({ code: 'vault/unavailable' });
  await expect(locked.write('profile/a', 'ny')).rejects.toMatchObject({ code: 'vault/unavailable' });
  expect(await openVault('system').read('profile/a')).toBe('hemmelig');
});

it('a damaged file counts as empty, and can be written again', async () => {
  await writeFile(file(), '{"version":1,"secrets":{"profile/a":7}}');
  const vault = openVault('system');
  expect(await vault.read('profile/a')).toBeNull();
  await vault.write('profile/a', 'hemmelig');
  expect(await vault.read('profile/a')).toBe('hemmelig');
});
