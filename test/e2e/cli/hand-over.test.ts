import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { setScene, storedAt } from './scene.ts';
import type { Scene } from './scene.ts';

/** The environment of another computer. */
function elsewhere(scene: Scene): Readonly<Record<string, string>> {
  return { METERHAUL_STATE_DIR: path.join(scene.folder, 'elsewhere') };
}

async function dropFiles(scene: Scene): Promise<void> {
  for (const file of scene.files) await rm(file);
}

/** A job that the VTN refused some intervals of. */
async function incompleteJob(scene: Scene, more: readonly string[] = []): Promise<string> {
  scene.vtn.setFaults([{ kind: 'refuse-rows', everyNth: 100 }]);
  const upload = await scene.run(['upload', ...scene.files, '--vtn', scene.vtn.baseUrl, '--json', ...more]);
  expect(upload.exitCode).toBe(2);
  scene.vtn.setFaults([]);
  return String(upload.json()['job']);
}

describe('a staged job', () => {
  it('is copied before it is sent, and needs its files no more', async () => {
    await using scene = await setScene();
    const job = await incompleteJob(scene, ['--stage']);
    await dropFiles(scene);
    const undo = await scene.run(['stage', job, '--undo']);
    expect(undo.exitCode).toBe(1);
    expect(undo.stderr).toContain('is no longer there');
    expect(undo.stderr).not.toContain('--source');
    const retry = await scene.run(['retry', job, '--json']);
    expect(retry.json()).toMatchObject({ state: 'completed', exitCode: 0 });
    expect(storedAt(scene.vtn)).toEqual(scene.site.expected());
  });

  it('tells what was copied', async () => {
    await using scene = await setScene();
    const job = await incompleteJob(scene);
    const staged = await scene.run(['stage', job, '--json']);
    expect(staged.json()).toMatchObject({ job, staged: true, loads: 4, points: 12, exitCode: 0 });
    expect((await scene.run(['stage', job, '--undo'])).stdout).toContain('reads its files again');
  });
});

describe('a job that moves to another computer', () => {
  it('is exported, imported with a destination that is said anew, and finished there', async () => {
    await using scene = await setScene();
    const job = await incompleteJob(scene);
    const file = path.join(scene.folder, 'north.haul');
    const exported = await scene.run(['export', job, '--out', file, '--json']);
    expect(exported.json()).toMatchObject({ job, state: 'exported', file, exitCode: 0 });
    expect((await readFile(file)).includes(scene.vtn.token)).toBe(false);
    await dropFiles(scene);
    expect((await scene.run(['resume', job])).exitCode).toBe(2);

    const there = elsewhere(scene);
    const asked = await scene.run(['import', file], there);
    expect(asked.exitCode).toBe(1);
    expect(asked.stderr).toMatch(/load_data\.h5[^]*12 rejected[^]*--vtn URL or --profile NAME/);
    const other = await scene.run(['import', file, '--vtn', 'http://127.0.0.1:9'], there);
    expect(other.exitCode).toBe(1);
    expect(other.stderr).toContain('--other-vtn');
    const imported = await scene.run(['import', file, '--vtn', scene.vtn.baseUrl], there);
    expect(imported.exitCode).toBe(0);
    expect(imported.stderr).toContain(`meterhaul retry ${job}`);
    expect((await scene.run(['import', file, '--vtn', scene.vtn.baseUrl], there)).exitCode).toBe(1);
    const retry = await scene.run(['retry', job, '--json'], there);
    expect(retry.json()).toMatchObject({ state: 'completed', exitCode: 0 });
    expect(storedAt(scene.vtn)).toEqual(scene.site.expected());
  });

  it('is told from other files, and from one that is not there', async () => {
    await using scene = await setScene();
    const [readings = ''] = scene.files;
    const other = await scene.run(['import', readings, '--vtn', scene.vtn.baseUrl]);
    expect(other.exitCode).toBe(1);
    expect(other.stderr).toMatch(/is no \.haul file[^]*meterhaul upload/);
    const missing = await scene.run(['import', path.join(scene.folder, 'nowhere.haul')]);
    expect(missing.exitCode).toBe(1);
    expect(missing.stderr).toMatch(/no such file[^]*stick is plugged in/);
    expect(missing.stderr).not.toContain('--source');
  });

  it('is exported again when the first file is lost, and says that there may be two', async () => {
    await using scene = await setScene();
    const job = await incompleteJob(scene);
    const [first, second] = ['first.haul', 'second.haul'].map((name) => path.join(scene.folder, name));
    expect((await scene.run(['export', job, '--out', String(first)])).exitCode).toBe(0);
    const whole = await scene.run(['export', job, '--out', String(second)]);
    expect([whole.exitCode, whole.stderr]).toEqual([1, expect.stringContaining('Copy that one')]);
    await rm(String(first));
    await dropFiles(scene);
    const again = await scene.run(['export', job, '--out', String(second)]);
    expect([again.exitCode, again.stderr]).toEqual([0, expect.stringContaining('do not import it')]);
    expect((await scene.run(['import', String(second), '--vtn', scene.vtn.baseUrl])).exitCode).toBe(0);
    expect((await scene.run(['retry', job, '--json'])).json()).toMatchObject({ state: 'completed' });
    expect(storedAt(scene.vtn)).toEqual(scene.site.expected());
  });

  it('goes on at once when it is told to', async () => {
    await using scene = await setScene();
    const { baseUrl } = scene.vtn;
    scene.vtn.setFaults([{ kind: 'unauthorized' }]);
    const upload = await scene.run(['upload', ...scene.files, '--vtn', baseUrl, '--json']);
    expect(upload.exitCode).toBe(3);
    scene.vtn.setFaults([]);
    const job = String(upload.json()['job']);
    const file = path.join(scene.folder, 'north.haul');
    expect((await scene.run(['export', job, '--out', file])).exitCode).toBe(0);
    const imported = await scene.run(
      ['import', file, '--vtn', baseUrl, '--start', '--json'],
      elsewhere(scene),
    );
    expect(imported.json()).toMatchObject({
      job,
      state: 'completed',
      points: { confirmed: 1200 },
      exitCode: 0,
    });
    expect(storedAt(scene.vtn)).toEqual(scene.site.expected());
  });
});
