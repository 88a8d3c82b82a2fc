import { describe, expect, it } from 'vitest';
import { environmentSecrets } from './environment-secrets.ts';

const client = { kind: 'client', clientId: 'id', clientSecret: 's', tokenUrl: 'http://t' };

describe('credentials in the environment', () => {
  it.each([
    ['a token', { METERHAUL_TOKEN: 't' }, { kind: 'token', token: 't' }],
    [
      'our names of a client',
      { METERHAUL_CLIENT_ID: 'id', METERHAUL_CLIENT_SECRET: 's', METERHAUL_TOKEN_URL: 'http://t' },
      client,
    ],
    [
      'the names known in the field',
      { OAUTH_CLIENT_ID: 'id', OAUTH_CLIENT_SECRET: 's', OAUTHCHECK_ACCESS_TOKEN_OBTAIN_URL: 'http://t' },
      client,
    ],
    [
      'both, ours first',
      {
        METERHAUL_TOKEN: '',
        METERHAUL_CLIENT_ID: 'id',
        OAUTH_CLIENT_ID: 'x',
        OAUTH_CLIENT_SECRET: 's',
        METERHAUL_TOKEN_URL: 'http://t',
      },
      client,
    ],
    ['a client without its secret', { METERHAUL_CLIENT_ID: 'id', METERHAUL_TOKEN_URL: 'http://t' }, null],
    ['nothing', {}, null],
  ])('are found by %s', async (_name, environment, credentials) => {
    expect(await environmentSecrets(environment).credentialsFor('http://vtn')).toEqual(credentials);
  });
});
