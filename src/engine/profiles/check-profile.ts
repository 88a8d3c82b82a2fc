import { AppError } from '../../contract/app-error.ts';
import { profile as profileShape } from '../../contract/profile-shapes.ts';
import type { Profile } from '../../contract/profile-shapes.ts';
import { normaliseBaseUrl } from '../targets/bulk/bulk-url.ts';
import { isLoopback } from '../targets/choose-proxy.ts';
import { originOf } from './bound-secrets.ts';

/**
 * A profile as it is kept: addresses spelled as the ledger has them, without anything secret in them.
 *
 * @throws AppError profile/invalid with a sentence for the field at fault
 */
export function checkProfile(candidate: Profile): Profile {
  const profile = profileShape.parse(candidate);
  const baseUrl = checkAddress("The VTN's address", profile.baseUrl);
  if (profile.signIn.kind === 'client') checkAddress('The token URL', profile.signIn.tokenUrl);
  if (profile.proxy.kind === 'address') checkAddress('The address of the proxy', profile.proxy.address);
  return { ...profile, baseUrl: normaliseBaseUrl(baseUrl) };
}

/** What a person should know of a profile that is valid as it is: where its secrets go in the clear, or elsewhere. */
export function describeRisks(profile: Profile): string[] {
  const risks: string[] = [];
  const isOpen = (address: string): boolean => {
    const url = new URL(address);
    return url.protocol === 'http:' && !isLoopback(url.hostname);
  };
  if (isOpen(profile.baseUrl)) {
    risks.push(
      `${originOf(profile.baseUrl)} is not encrypted: credentials and readings can be read on the way. Use https.`,
    );
  }
  if (profile.signIn.kind !== 'client') return risks;
  const { tokenUrl } = profile.signIn;
  if (isOpen(tokenUrl))
    risks.push(
      `${originOf(tokenUrl)} is not encrypted: the client secret can be read on the way. Use https.`,
    );
  return risks;
}

/** A sentence when the client secret goes to another server than the VTN's; null when it does not. */
export function describeOtherTokenServer({ baseUrl, signIn }: Profile): string | null {
  if (signIn.kind !== 'client' || originOf(signIn.tokenUrl) === originOf(baseUrl)) return null;
  return (
    `Client id and secret go to ${originOf(signIn.tokenUrl)}, which is another server than the VTN's. ` +
    'Make sure that it belongs to whoever runs the VTN.'
  );
}

function checkAddress(what: string, address: string): string {
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new AppError('profile/invalid', `${what} must begin with https:// or http://.`);
  if (url.username !== '' || url.password !== '') {
    throw new AppError(
      'profile/invalid',
      `${what} holds a user or a password. Take them out and enter them in their own field: addresses are not kept secret.`,
    );
  }
  return address;
}
