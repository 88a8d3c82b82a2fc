import { expect, it } from 'vitest';
import { readAddress, readVtnAddress } from './vtn-address.ts';

const used = (text: string): string => {
  const found = readVtnAddress(text);
  return found.ok ? found.url : found.problem;
};

it('takes an address with and without the path of the API, and never doubles it', () => {
  expect(used('https://vtn.example.com')).toBe('https://vtn.example.com/openadr3');
  expect(used('https://vtn.example.com/openadr3')).toBe('https://vtn.example.com/openadr3');
  expect(used(' https://vtn.example.com/openadr3/ ')).toBe('https://vtn.example.com/openadr3');
});

it('keeps a path of the site as it is', () => {
  expect(used('https://example.com/grid/api/v1')).toBe('https://example.com/grid/api/v1');
});

it('encrypts what leaves this computer when no scheme is typed', () => {
  expect(used('vtn.example.com:8444')).toBe('https://vtn.example.com:8444/openadr3');
  expect(used('localhost:8444')).toBe('http://localhost:8444/openadr3');
  expect(used('127.0.0.1:8444/openadr3')).toBe('http://127.0.0.1:8444/openadr3');
  expect(used('[::1]:8444')).toBe('http://[::1]:8444/openadr3');
});

it('says what is wrong with a text that is no address', () => {
  expect(used('  ')).toBe('missing');
  expect(used('https://')).toBe('noAddress');
  expect(used('our vtn')).toBe('noAddress');
  expect(used('ftp://vtn.example.com')).toBe('scheme');
  expect(used('https://me:secret@vtn.example.com')).toBe('credentials');
});

it('tells when credentials would go in the clear to another computer', () => {
  expect(readAddress('http://auth.example.com/token')).toMatchObject({ ok: true, isReadable: true });
  expect(readAddress('http://127.0.0.1:9000/token')).toMatchObject({ ok: true, isReadable: false });
  expect(readAddress('https://auth.example.com/token')).toMatchObject({ ok: true, isReadable: false });
});
