import type { SecretVault } from './secret-vault.ts';

export const sessionOnly =
  'Secrets are kept in memory only, until Meterhaul is closed; they are never written down.';

/** No vault at all; `why` says in a sentence what there is none of. Nothing is taken and nothing is given. */
export function sessionVault(why: string): SecretVault {
  return {
    protection: () => Promise.resolve({ kind: 'session', text: `${why} ${sessionOnly}` }),
    read: () => Promise.resolve(null),
    write: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  };
}
