import type { Profile, ProfileSecrets, ProfileView, SecretName } from '../../../contract/profile-shapes.ts';
import { readAddress, readVtnAddress } from './vtn-address.ts';

/** What happens to a secret when the form is saved: it stays, another takes its place, or it is forgotten. */
export type SecretEdit =
  { readonly kind: 'keep' } | { readonly kind: 'enter'; readonly text: string } | { readonly kind: 'forget' };

/** The form of a destination as it is typed. */
export interface FormValues {
  readonly name: string;
  readonly address: string;
  readonly signIn: Profile['signIn']['kind'];
  readonly clientId: string;
  readonly tokenUrl: string;
  readonly secrets: Readonly<Record<SecretName, SecretEdit>>;
  readonly remember: boolean;
  readonly caFile: string;
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly proxy: Profile['proxy']['kind'];
  readonly proxyAddress: string;
  /** Limits are empty while there is none. */
  readonly pointsPerSecond: string;
  readonly requestsPerSecond: string;
  readonly bytesPerSecond: string;
  /** Empty lets the program find it. */
  readonly requests: string;
  readonly hasWindow: boolean;
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly compress: Profile['limits']['compress'];
  /** Paths below the address; empty where the VTN offers none. */
  readonly readBackPath: string;
  readonly deletePath: string;
}

const keep: SecretEdit = { kind: 'keep' };
const keepAll = { token: keep, clientSecret: keep, keyPassphrase: keep, proxyCredentials: keep } as const;

const empty: FormValues = {
  name: '',
  address: '',
  signIn: 'token',
  clientId: '',
  tokenUrl: '',
  secrets: keepAll,
  remember: true,
  caFile: '',
  certificateFile: '',
  keyFile: '',
  proxy: 'system',
  proxyAddress: '',
  pointsPerSecond: '',
  requestsPerSecond: '',
  bytesPerSecond: '',
  requests: '',
  hasWindow: false,
  windowFrom: '18:00',
  windowTo: '06:00',
  compress: 'none',
  readBackPath: '',
  deletePath: '',
};

/** The form of a profile, or of a new one. No secret is ever in it. */
export function valuesOf(profile: ProfileView | null): FormValues {
  if (profile === null) return empty;
  const { signIn, clientCertificate, proxy, limits } = profile;
  const { window } = limits;
  return {
    ...empty,
    name: profile.name,
    address: profile.baseUrl,
    signIn: signIn.kind,
    ...(signIn.kind === 'client' ? { clientId: signIn.clientId, tokenUrl: signIn.tokenUrl } : {}),
    remember: profile.secret !== 'session',
    caFile: profile.caFile ?? '',
    certificateFile: clientCertificate?.certificateFile ?? '',
    keyFile: clientCertificate?.keyFile ?? '',
    proxy: proxy.kind,
    proxyAddress: proxy.kind === 'address' ? proxy.address : '',
    pointsPerSecond: limits.maxPointsPerSecond?.toString() ?? '',
    requestsPerSecond: limits.maxRequestsPerSecond?.toString() ?? '',
    bytesPerSecond: limits.maxBytesPerSecond?.toString() ?? '',
    requests: limits.concurrency === 'auto' ? '' : limits.concurrency.toString(),
    ...(window === null ? {} : { hasWindow: true, windowFrom: window.from, windowTo: window.to }),
    compress: limits.compress,
    readBackPath: profile.readBackPath ?? '',
    deletePath: profile.deletePath ?? '',
  };
}

/** The profile that a form means; only of values that `checkForm` found nothing wrong with. */
export function profileOf(values: FormValues): Profile {
  return {
    name: values.name.trim(),
    baseUrl: usedAddress(readVtnAddress(values.address), values.address),
    protocol: 'bulk',
    signIn: signInOf(values),
    caFile: orNull(values.caFile),
    clientCertificate:
      values.certificateFile.trim() === ''
        ? null
        : { certificateFile: values.certificateFile.trim(), keyFile: values.keyFile.trim() },
    proxy:
      values.proxy === 'address'
        ? { kind: 'address', address: usedAddress(readAddress(values.proxyAddress), values.proxyAddress) }
        : { kind: values.proxy },
    limits: {
      maxPointsPerSecond: orNumber(values.pointsPerSecond),
      maxRequestsPerSecond: orNumber(values.requestsPerSecond),
      maxBytesPerSecond: orNumber(values.bytesPerSecond),
      concurrency: orNumber(values.requests) ?? 'auto',
      window: values.hasWindow ? { from: values.windowFrom, to: values.windowTo } : null,
      compress: values.compress,
    },
    readBackPath: orNull(values.readBackPath),
    deletePath: orNull(values.deletePath),
  };
}

/** What is to be done with the secrets: only those that were entered or are to be forgotten. */
export function secretsOf({ secrets }: FormValues): ProfileSecrets {
  const given: ProfileSecrets = {};
  for (const [name, edit] of Object.entries(secrets) as [SecretName, SecretEdit][]) {
    if (edit.kind === 'forget') given[name] = null;
    const text = edit.kind === 'enter' ? cleanSecret(name, edit.text) : '';
    if (text !== '') given[name] = text;
  }
  return given;
}

/** A profile as it is sent, of one as it is listed. */
export function plainProfile(view: ProfileView): Profile {
  const {
    name,
    baseUrl,
    protocol,
    signIn,
    caFile,
    clientCertificate,
    proxy,
    limits,
    readBackPath,
    deletePath,
  } = view;
  return {
    name,
    baseUrl,
    protocol,
    signIn,
    caFile,
    clientCertificate,
    proxy,
    limits,
    readBackPath,
    deletePath,
  };
}

export function isChanged(values: FormValues, first: FormValues): boolean {
  return JSON.stringify(values) !== JSON.stringify(first);
}

/** A number of limits as it is typed: digits, grouped by blanks or not. Null for an empty text, NaN for any other. */
export function orNumber(text: string): number | null {
  const digits = text.replace(/\s/g, '');
  if (digits === '') return null;
  return /^\d+$/.test(digits) ? Number(digits) : NaN;
}

function signInOf({ signIn, clientId, tokenUrl }: FormValues): Profile['signIn'] {
  if (signIn !== 'client') return { kind: signIn };
  return {
    kind: 'client',
    clientId: clientId.trim(),
    tokenUrl: usedAddress(readAddress(tokenUrl), tokenUrl),
  };
}

function usedAddress(address: ReturnType<typeof readAddress>, typed: string): string {
  return address.ok ? address.url : typed;
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** Tokens are copied with what stands around them; a passphrase may begin with a blank. */
function cleanSecret(name: SecretName, text: string): string {
  if (name === 'keyPassphrase') return text;
  return name === 'token' ? text.trim().replace(/^Bearer\s+/i, '') : text.trim();
}
