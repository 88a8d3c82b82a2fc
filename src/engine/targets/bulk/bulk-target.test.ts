import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { targetSuite } from '../../../../test/suites/target-suite.ts';
import { createBulkTarget } from './bulk-target.ts';

targetSuite('the bulk endpoint', (door) => createBulkTarget({ ...door, now: Date.now }));

it('a VTN without a way to read back says so with 404, and nothing is claimed to be compared', async () => {
  const server = createServer(
    (_request, response) => void response.writeHead(404).end('{"detail":"Not Found"}'),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/openadr3`;
  const target = createBulkTarget({ baseUrl, credentials: { kind: 'token', token: 't' }, now: Date.now });
  expect(await target.readBack('r-1')).toBeNull();
  expect(await target.probe()).toMatchObject({ ok: false, code: 'vtn/resource-unknown' });
  await target.close();
  server.close();
});
