import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, contentOf, problemsOf } from '../../test/suites/practice-vtn-client.ts';
import type { Answered } from '../../test/suites/practice-vtn-client.ts';
import { startPracticeVtn } from './start-practice-vtn.ts';
import type { PracticeVtn } from './start-practice-vtn.ts';

let vtn: PracticeVtn;

beforeEach(async () => {
  vtn = await startPracticeVtn({ databasePath: ':memory:' });
});

afterEach(() => vtn.close());

const registration = {
  id: 'load_0',
  resource_name: 'Cold store - load 0',
  resource_type: 'LOAD',
  ven_name: 'ven-1',
  external_resource_id: 'cold-store_load_0',
  service_location: { meterpoint_id: '707057500012345678', longitude: 10.4, latitude: 63.4 },
  attributes: [{ attribute_type: 'LOAD', attribute_name: 'component', attribute_values: ['load_0'] }],
};

function post(path: string, content: unknown): Promise<Answered> {
  return ask(vtn, { method: 'POST', path: `/openadr3${path}`, body: JSON.stringify(content) });
}

describe('registering a VEN', () => {
  it('gives it an id and a token once, and answers 409 without a token after that', async () => {
    const ven = { ven_name: 'ven-1', client_name: 'client-1' };
    const first = await post('/vens', ven);
    expect(first.status).toBe(201);
    expect(contentOf(first)).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ven_name: 'ven-1',
      auth_token: expect.stringMatching(/^\S{20,}$/),
    });
    const second = await post('/vens', ven);
    expect([second.status, contentOf(second)]).toEqual([409, { detail: 'VEN ven-1 already exists' }]);
  });

  it('without its names is refused and told which are missing', async () => {
    expect(problemsOf(await post('/vens', { ven_name: 7 }))).toEqual([
      'string_type body.ven_name',
      'missing body.client_name',
    ]);
  });
});

describe('registering a resource', () => {
  it('gives it the id that uploads use, and again that id with a 409', async () => {
    const first = await post('/resources', registration);
    const { id } = contentOf<{ id: string }>(first);
    expect([first.status, id]).toEqual([201, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    const second = await post('/resources', registration);
    expect([second.status, contentOf<{ id: string }>(second).id]).toEqual([409, id]);
  });

  it('can fail with the known 500 of the original, and the id is then found in the list', async () => {
    vtn.setFaults([{ kind: 'duplicate-resource-error' }]);
    const { id } = contentOf<{ id: string }>(await post('/resources', registration));
    const again = await post('/resources', registration);
    expect([again.status, again.text]).toEqual([500, 'Internal Server Error']);
    const listed = await ask(vtn, { path: '/openadr3/resources', headers: { 'content-type': null } });
    expect(contentOf(listed)).toEqual([
      {
        id,
        external_resource_id: registration.external_resource_id,
        resource_name: registration.resource_name,
        ven_name: registration.ven_name,
      },
    ]);
  });

  it('with fields of the wrong kind is refused and told where', async () => {
    const { ven_name: _venName, ...rest } = registration;
    const answered = await post('/resources', {
      ...rest,
      service_location: { longitude: 'east' },
      attributes: [{ attribute_type: 'LOAD', attribute_name: 'x' }, 3],
    });
    expect(problemsOf(answered)).toEqual([
      'missing body.ven_name',
      'missing body.service_location.meterpoint_id',
      'float_parsing body.service_location.longitude',
      'list_type body.attributes.0.attribute_values',
      'model_attributes_type body.attributes.1',
    ]);
    expect(contentOf(await ask(vtn, { path: '/openadr3/resources' }))).toEqual([]);
  });
});
