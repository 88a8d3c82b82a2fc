import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profileOf, setConnectionScene } from '../../../test/suites/connection-scene.ts';
import type { ConnectionScene } from '../../../test/suites/connection-scene.ts';

let scene: ConnectionScene;
beforeEach(() => {
  scene = setConnectionScene();
});
afterEach(() => scene[Symbol.asyncDispose]());

async function list(answer: (url: URL) => readonly [number, unknown], text = '') {
  const base = await scene.serve((received, response) => {
    const [status, body] = answer(new URL(received.url ?? '', 'http://vtn'));
    response.writeHead(status).end(JSON.stringify(body));
  });
  await scene.engine.api.keepProfile({ profile: profileOf(base), secrets: { token: 't' } });
  return scene.engine.api.listVtnResources({ profile: 'Site', text, offset: 0, limit: 2 });
}

describe('the resources of a VTN', () => {
  it('are read page by page where it gives pages, in the spelling of OpenADR 3 too', async () => {
    const all = Array.from({ length: 125 }, (_, place) => ({
      id: `id-${place}`,
      resourceName: `Pumpe ${place}`,
    }));
    const page = await list(({ searchParams }) => {
      const skip = Number(searchParams.get('skip') ?? 0);
      return [200, all.slice(skip, skip + 50)];
    }, 'PUMPE 12');
    expect(page).toMatchObject({
      total: 6,
      rows: [{ id: 'id-12', name: 'Pumpe 12', ven: '' }, { id: 'id-120' }],
    });
  });

  it('of one that knows no pages are not read twice into the list', async () => {
    const all = Array.from({ length: 50 }, (_, place) => ({ id: `id-${place}`, ven_name: 'Syd' }));
    expect(await list(() => [200, all])).toMatchObject({ total: 50, rows: [{ ven: 'Syd' }, {}] });
  });

  it('that lists none are told so in a sentence that says what to do', async () => {
    await expect(list(() => [404, { detail: 'Not Found' }])).rejects.toThrow(
      'This VTN does not list its resources (HTTP 404). Type the ids in, or give a list of meter and resource.',
    );
  });
});
