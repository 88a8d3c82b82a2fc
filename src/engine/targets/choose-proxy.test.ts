import { describe, expect, it } from 'vitest';
import { chooseProxy } from './choose-proxy.ts';

const environment = {
  HTTPS_PROXY: 'http://bob:p%C3%A6ss@proxy.site:3128',
  http_proxy: 'plain.site:8080',
  NO_PROXY: 'inner.site, .branch.site other.site:8443',
};
const choose = (address: string) => chooseProxy(new URL(address), { kind: 'system' }, environment);

describe('the proxy of the environment', () => {
  it('is used by the scheme of the address, its password apart from its address', () => {
    expect(choose('https://vtn.example.com')).toEqual({
      origin: 'http://proxy.site:3128',
      authorization: `Basic ${Buffer.from('bob:pæss').toString('base64')}`,
    });
    expect(choose('http://vtn.example.com')).toEqual({
      origin: 'http://plain.site:8080',
      authorization: null,
    });
  });

  it.each([
    'https://127.0.0.1:8444',
    'http://localhost',
    'https://[::1]',
    'https://inner.site',
    'https://vtn.inner.site',
    'https://vtn.branch.site',
    'https://other.site:8443',
  ])('is not used for %s', (address) => {
    expect(choose(address)).toBeNull();
  });

  it.each(['https://other.site', 'https://notinner.site'])('is used for %s', (address) => {
    expect(choose(address)).not.toBeNull();
  });
});

it('a proxy that was entered is used for everything, and none for nothing', () => {
  const url = new URL('http://127.0.0.1:8444');
  const entered = { kind: 'address', address: 'http://10.0.0.1:3128', credentials: 'a:b' } as const;
  expect(chooseProxy(url, entered, environment)?.origin).toBe('http://10.0.0.1:3128');
  expect(chooseProxy(new URL('https://vtn.example.com'), { kind: 'none' }, environment)).toBeNull();
});
