import { hideText } from './hidden-texts.ts';
import type { Credentials, Secrets } from './secrets.ts';

/**
 * Credentials from METERHAUL_TOKEN, or METERHAUL_CLIENT_ID, METERHAUL_CLIENT_SECRET and METERHAUL_TOKEN_URL.
 * The names known in the field (vtn-bulk-api.md) are understood too.
 */
export function environmentSecrets(environment: Environment): Secrets {
  const found = readCredentials(environment);
  hideText(found?.kind === 'token' ? found.token : found?.clientSecret);
  return { credentialsFor: () => Promise.resolve(found) };
}

/** Whether these variables alone are enough to sign in. */
export function holdsCredentials(environment: Environment): boolean {
  return readCredentials(environment) !== null;
}

type Environment = Readonly<Record<string, string | undefined>>;

function readCredentials(environment: Environment): Credentials | null {
  const read = (...names: string[]): string | undefined =>
    names.map((name) => environment[name]).find((value) => value !== undefined && value !== '');
  const token = read('METERHAUL_TOKEN');
  const clientId = read('METERHAUL_CLIENT_ID', 'OAUTH_CLIENT_ID');
  const clientSecret = read('METERHAUL_CLIENT_SECRET', 'OAUTH_CLIENT_SECRET');
  const tokenUrl = read('METERHAUL_TOKEN_URL', 'OAUTHCHECK_ACCESS_TOKEN_OBTAIN_URL');
  if (token !== undefined) return { kind: 'token', token };
  if (clientId === undefined || clientSecret === undefined || tokenUrl === undefined) return null;
  return { kind: 'client', clientId, clientSecret, tokenUrl };
}
