import { describe, expect, it } from 'vitest';
import type { ProfileView } from '../../../contract/profile-shapes.ts';
import { checkForm, otherTokenServer, secretPlace } from './check-form.ts';
import { fieldOfRefusal } from './field-of-refusal.ts';
import { plainProfile, profileOf, secretsOf, valuesOf } from './form-values.ts';
import type { FormValues } from './form-values.ts';

const kept: ProfileView = {
  name: 'Site A',
  baseUrl: 'https://vtn.example.com/openadr3',
  protocol: 'bulk',
  signIn: { kind: 'client', clientId: 'haul', tokenUrl: 'https://auth.example.com/token' },
  caFile: '/certs/ca.pem',
  clientCertificate: { certificateFile: '/certs/own.pem', keyFile: '/certs/own.key' },
  proxy: { kind: 'address', address: 'http://proxy.example.com:3128/' },
  limits: {
    maxPointsPerSecond: 1500,
    maxRequestsPerSecond: null,
    maxBytesPerSecond: null,
    concurrency: 4,
    window: { from: '18:00', to: '06:00' },
    compress: 'auto',
  },
  readBackPath: null,
  deletePath: null,
  trustsAnyCertificate: false,
  secret: 'kept',
  secretNames: ['clientSecret', 'proxyCredentials'],
  trouble: null,
  lastTest: null,
  rehearsal: false,
};

const typed = (changes: Partial<FormValues>): FormValues => ({
  ...valuesOf(null),
  name: 'Site B',
  address: 'https://vtn.example.com',
  ...changes,
});

const withSecret = (name: keyof FormValues['secrets'], text: string): Pick<FormValues, 'secrets'> => ({
  secrets: { ...valuesOf(null).secrets, [name]: { kind: 'enter', text } },
});

describe('a form', () => {
  it('gives a profile back as it was when nothing is changed, and touches no secret', () => {
    expect(profileOf(valuesOf(kept))).toEqual(plainProfile(kept));
    expect(secretsOf(valuesOf(kept))).toEqual({});
    expect(checkForm(valuesOf(kept), [])).toEqual({});
  });

  it('takes a token with what was copied around it', () => {
    expect(secretsOf(typed(withSecret('token', '  Bearer abc.def \n')))).toEqual({ token: 'abc.def' });
  });

  it('forgets a secret only when that was asked for', () => {
    const secrets = { ...valuesOf(kept).secrets, clientSecret: { kind: 'forget' } as const };
    expect(secretsOf({ ...valuesOf(kept), secrets })).toEqual({ clientSecret: null });
  });

  it('leaves what is not used out of the profile', () => {
    const values = { ...valuesOf(kept), signIn: 'environment', proxy: 'none', hasWindow: false } as const;
    expect(profileOf(values)).toMatchObject({
      signIn: { kind: 'environment' },
      proxy: { kind: 'none' },
      limits: { window: null },
    });
  });
});

