import { profile as profileShape } from '../../../contract/profile-shapes.ts';
import type { ProfileView, SecretName } from '../../../contract/profile-shapes.ts';
import { orNumber } from './form-values.ts';
import type { FormValues } from './form-values.ts';
import { readAddress, readVtnAddress } from './vtn-address.ts';
import type { AddressProblem } from './vtn-address.ts';

/** Fields in which something can be wrong, in the order of the form. */
export const formFields = [
  'name',
  'address',
  'token',
  'clientId',
  'clientSecret',
  'tokenUrl',
  'caFile',
  'certificateFile',
  'keyFile',
  'keyPassphrase',
  'proxyAddress',
  'proxyCredentials',
  'pointsPerSecond',
  'requestsPerSecond',
  'bytesPerSecond',
  'requests',
  'window',
  'readBackPath',
  'deletePath',
] as const;

export type FormField = (typeof formFields)[number];

export type FormProblem =
  | 'nameMissing'
  | 'nameLetters'
  | 'nameTaken'
  | 'addressMissing'
  | 'addressUnreadable'
  | 'addressScheme'
  | 'addressCredentials'
  | 'clientIdMissing'
  | 'secretEmpty'
  | 'certificateMissing'
  | 'keyMissing'
  | 'proxyPair'
  | 'wholeNumber'
  | 'requestsRange'
  | 'windowMissing'
  | 'windowEmpty'
  | 'pathForm';

export type FormProblems = Partial<Record<FormField, FormProblem>>;

/** What is wrong with each field. A missing secret is none: it can be entered later. */
export function checkForm(values: FormValues, otherNames: readonly string[]): FormProblems {
  const found: [FormField, FormProblem | null][] = [
    ['name', nameProblem(values.name.trim(), otherNames)],
    ['address', addressProblem(readVtnAddress(values.address))],
    ...signInProblems(values),
    ...certificateProblems(values),
    ...proxyProblems(values),
    ['pointsPerSecond', numberProblem(values.pointsPerSecond)],
    ['requestsPerSecond', numberProblem(values.requestsPerSecond)],
    ['bytesPerSecond', numberProblem(values.bytesPerSecond)],
    ['readBackPath', pathProblem(values.readBackPath)],
    ['deletePath', pathProblem(values.deletePath)],
    ['requests', requestsProblem(values.requests)],
    ['window', windowProblem(values)],
  ];
  return Object.fromEntries(found.filter(([, problem]) => problem !== null));
}

/** Where a secret of the form's profile is: there, lost when an address in the form is saved, or not there. */
export type SecretPlace =
  | { readonly kind: 'there'; readonly isForSession: boolean }
  /** It was for another server than the form now names. */
  | { readonly kind: 'lost'; readonly origin: string }
  | { readonly kind: 'none' };

/** Each secret is bound to the servers that it goes to; the engine forgets it when one of them changes. */
export function secretPlace(name: SecretName, before: ProfileView | null, values: FormValues): SecretPlace {
  if (before === null || !(before.secretNames ?? []).includes(name)) return { kind: 'none' };
  const { baseUrl, signIn, proxy } = before;
  const bonds: [string | null, string][] = [[baseUrl, values.address]];
  if (name === 'clientSecret')
    bonds.push([signIn.kind === 'client' ? signIn.tokenUrl : null, values.tokenUrl]);
  if (name === 'proxyCredentials')
    bonds.push([proxy.kind === 'address' ? proxy.address : null, values.proxyAddress]);
  for (const [address, typed] of bonds) {
    const now = readAddress(typed);
    // While it is being typed nothing is said.
    if (address !== null && now.ok && now.origin !== new URL(address).origin)
      return { kind: 'lost', origin: new URL(address).origin };
  }
  return { kind: 'there', isForSession: before.secret === 'session' };
}

/** Origin of a token server that is not the VTN's; null when it is, or cannot be told yet. */
export function otherTokenServer({ signIn, address, tokenUrl }: FormValues): string | null {
  if (signIn !== 'client') return null;
  const [vtn, server] = [readVtnAddress(address), readAddress(tokenUrl)];
  return vtn.ok && server.ok && vtn.origin !== server.origin ? server.origin : null;
}

function nameProblem(name: string, otherNames: readonly string[]): FormProblem | null {
  if (name === '') return 'nameMissing';
  if (!profileShape.shape.name.safeParse(name).success) return 'nameLetters';
  return otherNames.includes(name) ? 'nameTaken' : null;
}

const addressProblems: Readonly<Record<AddressProblem, FormProblem>> = {
  missing: 'addressMissing',
  noAddress: 'addressUnreadable',
  scheme: 'addressScheme',
  credentials: 'addressCredentials',
};

function addressProblem(address: ReturnType<typeof readAddress>): FormProblem | null {
  return address.ok ? null : addressProblems[address.problem];
}

function signInProblems(values: FormValues): [FormField, FormProblem | null][] {
  if (values.signIn === 'environment') return [];
  if (values.signIn === 'token') return [['token', secretProblem('token', values)]];
  return [
    ['clientId', values.clientId.trim() === '' ? 'clientIdMissing' : null],
    ['clientSecret', secretProblem('clientSecret', values)],
    ['tokenUrl', addressProblem(readAddress(values.tokenUrl))],
  ];
}

/** Replacing a secret by nothing is neither keeping nor forgetting it. */
function secretProblem(name: SecretName, { secrets }: FormValues): FormProblem | null {
  const edit = secrets[name];
  return edit.kind === 'enter' && edit.text.trim() === '' ? 'secretEmpty' : null;
}

function certificateProblems(values: FormValues): [FormField, FormProblem | null][] {
  const [hasCertificate, hasKey] = [values.certificateFile.trim() !== '', values.keyFile.trim() !== ''];
  return [
    ['certificateFile', hasKey && !hasCertificate ? 'certificateMissing' : null],
    ['keyFile', hasCertificate && !hasKey ? 'keyMissing' : null],
    ['keyPassphrase', hasCertificate ? secretProblem('keyPassphrase', values) : null],
  ];
}

function proxyProblems(values: FormValues): [FormField, FormProblem | null][] {
  if (values.proxy !== 'address') return [];
  const edit = values.secrets.proxyCredentials;
  const isPair = edit.kind !== 'enter' || /^[^:]+:/.test(edit.text.trim());
  return [
    ['proxyAddress', addressProblem(readAddress(values.proxyAddress))],
    ['proxyCredentials', secretProblem('proxyCredentials', values) ?? (isPair ? null : 'proxyPair')],
  ];
}

function numberProblem(text: string): FormProblem | null {
  const number = orNumber(text);
  return number === null || number >= 1 ? null : 'wholeNumber';
}

function requestsProblem(text: string): FormProblem | null {
  const number = orNumber(text);
  return number === null || (number >= 1 && number <= 64) ? null : 'requestsRange';
}

function windowProblem({ hasWindow, windowFrom, windowTo }: FormValues): FormProblem | null {
  if (!hasWindow) return null;
  if (windowFrom === '' || windowTo === '') return 'windowMissing';
  return windowFrom === windowTo ? 'windowEmpty' : null;
}

function pathProblem(text: string): FormProblem | null {
  const path = text.trim();
  return path === '' || profileShape.shape.readBackPath.safeParse(path).success ? null : 'pathForm';
}
