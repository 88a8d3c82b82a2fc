import { expect, it } from 'vitest';
import { setScene, storedAt } from './scene.ts';
import type { Scene } from './scene.ts';

/** An upload that has sent its first point, and would send the next one in an hour or so. */
async function startSlowly(scene: Scene) {
  const slow = ['--max-points-per-second', '0.0003', '--canary', '0'];
  const upload = scene.start(['upload', ...scene.files, '--vtn', scene.vtn.baseUrl, '--json', ...slow]);
  await expect.poll(() => scene.vtn.observations().pointsStored).toBe(1);
  const { jobs } = (await scene.run(['jobs', '--json'])).json() as { jobs: { id: string }[] };
  return { upload, job: jobs[0]?.id ?? '' };
}

it('the pace of a job is shown, and what is changed of it is taken up by the program that runs the job', async () => {
  await using scene = await setScene();
  const { upload, job } = await startSlowly(scene);
  const shown = await scene.run(['pace', job]);
  expect(shown.stdout).toMatch(/^Points {5}at most 0.0003 a second$/m);
  expect(shown.stdout).toMatch(/^Hours {6}any$/m);

  const changed = await scene.run([
    'pace',
    job,
    '--max-points-per-second',
    'none',
    '--concurrency',
    '2',
    '--json',
  ]);
  expect(changed.json()).toMatchObject({
    job,
    active: true,
    changed: true,
    pace: { maxPointsPerSecond: null, concurrency: 2, window: null },
    exitCode: 0,
  });
  const { exitCode, stderr } = await upload.ended;
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('2 requests at once, at any hour')]);
  expect(storedAt(scene.vtn)).toEqual(scene.site.expected());

  const late = await scene.run(['pace', job, '--window', '22:00-06:00']);
  expect([late.exitCode, late.stderr]).toEqual([1, expect.stringContaining('has ended (completed)')]);
  expect((await scene.run(['pace', job])).exitCode).toBe(0);
});

it('the pace of a job that stands still is kept for when it goes on; resume may change it as well', async () => {
  await using scene = await setScene();
  const { upload, job } = await startSlowly(scene);
  upload.process.kill('SIGINT');
  expect((await upload.ended).exitCode).toBe(3);
  const changed = await scene.run(['pace', job, '--max-requests-per-second', '0.0003']);
  expect([changed.exitCode, changed.stderr]).toEqual([0, expect.stringContaining(`meterhaul resume ${job}`)]);

  const rates = ['--max-points-per-second', 'none', '--max-requests-per-second', '50'];
  const resumed = await scene.run(['resume', job, ...rates, '--json']);
  expect(resumed.json()).toMatchObject({ state: 'completed', points: { confirmed: 1200 } });
  expect((await scene.run(['pace', job, '--json'])).json()).toMatchObject({
    changed: false,
    pace: { maxPointsPerSecond: null, maxRequestsPerSecond: 50 },
  });
});

it('a dry run counts the limits, and says which of them makes it so long', async () => {
  await using scene = await setScene();
  const dryRun = ['upload', ...scene.files, '--dry-run', '--max-bytes-per-second', '1000'];
  const plan = (await scene.run([...dryRun, '--json'])).json() as { bytes: number; estimatedSeconds: number };
  expect(plan.estimatedSeconds).toBe(plan.bytes / 1000);
  const told = await scene.run([...dryRun, '--window', '22:00-06:00']);
  expect(told.stdout).toContain('at your limit of 1,000 bytes/s, sending from 22:00 to 06:00 only');
  const never = await scene.run([...dryRun, '--window', '08:00-08:00']);
  expect([never.exitCode, never.stderr]).toEqual([1, expect.stringContaining('none for any hour')]);
});

it('what never left this computer is not told as sent', async () => {
  await using scene = await setScene();
  const away = ['--vtn', 'http://127.0.0.1:9/openadr3', '--offline-wait', '0'];
  const stopped = await scene.run(['upload', ...scene.files, ...away, '--json']);
  expect(stopped.json()).toMatchObject({ state: 'waiting', requests: 0, bytes: 0, exitCode: 3 });
});
