import { beforeEach, expect, it, vi } from 'vitest';
import { openSession } from './session.ts';
import type { Browser } from './session.ts';

let stored: Map<string, string>;
const fetchReply = vi.fn<(url: string, options: RequestInit) => Promise<Response>>();
const replaceState = vi.fn();

beforeEach(() => {
  stored = new Map();
  vi.resetAllMocks();
});

function browser(hash: string): Browser {
  return {
    location: { hash, pathname: '/', host: '127.0.0.1:4000' },
    history: { replaceState },
    sessionStorage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    fetch: fetchReply as unknown as typeof fetch,
  };
}

const reply = (status: number, body: object): Promise<Response> =>
  Promise.resolve(new Response(JSON.stringify(body), { status }));

it('exchanges the token of the address once, and takes it out of the address bar', async () => {
  fetchReply.mockImplementation(() => reply(201, { outcome: 'opened', sessionToken: 'session' }));
  const session = openSession(browser('#token=once'));
  expect(replaceState).toHaveBeenCalledExactlyOnceWith(null, '', '/');
  await expect(session.token()).resolves.toBe('session');
  await expect(session.token()).resolves.toBe('session');
  expect(fetchReply).toHaveBeenCalledOnce();
  expect(fetchReply.mock.lastCall?.[1].body).toBe('{"token":"once"}');
});

it('goes on after a reload, which has no token in its address', async () => {
  stored.set('meterhaul.session', 'session');
  await expect(openSession(browser('')).token()).resolves.toBe('session');
  expect(fetchReply).not.toHaveBeenCalled();
});

it('goes on when the tab goes back to its used address', async () => {
  stored.set('meterhaul.session', 'session');
  fetchReply.mockImplementation(() => reply(403, { outcome: 'used' }));
  await expect(openSession(browser('#token=once')).token()).resolves.toBe('session');
});

it.each([
  ['used', 'url-used'],
  ['unknown', 'url-unknown'],
])('says why another browser is not let in: %s', async (outcome, reason) => {
  fetchReply.mockImplementation(() => reply(403, { outcome }));
  await expect(openSession(browser('#token=once')).token()).rejects.toMatchObject({
    name: 'DoorShut',
    reason,
  });
});

it('says that the printed address is needed when there is no token at all', async () => {
  await expect(openSession(browser('')).token()).rejects.toMatchObject({ reason: 'no-session' });
});

it('keeps the token of the address while the program does not answer', async () => {
  fetchReply.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  fetchReply.mockImplementationOnce(() => reply(201, { outcome: 'opened', sessionToken: 'session' }));
  const session = openSession(browser('#token=once'));
  await expect(session.token()).rejects.toThrow('Failed to fetch');
  await expect(session.token()).resolves.toBe('session');
});

it('forgets a session that the program no longer knows', async () => {
  stored.set('meterhaul.session', 'old');
  const session = openSession(browser(''));
  fetchReply.mockImplementation(() => Promise.resolve(new Response(null, { status: 204 })));
  await session.confirm('old');
  expect(stored.size).toBe(1);
  fetchReply.mockImplementation(() => Promise.resolve(new Response(null, { status: 401 })));
  await expect(session.confirm('old')).rejects.toMatchObject({ reason: 'session-ended' });
  expect(stored.size).toBe(0);
});
