import { beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../contract/app-error.ts';
import type { KeptUpload } from '../../contract/served-files.ts';
import type { FileToSend } from './send-file.ts';
import { servedFiles } from './served-files.ts';

const fetchReply = vi.fn<(url: string, options: RequestInit) => Promise<Response>>();
const send = vi.fn<(sending: FileToSend) => Promise<KeptUpload>>();
const session = { token: () => Promise.resolve('session') };

beforeEach(() => vi.resetAllMocks());

const files = () => servedFiles({ session, fetch: fetchReply as unknown as typeof fetch }, send);
const reply = (status: number, body: object): void =>
  void fetchReply.mockImplementation(() => Promise.resolve(new Response(JSON.stringify(body), { status })));
const north = new File(['time,value\n'], 'north.csv');
const never = new AbortController().signal;

const kept: KeptUpload = {
  id: 'a'.repeat(24),
  name: 'north.csv',
  sizeBytes: 11,
  uploadedAt: '2026-11-20T10:00:00.000Z',
  path: '/state/uploads/a/north.csv',
  usedBy: { drafts: 0, jobs: 0, destinations: 0 },
  deletedAt: '2026-11-27T10:00:00.000Z',
};
const uploads = { folder: '/state/uploads', limitBytes: 1000, keptDays: 7, uploads: [kept] };

it('lists a folder of the server with the session of the page, which stands in no address', async () => {
  const listing = { folder: 'a & b', parent: '', root: '/site', entries: [], total: 0, leftOut: null };
  reply(200, listing);
  await expect(files().list('a & b', 'nord')).resolves.toEqual(listing);
  expect(fetchReply).toHaveBeenCalledExactlyOnceWith('/files?folder=a+%26+b&text=nord', {
    headers: { Authorization: 'Bearer session' },
  });
});

it('throws what the server says, with its words', async () => {
  reply(403, { error: { code: 'source/out-of-bounds', message: 'It lies outside.', context: {} } });
  await expect(files().list('..')).rejects.toMatchObject({
    code: 'source/out-of-bounds',
    message: 'It lies outside.',
  });
});

it('says that the session has ended, or that nobody answers', async () => {
  fetchReply.mockImplementation(() => Promise.resolve(new Response(null, { status: 401 })));
  await expect(files().uploads()).rejects.toMatchObject({ code: 'engine/stopped' });
  fetchReply.mockRejectedValue(new TypeError('Failed to fetch'));
  await expect(files().uploads()).rejects.toMatchObject({ code: 'engine/stopped' });
});

it('uploads a file and tells how far it is', async () => {
  reply(200, uploads);
  send.mockImplementation(({ file, onProgress }) => {
    onProgress(5, file.size);
    return Promise.resolve(kept);
  });
  const onProgress = vi.fn();
  await expect(files().upload(north, onProgress, never)).resolves.toEqual(kept);
  expect(onProgress).toHaveBeenCalledExactlyOnceWith(5, 11);
});

it('sends nothing of a file that is too large', async () => {
  reply(200, { ...uploads, limitBytes: 10 });
  await expect(files().upload(north, () => {}, never)).rejects.toMatchObject({
    code: 'source/upload-too-large',
    message: expect.stringContaining('north.csv') as string,
  });
  expect(send).not.toHaveBeenCalled();
});

it('lets two files go at once and the third after them', async () => {
  reply(200, uploads);
  const ends: ((upload: KeptUpload) => void)[] = [];
  send.mockImplementation(() => new Promise((resolve) => void ends.push(resolve)));
  const access = files();
  const sent = [1, 2, 3].map(() => access.upload(north, () => {}, never));
  await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(2));
  ends[0]?.(kept);
  await expect(sent[0]).resolves.toEqual(kept);
  await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(3));
  for (const end of ends) end(kept);
  await expect(Promise.all(sent)).resolves.toHaveLength(3);
});

it('stops an upload that waits for its turn, and the next one takes it', async () => {
  reply(200, uploads);
  const ends: ((upload: KeptUpload) => void)[] = [];
  send.mockImplementation(() => new Promise((resolve) => void ends.push(resolve)));
  const access = files();
  const stopping = new AbortController();
  const first = [1, 2].map(() => access.upload(north, () => {}, never));
  const stopped = access.upload(north, () => {}, stopping.signal);
  const last = access.upload(north, () => {}, never);
  stopping.abort();
  await expect(stopped).rejects.toMatchObject({ code: 'engine/cancelled' });
  await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(2));
  for (const end of ends) end(kept);
  await Promise.all(first);
  await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(3));
  ends[2]?.(kept);
  await expect(last).resolves.toEqual(kept);
});

it('removes an upload, and says why it cannot while something uses it', async () => {
  reply(200, {});
  await files().removeUpload(kept.id);
  expect(fetchReply.mock.lastCall?.[0]).toBe(`/uploads/${kept.id}`);
  expect(fetchReply.mock.lastCall?.[1].method).toBe('DELETE');
  const refusal = new AppError('usage/invalid', 'north.csv is still used by a job that has not ended.');
  reply(400, { error: { code: refusal.code, message: refusal.message, context: {} } });
  await expect(files().removeUpload(kept.id)).rejects.toThrow('still used');
});
