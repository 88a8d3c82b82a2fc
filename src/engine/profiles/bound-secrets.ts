import type { Profile, ProfileSecrets } from '../../contract/profile-shapes.ts';
import type { SecretName } from './profile-file.ts';

/** Secrets of a profile as they are used. They leave memory for a vault only. */
export type SecretTexts = Readonly<Partial<Record<SecretName, string>>>;

/** A secret that may not go where a changed profile would send it, with the reason in a sentence. */
export interface Surviving {
  readonly secrets: SecretTexts;
  readonly dropped: readonly string[];
}

/**
 * The secrets of a profile that still hold after a change. Each is bound to where it goes: all to the origin of the
 * VTN, the client secret to the token server's too, the proxy's to the proxy. So nobody can have a kept secret sent
 * elsewhere by editing an address.
 */
export function survivingSecrets(before: Profile, after: Profile, secrets: SecretTexts): Surviving {
  if (Object.keys(secrets).length === 0) return { secrets: {}, dropped: [] };
  const [oldOrigin, newOrigin] = [originOf(before.baseUrl), originOf(after.baseUrl)];
  if (oldOrigin !== newOrigin) {
    const text = `The secrets were for ${oldOrigin} and have been forgotten: enter those for ${newOrigin}.`;
    return { secrets: {}, dropped: [text] };
  }
  const { token, clientSecret, keyPassphrase, proxyCredentials } = secrets;
  const dropped: string[] = [];
  const holds = (secret: string | undefined, isBound: boolean, text: string): secret is string => {
    if (secret !== undefined && !isBound) dropped.push(text);
    return secret !== undefined && isBound;
  };
  const kept: SecretTexts = {
    ...(holds(token, after.signIn.kind === 'token', 'The token is not used any more and has been forgotten.')
      ? { token }
      : {}),
    ...(holds(
      clientSecret,
      tokenServerOf(before) === tokenServerOf(after),
      'The client secret was for another token server and has been forgotten: enter it again.',
    )
      ? { clientSecret }
      : {}),
    ...(keyPassphrase === undefined ? {} : { keyPassphrase }),
    ...(holds(
      proxyCredentials,
      proxyOf(before) === proxyOf(after),
      'User and password were for another proxy and have been forgotten.',
    )
      ? { proxyCredentials }
      : {}),
  };
  return { secrets: kept, dropped };
}

/** What is given goes before what there is; null takes away. */
export function withGiven(secrets: SecretTexts, given: ProfileSecrets): SecretTexts {
  const merged = Object.entries({ ...secrets, ...given }).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  return Object.fromEntries(merged);
}

/** The secret without which the profile cannot sign in; null when it needs none of its own. */
export function neededSecret({ signIn }: Profile): SecretName | null {
  if (signIn.kind === 'environment') return null;
  return signIn.kind === 'token' ? 'token' : 'clientSecret';
}

export function originOf(address: string): string {
  return new URL(address).origin;
}

function tokenServerOf({ signIn }: Profile): string | null {
  return signIn.kind === 'client' ? originOf(signIn.tokenUrl) : null;
}

function proxyOf({ proxy }: Profile): string | null {
  return proxy.kind === 'address' ? originOf(proxy.address) : null;
}
