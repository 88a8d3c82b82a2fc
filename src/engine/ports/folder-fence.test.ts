import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFolderFence } from './folder-fence.ts';
import type { FolderFence } from './folder-fence.ts';

let base: string;
let site: string;
let fence: FolderFence;

beforeEach(async () => {
  base = await realpath(await mkdtemp(path.join(os.tmpdir(), 'meterhaul-fence-')));
  site = path.join(base, 'site');
  const state = path.join(base, 'state');
  for (const folder of ['site/meters', 'site/.hidden', 'state/uploads/a1', 'state/rehearsal', 'elsewhere']) {
    await mkdir(path.join(base, folder), { recursive: true });
  }
  for (const file of [
    'site/meters/north.csv',
    'site/.hidden/key.csv',
    'state/uploads/a1/sent.csv',
    'state/rehearsal/load_data.h5',
    'state/ledger.sqlite',
    'elsewhere/secret.csv',
    'site-of-another/x.csv',
  ]) {
    await mkdir(path.dirname(path.join(base, file)), { recursive: true });
    await writeFile(path.join(base, file), 'x');
  }
  await symlink(path.join(base, 'elsewhere/secret.csv'), path.join(site, 'out.csv'));
  await symlink(path.join(base, 'elsewhere'), path.join(site, 'out'));
  await symlink(path.join(base, 'elsewhere/later.csv'), path.join(site, 'later.csv'));
  await symlink(path.join(site, 'meters/north.csv'), path.join(site, 'in.csv'));
  await symlink(path.join(site, '.hidden/key.csv'), path.join(site, 'key.csv'));
  await symlink(site, path.join(base, 'by-link'));
  fence = await openFolderFence(site, state);
});

afterEach(() => rm(base, { recursive: true, force: true }));

describe('files that pages may name', () => {
  it.each(['site/meters/north.csv', 'site/in.csv', 'site/meters/../in.csv', 'site'])(
    'are those in the folder: %s',
    async (file) => {
      await expect(fence.admit(`${base}/${file}`)).resolves.toBeUndefined();
    },
  );

  it.each(['state/uploads/a1/sent.csv', 'state/rehearsal/load_data.h5'])(
    'are uploads and the rehearsal: %s',
    async (file) => {
      await expect(fence.admit(path.join(base, file))).resolves.toBeUndefined();
    },
  );

  it('may be missing: whoever opens them says so better', async () => {
    await expect(fence.admit(path.join(site, 'meters', 'gone', 'south.csv'))).resolves.toBeUndefined();
  });

  it('are those of a folder that was given by a link, too', async () => {
    const linked = await openFolderFence(path.join(base, 'by-link'), path.join(base, 'state'));
    expect(linked.folder).toBe(site);
    await expect(linked.admit(path.join(base, 'by-link', 'meters/north.csv'))).resolves.toBeUndefined();
    await expect(linked.admit(path.join(site, 'meters/north.csv'))).resolves.toBeUndefined();
    await expect(linked.admit(path.join(base, 'by-link', 'out.csv'))).rejects.toThrow();
  });
});

describe('files that pages may not name', () => {
  it.each([
    ['beside the folder', 'elsewhere/secret.csv'],
    ['by dots', 'site/../elsewhere/secret.csv'],
    ['in a folder whose name only begins alike', 'site-of-another/x.csv'],
    ['by a link', 'site/out.csv'],
    ['by a link to a folder', 'site/out/secret.csv'],
    ['by a link that leads nowhere yet', 'site/later.csv'],
    ['by a link to a hidden file', 'site/key.csv'],
    ['hidden', 'site/.hidden/key.csv'],
    ["Meterhaul's own", 'state/ledger.sqlite'],
    ['gone from an upload by dots', 'state/uploads/../ledger.sqlite'],
    ['missing outside', 'elsewhere/nothing.csv'],
  ])('are those %s: %s', async (_how, file) => {
    await expect(fence.admit(`${base}/${file}`)).rejects.toMatchObject({
      code: 'source/out-of-bounds',
      message: expect.stringContaining(site) as string,
    });
  });

  it.each(['meters/north.csv', '', 'x\0.csv'])('are paths that are not whole: %j', async (file) => {
    await expect(fence.admit(file)).rejects.toMatchObject({ code: 'source/out-of-bounds' });
  });
});

it.each(['nowhere', 'elsewhere/secret.csv'])('says that --folder is none: %s', async (folder) => {
  await expect(openFolderFence(path.join(base, folder), base)).rejects.toMatchObject({
    code: 'usage/invalid',
    message: expect.stringContaining('--folder') as string,
  });
});
