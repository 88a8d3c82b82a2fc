import type { SecretProtection } from '../../contract/profile-shapes.ts';

/** Where the system keeps secrets: a keychain, or a file that the system's own key encrypts. */
export interface SecretVault {
  /** What protects the secrets here; `session` when nothing does, and nothing is ever written down then. */
  protection(): Promise<SecretProtection>;
  /** Null when there is none. Throws vault/unavailable when the keychain refuses. */
  read(key: string): Promise<string | null>;
  write(key: string, secret: string): Promise<void>;
  remove(key: string): Promise<void>;
}
