import { z } from 'zod';
import type { Profile, SecretProtection } from '../../contract/profile-shapes.ts';
import { hideText } from '../ports/hidden-texts.ts';
import type { SecretVault } from '../ports/secret-vault.ts';
import { originOf } from './bound-secrets.ts';
import type { SecretTexts } from './bound-secrets.ts';
import type { StoredProfile } from './profile-file.ts';

type Kept = StoredProfile['secrets'];

/** Secrets of profiles: in memory for this session, or in the system's vault. */
export interface SecretStore {
  protection(): Promise<SecretProtection>;
  /** Those of the session, else those that the vault keeps. Throws vault/unavailable. */
  read(profile: Profile, kept: Kept): Promise<SecretTexts>;
  /** Those of the session only. */
  ofSession(profile: Profile): SecretTexts;
  holdForSession(profile: Profile, secrets: SecretTexts): void;
  /**
   * Keeps them in place of those there are, and tells what the vault has of them now; null when it has nothing.
   * Throws vault/unavailable; they are kept for the session then.
   */
  write(profile: Profile, secrets: SecretTexts, remember: boolean): Promise<Kept>;
  /** Throws vault/unavailable. */
  forget(profile: Profile, kept: Kept): Promise<void>;
}

const vaultText = z.object({
  token: z.string().optional(),
  clientSecret: z.string().optional(),
  keyPassphrase: z.string().optional(),
  proxyCredentials: z.string().optional(),
});

export function createSecretStore(vault: SecretVault): SecretStore {
  const session = new Map<string, SecretTexts>();
  /** Whether the vault of this process is the one that has them: the app's and the command line's may be two. */
  const hasKept = async (kept: Kept): Promise<boolean> =>
    kept !== null && kept.by === (await vault.protection()).kind;
  return {
    protection: () => vault.protection(),
    ofSession: (profile) => session.get(keyOf(profile)) ?? {},
    holdForSession: (profile, secrets) => {
      hideAll(secrets);
      session.set(keyOf(profile), secrets);
    },
    read: async (profile, kept) => {
      const held = session.get(keyOf(profile));
      if (held !== undefined) return held;
      if (!(await hasKept(kept))) return {};
      const texts = readVaultText(await vault.read(keyOf(profile)));
      hideAll(texts);
      return texts;
    },
    write: async (profile, secrets, remember) => {
      const key = keyOf(profile);
      hideAll(secrets);
      const names = Object.keys(secrets) as (keyof SecretTexts)[];
      const { kind } = await vault.protection();
      session.set(key, secrets);
      if (names.length === 0) session.delete(key);
      if (kind === 'session') return null;
      if (!remember || names.length === 0) {
        await vault.remove(key);
        return null;
      }
      await vault.write(key, JSON.stringify(secrets));
      session.delete(key);
      return { by: kind, names };
    },
    forget: async (profile, kept) => {
      session.delete(keyOf(profile));
      if (await hasKept(kept)) await vault.remove(keyOf(profile));
    },
  };
}

/** Proxy credentials are user:password. */
function hideAll(secrets: SecretTexts): void {
  for (const text of Object.values(secrets)) hideText(text);
  hideText(secrets.proxyCredentials?.split(':').slice(1).join(':'));
}

/** A secret is found again under the name of its profile and the origin that it is for, never under one of them. */
function keyOf({ name, baseUrl }: Profile): string {
  return `${name} @ ${originOf(baseUrl)}`;
}

function readVaultText(text: string | null): SecretTexts {
  if (text === null) return {};
  try {
    const { token, clientSecret, keyPassphrase, proxyCredentials } = vaultText.parse(JSON.parse(text));
    return {
      ...(token === undefined ? {} : { token }),
      ...(clientSecret === undefined ? {} : { clientSecret }),
      ...(keyPassphrase === undefined ? {} : { keyPassphrase }),
      ...(proxyCredentials === undefined ? {} : { proxyCredentials }),
    };
  } catch {
    // Written by somebody else: as good as none, and the person enters them again.
    return {};
  }
}
