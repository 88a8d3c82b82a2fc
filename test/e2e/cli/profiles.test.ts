import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { setScene, storedAt } from './scene.ts';
import type { Scene } from './scene.ts';

async function keepSite(scene: Scene): Promise<string> {
  const tokenFile = path.join(scene.folder, 'token.txt');
  await writeFile(tokenFile, `${scene.vtn.token}\n`);
  const added = await scene.run([
    'profiles',
    'add',
    'Main VTN',
    '--vtn',
    scene.vtn.origin,
    '--token-file',
    tokenFile,
    '--json',
  ]);
  expect(added.exitCode).toBe(0);
  expect(added.json()).toMatchObject({ profile: { name: 'Main VTN', baseUrl: scene.vtn.baseUrl } });
  expect(added.stdout + added.stderr).not.toContain(scene.vtn.token);
  return tokenFile;
}

describe('profiles on the command line', () => {
  it('are kept, listed, tested without writing a point, and removed', async () => {
    await using scene = await setScene();
    const tokenFile = await keepSite(scene);
    const list = await scene.run(['profiles', '--json']);
    expect(list.json()).toMatchObject({ profiles: [{ name: 'Main VTN', lastTest: null }] });
    const test = await scene.run(['profiles', 'test', 'Main VTN', '--token-file', tokenFile, '--json']);
    expect(test.exitCode).toBe(0);
    expect(test.json()).toMatchObject({ ok: true, rehearsal: true, exitCode: 0 });
    const wrong = await scene.run(['profiles', 'test', 'Main VTN', '--json'], { METERHAUL_TOKEN: 'wrong' });
    expect([wrong.exitCode, (wrong.json() as { ok: boolean }).ok]).toEqual([2, false]);
    expect(scene.vtn.observations().pointsStored).toBe(0);
    expect((await scene.run(['profiles', 'remove', 'Main VTN'])).exitCode).toBe(0);
    const gone = await scene.run(['profiles', 'test', 'Main VTN']);
    expect([gone.exitCode, gone.stderr.includes('None is kept here')]).toEqual([1, true]);
  });

  it('tell an upload and a verification where to go', async () => {
    await using scene = await setScene();
    await keepSite(scene);
    const upload = await scene.run(['upload', ...scene.files, '--profile', 'Main VTN', '--json']);
    expect(upload.exitCode).toBe(0);
    expect(storedAt(scene.vtn).size).toBeGreaterThan(0);
    const { job } = upload.json() as { job: string };
    const verified = await scene.run(['verify', job, '--profile', 'Main VTN', '--json']);
    expect([verified.exitCode, verified.json()['differenceCount']]).toEqual([0, 0]);
    const elsewhere = await scene.run([
      'upload',
      ...scene.files,
      '--profile',
      'Main VTN',
      '--vtn',
      'http://127.0.0.1:1',
    ]);
    expect([elsewhere.exitCode, elsewhere.stderr.includes('leave one of the two out')]).toEqual([1, true]);
  });
});

describe('register', () => {
  it('asks first, writes the ids into the database, and does no harm when it is done again', async () => {
    await using scene = await setScene();
    const database = scene.site.databasePath;
    const opened = new Database(database);
    opened.exec('UPDATE loads SET vtn_resource_id = NULL');
    const count = (): unknown =>
      opened.prepare('SELECT count(*) FROM loads WHERE vtn_resource_id IS NOT NULL').pluck().get();
    const { total } = opened.prepare('SELECT count(*) AS total FROM loads').get() as { total: number };
    const command = ['register', database, '--vtn', scene.vtn.baseUrl, '--include-disabled', '--json'];
    const asked = await scene.run(command);
    expect([asked.exitCode, count(), asked.stderr.includes('--yes')]).toEqual([1, 0, true]);
    const done = await scene.run([...command, '--yes']);
    expect(done.json()).toMatchObject({ registered: total, found: 0, failed: [], exitCode: 0 });
    expect([done.exitCode, count()]).toEqual([0, total]);
    const again = await scene.run([...command, '--yes']);
    expect(again.json()).toMatchObject({ loads: 0, registered: 0, exitCode: 0 });
    opened.close();
  });
});
