import { randomUUID } from 'node:crypto';
import { AppError } from '../../contract/app-error.ts';
import type { SecretProtection } from '../../contract/profile-shapes.ts';
import type { SecretVault } from './secret-vault.ts';
import { sessionOnly } from './session-vault.ts';

/** One entry of a keychain. */
export interface KeychainEntry {
  /** Null when there is none. */
  getPassword(signal?: AbortSignal): Promise<string | null>;
  setPassword(text: string, signal?: AbortSignal): Promise<void>;
  deletePassword(signal?: AbortSignal): Promise<boolean>;
}

/** Opens the entry of a name; throws when there is no keychain that lasts. */
export type OpenEntry = (name: string) => KeychainEntry;

export interface KeychainOptions {
  readonly platform?: NodeJS.Platform;
  /** Loads the keychain of the system; tests give one of their own. */
  readonly load?: () => Promise<OpenEntry>;
  readonly timeoutMs?: number;
}

const service = 'Meterhaul';
/** Windows takes 2560 bytes an entry, two for each character; tokens can be longer, so they go in parts. */
const partLength = 1000;
/** A keychain that is locked may ask its owner first. */
const defaultTimeoutMs = 60_000;

/**
 * The keychain of the system: Credential Manager, Keychain, or the Secret Service of the desktop on Linux. Where
 * there is no Secret Service nothing else is used in its place, since the kernel's own keys are gone with the next
 * start: then secrets are for the session only, and `protection` says why. Found out with the first call, by writing
 * and reading a trial entry.
 */
export function openKeychainVault(options: KeychainOptions = {}): SecretVault {
  const platform = options.platform ?? process.platform;
  const load = options.load ?? (() => loadKeychain(platform));
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  let opening: Promise<Keychain> | null = null;
  const open = (): Promise<Keychain> => (opening ??= tryKeychain(load, platform, timeoutMs));
  const entryOf = async (name: string): Promise<KeychainEntry | null> => (await open()).entry?.(name) ?? null;
  const within = (): AbortSignal => AbortSignal.timeout(timeoutMs);
  const readParts = async (key: string): Promise<string | null> => {
    const first = await (await entryOf(key))?.getPassword(within());
    if (first === null || first === undefined) return null;
    const [, count = '1', text = ''] = /^(\d+):([\s\S]*)$/.exec(first) ?? [];
    const parts = [text];
    for (let place = 2; place <= Number(count); place++) {
      const part = await (await entryOf(partName(key, place)))?.getPassword(within());
      if (part === null || part === undefined) return null;
      parts.push(part);
    }
    return parts.join('');
  };
  const removeParts = async (key: string, from: number): Promise<void> => {
    for (let place = from; ; place++) {
      const entry = await entryOf(partName(key, place));
      if (entry === null || !(await entry.deletePassword(within()))) return;
    }
  };
  return {
    protection: async () => (await open()).protection,
    read: (key) => orUnavailable(() => readParts(key)),
    write: (key, secret) =>
      orUnavailable(async () => {
        const count = Math.max(1, Math.ceil(secret.length / partLength));
        // The first part comes last: it tells how many there are.
        for (let place = count; place >= 1; place--) {
          const part = secret.slice((place - 1) * partLength, place * partLength);
          const entry = await entryOf(partName(key, place));
          await entry?.setPassword(place === 1 ? `${count}:${part}` : part, within());
        }
        await removeParts(key, count + 1);
      }),
    remove: (key) => orUnavailable(() => removeParts(key, 1)),
  };
}

interface Keychain {
  /** Null when there is none that lasts. */
  readonly entry: OpenEntry | null;
  readonly protection: SecretProtection;
}

const names: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'the Credential Manager of Windows',
  darwin: 'the Keychain of macOS',
  linux: 'the keychain of this desktop (Secret Service)',
};

async function tryKeychain(
  load: () => Promise<OpenEntry>,
  platform: NodeJS.Platform,
  timeoutMs: number,
): Promise<Keychain> {
  const name = names[platform] ?? 'the keychain of this system';
  try {
    const open = await load();
    const trial = open(`trial ${randomUUID()}`);
    const word = randomUUID();
    await trial.setPassword(word, AbortSignal.timeout(timeoutMs));
    const came = await trial.getPassword(AbortSignal.timeout(timeoutMs));
    await trial.deletePassword(AbortSignal.timeout(timeoutMs));
    if (came !== word) throw new Error('it did not give back what it took');
    return { entry: open, protection: { kind: 'keychain', text: `Secrets are kept in ${name}.` } };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    const text = `Nothing lasting protects secrets here: ${name} cannot be used (${reason}). ${sessionOnly}`;
    return { entry: null, protection: { kind: 'session', text } };
  }
}

/** Left alone, the library would take the kernel's keys on Linux when there is no Secret Service, and not say so. */
async function loadKeychain(platform: NodeJS.Platform): Promise<OpenEntry> {
  const { AsyncEntry } = await import('@napi-rs/keyring');
  const pinned = platform === 'linux' ? { linux: { store: 'secret-service' as const } } : null;
  return (name) => {
    const entry = new AsyncEntry(service, name, pinned);
    return {
      getPassword: (signal) => entry.getPassword(signal),
      setPassword: (text, signal) => entry.setPassword(text, signal),
      deletePassword: (signal) => entry.deletePassword(signal),
    };
  };
}

function partName(key: string, place: number): string {
  return place === 1 ? key : `${key} (part ${place})`;
}

async function orUnavailable<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError('vault/unavailable', `The keychain does not answer: ${reason}.`);
  }
}
