import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setScene } from './scene.ts';
import type { Scene } from './scene.ts';

let scene: Scene;
let job = '';

beforeAll(async () => {
  scene = await setScene();
  const uploaded = await scene.run(['upload', ...scene.files, '--vtn', scene.vtn.baseUrl, '--json']);
  job = String(uploaded.json()['job']);
});
afterAll(() => scene[Symbol.asyncDispose]());

describe('the record of a job', () => {
  it('is written in the format that the name ends with, and can be checked', async () => {
    for (const ending of ['html', 'csv', 'json']) {
      const file = path.join(scene.folder, `report.${ending}`);
      const written = await scene.run(['report', job, '--out', file, '--json']);
      expect(written.json()).toMatchObject({ job, path: file, exitCode: 0 });
      expect((await scene.run(['report', '--check', file])).exitCode).toBe(0);
    }
    const json = JSON.parse(await readFile(path.join(scene.folder, 'report.json'), 'utf8')) as object;
    expect(json).toMatchObject({ format: 'meterhaul-report', version: 1, points: { confirmed: 1200 } });
  });

  it('that was altered is told from one that was not', async () => {
    const file = path.join(scene.folder, 'altered.csv');
    await scene.run(['report', job, '--out', file]);
    await writeFile(file, (await readFile(file, 'utf8')).replace(',1200,', ',1201,'));
    const checked = await scene.run(['report', '--check', file, '--json']);
    expect([checked.exitCode, checked.json()['isIntact']]).toEqual([2, false]);
  });

  it('is refused with what to do where it cannot be written', async () => {
    const taken = scene.files[0] ?? '';
    await rename(taken, `${taken}.html`);
    const refused = await scene.run(['report', job, '--out', `${taken}.html`]);
    await rename(`${taken}.html`, taken);
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('another name')]);
    const unknown = await scene.run(['report', job, '--out', path.join(scene.folder, 'report.pdf')]);
    expect([unknown.exitCode, unknown.stderr]).toEqual([1, expect.stringContaining('.html, .csv or .json')]);
    const nothing = await scene.run(['report']);
    expect([nothing.exitCode, nothing.stderr]).toEqual([1, expect.stringContaining('--out FILE')]);
  });
});

describe('verifying from the command line', () => {
  it('says what was compared, in words too', async () => {
    const verified = await scene.run(['verify', job]);
    expect([verified.exitCode, verified.stdout]).toEqual([
      0,
      expect.stringContaining('1,200 are as they were sent'),
    ]);
    const status = await scene.run(['status', job]);
    expect(status.stdout).toContain('Verified by reading back');
  });

  it('stops with the command that goes on when the VTN cannot be read', async () => {
    const verified = await scene.run(['verify', job], { METERHAUL_TOKEN: 'not-this-one' });
    expect([verified.exitCode, verified.stderr]).toEqual([
      3,
      expect.stringContaining(`meterhaul verify ${job}`),
    ]);
  });
});
