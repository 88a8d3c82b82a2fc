import { makeSampleSite } from '../../../src/engine/sample-site/make-sample-site.ts';
import { expectExactly } from './at-the-vtn.ts';
import { createGate } from '../../faults/rehearsal.ts';
import { portToKeep } from '../../suites/kept-port.ts';
import { expect, test } from './flow-test.ts';
import { alarm, expectState, parts, prepare, startSending, verify } from './steps.ts';

const site = { vens: 2, resources: 4, loadsPerResource: 3, rows: 1000 };

test('a VTN that is down at the start is waited for, and the job ends by itself when it is there', async ({
  stage,
}) => {
  const { databasePath, meterFilePath, expected } = await makeSampleSite(stage.siteFolder, site);
  const port = await portToKeep();
  const vtn = await stage.startVtn({ port });
  await vtn.close();
  const app = await stage.open();
  const { page } = app;
  await prepare(app, [databasePath, meterFilePath], vtn);
  await expect(alarm(page)).toContainText(/cannot be reached|no answer|refused/i);
  await startSending(page);
  await expectState(page, 'Waiting');
  await expect(page.getByText(/^Goes on (in|at|now)/).first()).toBeVisible();

  const again = await stage.startVtn({ port, token: vtn.token });
  await expectState(page, 'Completed');
  await verify(page, 12_000);
  expectExactly(again, expected());
});

test('a page that is reloaded in the middle of a job shows it as it is, and the job does not mind', async ({
  stage,
}) => {
  const { databasePath, meterFilePath, expected } = await makeSampleSite(stage.siteFolder, site);
  const gate = createGate(4);
  const vtn = await stage.startVtn({ wait: gate.wait, faults: [{ kind: 'latency', ms: 1 }] });
  const app = await stage.open();
  const { page } = app;
  await prepare(app, [databasePath, meterFilePath], vtn);
  await startSending(page);
  await gate.held;
  await page.reload();
  await expectState(page, 'Running');
  await expect(parts(page)).toBeVisible();
  await expect(page.getByRole('progressbar')).not.toHaveAttribute('aria-valuenow', '0');
  gate.open();
  await expectState(page, 'Completed');
  await verify(page, 12_000);
  expectExactly(vtn, expected());
});

test('after a power cut in the middle of a job it is resumed and every interval is there once', async ({
  stage,
}) => {
  const { databasePath, meterFilePath, expected } = await makeSampleSite(stage.siteFolder, site);
  const gate = createGate(4);
  const vtn = await stage.startVtn({ wait: gate.wait, faults: [{ kind: 'latency', ms: 1 }] });
  const app = await stage.open({ token: vtn.token });
  await prepare(app, [databasePath, meterFilePath], vtn, { token: null });
  await startSending(app.page);
  await gate.held;
  await app.killAndRestart();
  const before = vtn.observations().pointsStored;
  expect(before).toBeGreaterThan(0);
  // Now the VTN writes what it had taken, and nobody hears its answers.
  gate.open();
  await expect.poll(() => vtn.observations().pointsStored).toBeGreaterThan(before);
  expect(vtn.observations().pointsStored).toBeLessThan(12_000);

  const { page } = app;
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Jobs' }).click();
  await page.getByRole('article').getByRole('heading').getByRole('link').click();
  await page.getByRole('button', { name: /^Resume/ }).click();
  await expectState(page, 'Completed');
  await verify(page, 12_000);
  expectExactly(vtn, expected());
});
