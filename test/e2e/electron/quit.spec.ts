import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import { setScene, storedAt } from '../cli/scene.ts';
import type { Scene } from '../cli/scene.ts';
import { makeHome, whyNoElectron } from './start-app.ts';
import type { Home } from './start-app.ts';

const [pause, cancel] = [0, 2];

test.skip(whyNoElectron() !== null, whyNoElectron() ?? '');

test('quitting asks while a job runs; paused by it, the job goes on at the next start, to its end', async () => {
  await using scene = await setScene();
  await using home = await homeOf(scene);
  const { job, note } = await leaveJobPausedByQuitting(scene, home);

  const app = await startUntilItSends(scene, home);
  const ended = once(app.process(), 'exit');
  await quit(app, pause);
  await ended;
  expect(JSON.parse(await readFile(note, 'utf8'))).toEqual({ jobIds: [job] });
  expect((await scene.run(['status', job, '--json'])).json()).toMatchObject({ state: 'paused' });

  scene.vtn.setFaults([]);
  const again = await home.start();
  await expect.poll(() => storedAt(scene.vtn)).toEqual(scene.site.expected());
  await again.close();
});

test('whoever cancels quitting keeps the app and its job', async () => {
  await using scene = await setScene();
  await using home = await homeOf(scene);
  await leaveJobPausedByQuitting(scene, home);
  const app = await startUntilItSends(scene, home);
  await quit(app, cancel);
  await expect.poll(() => storedAt(scene.vtn)).toEqual(scene.site.expected());
  expect(app.windows()).toHaveLength(1);
  await app.close();
});

function homeOf({ folder, vtn }: Scene): Promise<Home> {
  return makeHome({ METERHAUL_STATE_DIR: join(folder, 'state'), METERHAUL_TOKEN: vtn.token });
}

/** A job that has begun and stands still, and the note with which the app finds it. */
async function leaveJobPausedByQuitting(scene: Scene, home: Home): Promise<{ job: string; note: string }> {
  scene.vtn.setFaults([{ kind: 'latency', ms: 500 }]);
  const upload = scene.start([
    'upload',
    ...scene.files,
    '--vtn',
    scene.vtn.baseUrl,
    '--chunk-points',
    '20',
    '--json',
  ]);
  await upload.says('Canary');
  upload.process.kill('SIGINT');
  const { job } = (await upload.ended).json() as { job: string };
  const note = join(home.folder, 'profile', 'paused-by-quitting.json');
  await mkdir(join(home.folder, 'profile'), { recursive: true });
  await writeFile(note, JSON.stringify({ jobIds: [job] }));
  return { job, note };
}

async function startUntilItSends({ vtn }: Scene, home: Home): Promise<ElectronApplication> {
  const before = vtn.observations().pointsStored;
  const app = await home.start();
  await expect.poll(() => vtn.observations().pointsStored).toBeGreaterThan(before);
  return app;
}

/** Quits as the menu does, and answers the question that comes with its nth button. */
async function quit(app: ElectronApplication, response: number): Promise<void> {
  await app.evaluate(({ app: electronApp, dialog }, answer) => {
    dialog.showMessageBox = () => Promise.resolve({ response: answer, checkboxChecked: false });
    // Not at once, so that this call has its answer before the app is gone.
    setTimeout(() => electronApp.quit(), 100);
  }, response);
}