describe('the check of a form', () => {
  it('asks for name and address first, and for nothing else', () => {
    expect(checkForm(valuesOf(null), [])).toEqual({ name: 'nameMissing', address: 'addressMissing' });
  });

  it('lets a destination be saved before its secret is there', () => {
    expect(checkForm(typed({}), [])).toEqual({});
  });

  it.each([
    ['name', 'nameTaken', { name: 'Site A' }],
    ['name', 'nameLetters', { name: '../etc' }],
    ['address', 'addressCredentials', { address: 'https://me:secret@vtn.example.com' }],
    ['token', 'secretEmpty', withSecret('token', ' ')],
    ['clientId', 'clientIdMissing', { signIn: 'client', tokenUrl: 'https://a.example.com/t' }],
    ['tokenUrl', 'addressMissing', { signIn: 'client', clientId: 'haul' }],
    ['keyFile', 'keyMissing', { certificateFile: '/certs/own.pem' }],
    ['certificateFile', 'certificateMissing', { keyFile: '/certs/own.key' }],
    ['proxyAddress', 'addressMissing', { proxy: 'address' }],
    ['pointsPerSecond', 'wholeNumber', { pointsPerSecond: '1,5' }],
    ['bytesPerSecond', 'wholeNumber', { bytesPerSecond: '0' }],
    ['requests', 'requestsRange', { requests: '65' }],
    ['window', 'windowMissing', { hasWindow: true, windowTo: '' }],
    ['window', 'windowEmpty', { hasWindow: true, windowFrom: '08:00', windowTo: '08:00' }],
  ] as const)('finds what is wrong with %s: %s', (field, problem, changes) => {
    expect(checkForm(typed(changes), ['Site A'])).toEqual({ [field]: problem });
  });

  it('asks for user and password of a proxy in one', () => {
    const proxied = { proxy: 'address', proxyAddress: 'http://proxy.example.com:3128' } as const;
    expect(checkForm(typed({ ...proxied, ...withSecret('proxyCredentials', 'me') }), [])).toEqual({
      proxyCredentials: 'proxyPair',
    });
    expect(checkForm(typed({ ...proxied, ...withSecret('proxyCredentials', 'me:pass') }), [])).toEqual({});
  });

  it('takes digits that are grouped by blanks', () => {
    const values = typed({ pointsPerSecond: '12 000' });
    expect(checkForm(values, [])).toEqual({});
    expect(profileOf(values).limits.maxPointsPerSecond).toBe(12_000);
  });
});

describe('a secret that is kept', () => {
  it('stays as long as it goes to the same servers', () => {
    const values = { ...valuesOf(kept), name: 'Renamed', address: 'https://vtn.example.com/other' };
    expect(secretPlace('clientSecret', kept, values)).toEqual({ kind: 'there', isForSession: false });
    expect(secretPlace('token', kept, values)).toEqual({ kind: 'none' });
  });

  it('is told to be lost when the VTN, the token server or the proxy becomes another', () => {
    const elsewhere = { ...valuesOf(kept), address: 'https://other.example.com' };
    expect(secretPlace('clientSecret', kept, elsewhere)).toEqual({
      kind: 'lost',
      origin: 'https://vtn.example.com',
    });
    const otherAuth = { ...valuesOf(kept), tokenUrl: 'https://other.example.com/token' };
    expect(secretPlace('clientSecret', kept, otherAuth)).toEqual({
      kind: 'lost',
      origin: 'https://auth.example.com',
    });
    const otherProxy = { ...valuesOf(kept), proxyAddress: 'http://other.example.com:3128' };
    expect(secretPlace('proxyCredentials', kept, otherProxy)).toMatchObject({ kind: 'lost' });
    expect(secretPlace('clientSecret', kept, otherProxy)).toMatchObject({ kind: 'there' });
  });
});

it('names a token server that is another than the VTN', () => {
  expect(otherTokenServer(valuesOf(kept))).toBe('https://auth.example.com');
  expect(otherTokenServer({ ...valuesOf(kept), tokenUrl: 'https://vtn.example.com/token' })).toBeNull();
  expect(otherTokenServer({ ...valuesOf(kept), signIn: 'token' })).toBeNull();
});

it("puts the engine's refusal at the field that it names", () => {
  const values = valuesOf(kept);
  const at = (text: string) => fieldOfRefusal({ code: 'profile/invalid', text }, values);
  expect(at('There is a destination named "Site A" already. Choose another name.')).toBe('name');
  expect(at('/certs/ca.pem is gone: choose the file again.')).toBe('caFile');
  expect(at('The key in /certs/own.key is locked: enter its passphrase.')).toBe('keyPassphrase');
  expect(at('The key in /certs/own.key does not belong to the certificate in /certs/own.pem.')).toBe(
    'keyFile',
  );
  expect(at('/certs/own.pem holds no certificate as PEM text.')).toBe('certificateFile');
  expect(at('The token URL must begin with https:// or http://.')).toBe('tokenUrl');
  expect(at('The disk is full.')).toBeNull();
});
