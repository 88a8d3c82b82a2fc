import { describe, expect, it } from 'vitest';
import { redact } from './redact.ts';

const redaction = { secrets: ['s3cret/with+signs "and" quotes', 'plainsecret'], home: '/home/astrid' };
const clean = (text: string): string => redact(text, redaction);

describe('secrets that the session knows', () => {
  const secret = redaction.secrets[0] ?? '';
  it.each([
    ['as they are', secret],
    ['in JSON', JSON.stringify({ said: secret })],
    ['in an address', `https://vtn.example/x?y=${encodeURIComponent(secret)}`],
    ['in a form', `a=1&b=${encodeURIComponent(secret).replaceAll('%20', '+')}`],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
    ['within a word', 'xplainsecretx'],
  ])('are taken out %s', (_how, text) => {
    const rest = clean(text);
    expect(rest).toContain('(left out)');
    expect(rest).not.toMatch(/s3cret|plainsecret|czNjcmV0/);
  });
});

describe('what looks like a secret', () => {
  it.each([
    'Authorization: Bearer abcDEF123.456-789',
    'authorization: basic YWJjREVGMTIzLjQ1Ni03ODk=',
    '{"token":"abcDEF123"}',
    '{"client_secret": "abcDEF123", "x": 1}',
    '{"msg":"sent {\\"password\\":\\"abcDEF123\\"}"}',
    '{"proxyCredentials":"user:abcDEF123"}',
    '{"secret":"abcDEF123"}',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhYmNERUYxMjMifQ.abcDEF123',
    'http://user:abcDEF123@proxy.example:3128/',
    'https://abcDEF123@vtn.example/openadr3',
    'https://vtn.example/openadr3?access_token=abcDEF123&x=1',
    'http://127.0.0.1:4000/#token=abcDEF123',
    'METERHAUL_TOKEN=abcDEF123 meterhaul run',
    'METERHAUL_CLIENT_SECRET=abcDEF123',
    'code=abcDEF123&state=2',
    '-----BEGIN PRIVATE KEY-----\nabcDEF123\n-----END PRIVATE KEY-----',
    '-----BEGIN RSA PRIVATE KEY-----\nabcDEF123',
  ])('is taken out of %j', (text) => {
    const rest = clean(text);
    expect(rest).toContain('(left out)');
    expect(rest).not.toMatch(/abcDEF123|YWJjREVG|eyJhbGci/);
  });

  it('leaves the rest as it is: addresses, codes of errors, fields that only sound like one', () => {
    const text = JSON.stringify({
      baseUrl: 'https://vtn.example:8443/openadr3',
      tokenUrl: 'https://login.example/oauth/token',
      secret: 'kept',
      lastError: 'vtn/token-refused',
      said: 'The VTN refused the token; fetching a new one',
      code: 'vtn/unauthorized',
    });
    expect(clean(text)).toBe(text);
  });

  it('keeps a text of JSON readable as JSON', () => {
    const text = JSON.stringify([{ token: 'a"b\\c', url: 'http://u:p@x/', said: 'Bearer abcdef' }]);
    expect(JSON.parse(clean(text))).toEqual([
      { token: '(left out)', url: 'http://(left out)@x/', said: 'Bearer (left out)' },
    ]);
  });
});

describe('the home folder', () => {
  it('is ~, also as Windows and JSON spell it, and other folders stay', () => {
    expect(clean('/home/astrid/site/a.csv /home/astrid-2/b /srv/home/x')).toBe(
      '~/site/a.csv /home/astrid-2/b /srv/home/x',
    );
    const windows = { secrets: [], home: 'C:\\Users\\Astrid' };
    expect(
      redact('{"path":"C:\\\\Users\\\\Astrid\\\\a.csv"} C:\\Users\\Astrid C:/Users/Astrid/x', windows),
    ).toBe('{"path":"~\\\\a.csv"} ~ ~/x');
  });
});
