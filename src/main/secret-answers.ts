import { safeStorage } from 'electron';
import type { FromEngineHost, ToEngineHost } from '../contract/shell-messages.ts';

type Protection = Extract<ToEngineHost, { type: 'protection' }>['by'];
type SecretAsk = Extract<FromEngineHost, { type: 'secret' }>;

/** Longer than any secret that a profile takes, also when it is encrypted and in base64. */
const longestText = 200_000;

/**
 * What the system encrypts with. On Linux without a keyring safeStorage falls back to `basic_text`, a password that
 * stands in Chromium's source: that is no protection, and nothing is encrypted with it.
 */
export async function secretProtection(): Promise<Protection> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return 'nothing';
  if (process.platform !== 'linux') return 'system';
  const backend = safeStorage.getSelectedStorageBackend();
  if (backend === 'basic_text') return 'plain';
  return backend === 'unknown' ? 'nothing' : 'system';
}

/** The protected text in base64, or the text that was protected; null when the system cannot do it. */
export async function answerSecret({ ask, text }: SecretAsk): Promise<string | null> {
  try {
    if (text.length > longestText || (await secretProtection()) !== 'system') return null;
    if (ask === 'protect') return (await safeStorage.encryptStringAsync(text)).toString('base64');
    return (await safeStorage.decryptStringAsync(Buffer.from(text, 'base64'))).result;
  } catch {
    // The keychain was locked, refused, or has another key by now.
    return null;
  }
}
