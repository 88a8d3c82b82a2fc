import { expect, it } from 'vitest';
import { response } from '../../../../test/suites/bulk-answers.ts';
import type { HttpAnswer } from '../http-answer.ts';
import type { HttpClient, HttpRequest } from '../http-client.ts';
import { createTokenSource } from '../token-source.ts';
import { createRemover } from './remove-intervals.ts';

const shipment = {
  resourceId: '6f1b1c3e-0000-4000-8000-00000000000a',
  reportId: null,
  body: Buffer.from('[{},{}]'),
  gzip: false,
  points: 2,
  batchSize: 2,
  timeoutMs: 1000,
};

/** A VTN that gives these answers, and what it was asked. */
function removerOf(answers: readonly HttpAnswer[], namedPath: string | null = '/drop') {
  const asked: HttpRequest[] = [];
  const client: HttpClient = {
    send: (request) => {
      asked.push(request);
      return Promise.resolve(answers[asked.length - 1] ?? response(500, ''));
    },
    mayBeLeaving: () => false,
    quietMs: () => null,
    reconnect: () => {},
    close: () => Promise.resolve(),
  };
  const tokens = createTokenSource({ kind: 'token', token: 'secret' }, client, () => 0);
  const baseUrl = 'http://vtn.example/openadr3';
  return { asked, remover: createRemover({ client, tokens, baseUrl, now: () => 0 }, namedPath) };
}

it('asks below the path that the profile names, with the resource', async () => {
  const { asked, remover } = removerOf([response(200, { entries_deleted: 1, entries_left: 1 })]);
  expect(await remover.canRemove()).toBe(true);
  expect((await remover.remove(shipment)).outcome).toEqual({ kind: 'removed', deleted: 1, left: 1 });
  expect(asked.map(({ method, url }) => [method, url])).toEqual([
    ['POST', `http://vtn.example/openadr3/drop?resource_id=${shipment.resourceId}`],
  ]);
});

it('knows of no way where neither the profile nor the VTN names one', async () => {
  const { remover } = removerOf([response(404, { detail: 'Not Found' })], null);
  expect(await remover.canRemove()).toBe(false);
});

it.each([
  ['counts more than it was asked for', response(200, { entries_deleted: 2, entries_left: 1 })],
  ['counts in words', response(200, { entries_deleted: '2', entries_left: 0 })],
  ['counts below nothing', response(200, { entries_deleted: -1, entries_left: 0 })],
  ['counts nothing', response(200, 'OK')],
  ['says that it has created something', response(201, { entries_created: 2 })],
])('an answer that %s leaves the outcome open', async (_, answer) => {
  const { remover } = removerOf([answer]);
  expect((await remover.remove(shipment)).outcome).toMatchObject({ kind: 'uncertain' });
});
