import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../contract/app-error.ts';
import type { SecretProtection } from '../contract/profile-shapes.ts';
import type { SecretVault } from '../engine/ports/secret-vault.ts';
import { sessionOnly } from '../engine/ports/session-vault.ts';
import type { ProtectedBy, ShellSecrets } from './shell-secrets.ts';

const secretsFile = z.object({ version: z.literal(1), secrets: z.record(z.string(), z.string()) });

const protections: Readonly<Record<ProtectedBy, SecretProtection>> = {
  system: {
    kind: 'system-encryption',
    text: 'Secrets are kept on this computer, encrypted with a key that the system guards for your user.',
  },
  plain: {
    kind: 'session',
    text: `This desktop has no keyring, such as GNOME Keyring or KWallet; without one, a kept secret could be read by anyone who gets the file. ${sessionOnly}`,
  },
  nothing: {
    kind: 'session',
    text: `The keychain of this computer cannot be used just now. ${sessionOnly}`,
  },
};

/**
 * Secrets in `secrets.json` of the state directory (0600), each encrypted by the shell's safeStorage. Where that is
 * no protection nothing is taken and nothing given: the engine holds secrets for the session itself then.
 */
export function shellVault(stateDir: string, shell: ShellSecrets): SecretVault {
  const file = path.join(stateDir, 'secrets.json');
  let lastChange: Promise<void> = Promise.resolve();

  /** Changes come one after the other, each on what the one before left. */
  const change = (changed: (secrets: Map<string, string>) => void): Promise<void> => {
    const written = lastChange.then(async () => {
      const secrets = await readSecrets(file);
      const before = JSON.stringify([...secrets]);
      changed(secrets);
      if (JSON.stringify([...secrets]) !== before) await writeSecrets(file, secrets);
    });
    lastChange = written.catch(() => {});
    return written;
  };
  return {
    protection: async () => protections[await shell.protectedBy()],
    read: async (key) => {
      if ((await shell.protectedBy()) !== 'system') return null;
      await lastChange;
      const encrypted = (await readSecrets(file)).get(key);
      return encrypted === undefined ? null : assertGiven(await shell.reveal(encrypted));
    },
    write: async (key, secret) => {
      if ((await shell.protectedBy()) !== 'system') return;
      const encrypted = assertGiven(await shell.protect(secret));
      await change((secrets) => secrets.set(key, encrypted));
    },
    remove: (key) => change((secrets) => secrets.delete(key)),
  };
}

function assertGiven(text: string | null): string {
  if (text !== null) return text;
  throw new AppError(
    'vault/unavailable',
    'The keychain of this computer neither takes nor gives the secret: it is locked, or belongs to another user. Unlock it, or enter the secret for this session only.',
  );
}

/** A damaged file holds no secret that anybody could read; they have to be entered again. */
async function readSecrets(file: string): Promise<Map<string, string>> {
  try {
    const parsed = secretsFile.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return new Map(parsed.success ? Object.entries(parsed.data.secrets) : []);
  } catch {
    return new Map();
  }
}

async function writeSecrets(file: string, secrets: ReadonlyMap<string, string>): Promise<void> {
  const temporary = `${file}.${randomUUID()}`;
  const text = JSON.stringify({ version: 1, secrets: Object.fromEntries(secrets) });
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    await rename(temporary, file);
  } catch (thrown) {
    await rm(temporary, { force: true });
    const message = `Secrets cannot be kept: ${file} cannot be written. Make room there, or allow writing.`;
    throw new AppError('vault/unavailable', message, { context: { path: file }, cause: thrown });
  }
}
