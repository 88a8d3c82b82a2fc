import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStandingClock } from '../../test/faults/test-clock.ts';
import { AppError } from '../contract/app-error.ts';
import { openOutbox } from './outbox.ts';
import type { Outbox } from './outbox.ts';

let folder: string;
let outbox: Outbox;
const clock = createStandingClock();
const { signal } = new AbortController();

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-outbox-'));
  outbox = openOutbox(folder, clock);
});
afterEach(() => rm(folder, { recursive: true }));

function* pieces(...all: (string | Error)[]): Generator<string> {
  for (const piece of all) {
    if (piece instanceof Error) throw piece;
    yield piece;
  }
}

const place = (name: string): string => path.join(folder, name);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('a file with a place', () => {
  it('is there whole, for its user alone, with its size and hash', async () => {
    const content = pieces('kære ', 'Ærø'.repeat(40_000));
    const written = await outbox.write({ path: place('a.html'), name: '', content, signal });
    const text = await readFile(place('a.html'), 'utf8');
    expect(written).toEqual({
      name: 'a.html',
      path: place('a.html'),
      bytes: Buffer.byteLength(text),
      sha256: sha256(text),
      downloadId: null,
    });
    expect((await stat(place('a.html'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['a.html']);
  });

  it('never takes the place of another one, not even of a link', async () => {
    await writeFile(place('kept.csv'), 'kept');
    await symlink(place('kept.csv'), place('link.csv'));
    for (const name of ['kept.csv', 'link.csv']) {
      const writing = outbox.write({ path: place(name), name: '', content: pieces('new'), signal });
      await expect(writing).rejects.toMatchObject({ code: 'output/exists' });
    }
    expect(await readFile(place('kept.csv'), 'utf8')).toBe('kept');
  });

  it('does not take the place of one that came while it was being written', async () => {
    const content = (async function* () {
      yield 'new';
      await writeFile(place('late.csv'), 'first');
    })();
    const writing = outbox.write({ path: place('late.csv'), name: '', content, signal });
    await expect(writing).rejects.toMatchObject({ code: 'output/exists' });
    expect(await readFile(place('late.csv'), 'utf8')).toBe('first');
    expect(await readdir(folder)).toEqual(['late.csv']);
  });

  it('takes the place of one that may be replaced', async () => {
    await writeFile(place('a.csv'), 'old');
    const mayReplace = (): Promise<boolean> => Promise.resolve(true);
    await outbox.write({ path: place('a.csv'), name: '', content: pieces('new'), signal, mayReplace });
    expect(await readFile(place('a.csv'), 'utf8')).toBe('new');
  });

  it('leaves nothing behind when its content fails or it is stopped', async () => {
    const trouble = new AppError('source/missing', 'gone');
    const failing = outbox.write({ path: place('a'), name: '', content: pieces('x', trouble), signal });
    await expect(failing).rejects.toBe(trouble);
    const stopped = AbortSignal.abort(new AppError('engine/cancelled', 'stopped'));
    const stopping = outbox.write({ path: place('b'), name: '', content: pieces('x'), signal: stopped });
    await expect(stopping).rejects.toMatchObject({ code: 'engine/cancelled' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says why it cannot be written', async () => {
    const path = place('nowhere/a.html');
    const writing = outbox.write({ path, name: '', content: pieces('x'), signal });
    await expect(writing).rejects.toMatchObject({
      code: 'output/unwritable',
      message: expect.stringContaining('folder does not exist') as string,
    });
  });
});

describe('a file without a place', () => {
  const ask = () => outbox.write({ path: null, name: 'Rønne.html', content: pieces('ø'), signal });

  it('is handed out once, and is gone then', async () => {
    const { downloadId, path: kept, name } = await ask();
    expect([name, (await stat(path.dirname(kept))).mode & 0o777]).toEqual(['Rønne.html', 0o700]);
    const download = outbox.take(downloadId ?? '');
    expect(outbox.take(downloadId ?? '')).toBeNull();
    expect(download).toMatchObject({ name: 'Rønne.html', bytes: 2 });
    if (download === null) return;
    const closed = new Promise((resolve) => download.content.once('close', resolve));
    expect((await buffer(download.content)).toString()).toBe('ø');
    await closed;
    expect(await readdir(place('outbox'))).toEqual([]);
  });

  it('is removed after a day, and with the engine', async () => {
    const { downloadId } = await ask();
    clock.advance(86_400_001);
    expect(outbox.take(downloadId ?? '')).toBeNull();
    await ask();
    outbox.close();
    expect(await readdir(place('outbox'))).toEqual([]);
  });

  it('that a process has left behind is removed by the next one when it is a day old', async () => {
    const [old, young] = [await ask(), await ask()];
    const dayAgo = new Date(Date.now() - 86_500_000);
    await utimes(path.dirname(old.path), dayAgo, dayAgo);
    openOutbox(folder, clock);
    expect(await readdir(place('outbox'))).toEqual([path.basename(path.dirname(young.path))]);
  });

  it('does not hand out what lies beside it', async () => {
    await ask();
    await writeFile(place('ledger.sqlite'), 'x');
    for (const id of ['', '.', '..', '../ledger.sqlite', '__proto__']) expect(outbox.take(id)).toBeNull();
  });
});
