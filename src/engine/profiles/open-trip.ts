import type { Profile } from '../../contract/profile-shapes.ts';
import type { Credentials, Secrets } from '../ports/secrets.ts';
import { plainLine } from '../targets/line.ts';
import type { Line } from '../targets/line.ts';
import { originOf } from './bound-secrets.ts';
import type { SecretTexts } from './bound-secrets.ts';
import { readCertificates } from './certificate-files.ts';
import type { ProfileBook } from './profile-book.ts';

/** What it takes to talk to a VTN. It holds secrets. */
export interface Trip {
  readonly credentials: Credentials | null;
  readonly line: Line;
}

/**
 * How to reach a VTN: credentials that were told for this run, else those of the profile, else the environment's. The
 * profile's are for its own origin only; when it is gone, or of another origin by now, nothing of it is used.
 *
 * @throws AppError profile/invalid when a certificate file of the profile cannot be used, vault/unavailable
 */
export async function openTrip(
  profiles: ProfileBook,
  others: Secrets,
  { baseUrl, profile: name }: { readonly baseUrl: string; readonly profile: string | null },
): Promise<Trip> {
  const profile = name === null ? null : profiles.find(name);
  const given = await others.credentialsFor(baseUrl);
  if (profile === null || originOf(profile.baseUrl) !== originOf(baseUrl))
    return { credentials: given, line: plainLine };
  const { secrets, trustsAnyCertificate } = await profiles.resolve(profile, {});
  return {
    credentials: chooseCredentials(profile, secrets, given, others.told ?? false),
    line: lineOf(profile, secrets, trustsAnyCertificate),
  };
}

/** The credentials by which a profile signs in. `given` are those from elsewhere, `told` that they go first. */
export function chooseCredentials(
  profile: Profile,
  secrets: SecretTexts,
  given: Credentials | null,
  told: boolean,
): Credentials | null {
  if (told && given !== null) return given;
  return ownCredentials(profile, secrets) ?? given;
}

/**
 * Certificates and proxy of a profile. Trust in any certificate reaches no further than the VTN's own origin: a token
 * server elsewhere is verified. Throws profile/invalid.
 */
export function lineOf(profile: Profile, secrets: SecretTexts, trustsAnyCertificate: boolean): Line {
  const { proxy } = profile;
  return {
    ...readCertificates(profile, secrets.keyPassphrase ?? null),
    proxy:
      proxy.kind === 'address'
        ? { ...proxy, credentials: secrets.proxyCredentials ?? null }
        : { kind: proxy.kind },
    unverifiedOrigin: trustsAnyCertificate ? originOf(profile.baseUrl) : null,
  };
}

function ownCredentials({ signIn }: Profile, { token, clientSecret }: SecretTexts): Credentials | null {
  switch (signIn.kind) {
    case 'token':
      return token === undefined ? null : { kind: 'token', token };
    case 'client':
      return clientSecret === undefined
        ? null
        : { kind: 'client', clientId: signIn.clientId, clientSecret, tokenUrl: signIn.tokenUrl };
    case 'environment':
      return null;
  }
}
