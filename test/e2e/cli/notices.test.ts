import { existsSync } from 'node:fs';
import { readdir, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { setScene } from './scene.ts';

const small = { vens: 1, resources: 1, loadsPerResource: 1, rows: 20 };

describe('a damaged ledger on the command line', () => {
  it('is set aside and said with every command, --quiet or not, until it is put away; work goes on', async () => {
    await using scene = await setScene(small);
    const state = path.join(scene.folder, 'state');
    const upload = ['upload', ...scene.files, '--vtn', scene.vtn.baseUrl, '--json'];
    expect((await scene.run(upload)).exitCode).toBe(0);
    await truncate(path.join(state, 'ledger.sqlite'), 5000);
    const first = await scene.run(['jobs', '--json', '--quiet']);
    expect(first.exitCode).toBe(0);
    expect(first.json()).toEqual({ jobs: [] });
    expect(first.stderr).toContain('NOTICE');
    const [folder = ''] = (await readdir(state)).filter((name) => name.startsWith('damaged-'));
    expect(first.stderr).toContain(path.join(state, folder));
    const again = await scene.run(upload);
    expect(again.exitCode).toBe(0);
    expect(again.stderr).toContain('NOTICE');
    expect(scene.vtn.observations().changedRewrites).toBe(0);
    const listed = (await scene.run(['notices', '--json'])).json() as { notices: { id: string }[] };
    expect(listed.notices.map(({ id }) => id)).toEqual([folder]);
    expect((await scene.run(['notices', 'dismiss', folder])).exitCode).toBe(0);
    expect((await scene.run(['notices', 'dismiss', folder])).exitCode).toBe(1);
    expect((await scene.run(['jobs'])).stderr).not.toContain('NOTICE');
    expect(existsSync(path.join(state, folder, 'ledger.sqlite'))).toBe(true);
  });
});

describe('--trust-any-certificate', () => {
  it('is refused without a terminal, whatever stands on standard input, and sends nothing', async () => {
    await using scene = await setScene(small);
    const tokenFile = path.join(scene.folder, 'token.txt');
    await writeFile(tokenFile, scene.vtn.token);
    const address = scene.vtn.baseUrl.replace('http:', 'https:');
    await scene.run(['profiles', 'add', 'Site', '--vtn', address, '--token-file', tokenFile]);
    const upload = ['upload', ...scene.files, '--profile', 'Site', '--token-file', tokenFile];
    const running = scene.start([...upload, '--trust-any-certificate', 'Site']);
    running.process.stdin?.end('Site\n');
    const { exitCode, stderr } = await running.ended;
    expect(exitCode).toBe(1);
    expect(stderr).toContain('no terminal to ask on');
    expect(scene.vtn.observations().requests).toBe(0);
    expect((await scene.run(['jobs', '--json'])).json()).toEqual({ jobs: [] });
  });
});
