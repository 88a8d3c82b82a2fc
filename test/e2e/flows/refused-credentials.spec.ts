import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeSampleSite } from '../../../src/engine/sample-site/make-sample-site.ts';
import { createGate } from '../../faults/rehearsal.ts';
import { portToKeep } from '../../suites/kept-port.ts';
import { expectExactly } from './at-the-vtn.ts';
import { addDestination, save, typeToken } from './destinations.ts';
import { expect, test } from './flow-test.ts';
import { alarm, expectState, goOn, goOnTo, newMigration, prepare, startSending, verify } from './steps.ts';

const small = { vens: 1, resources: 2, loadsPerResource: 2, rows: 400 };

test('the connection test says that the token is wrong, and with the right one all goes on', async ({
  stage,
}) => {
  const site = await makeSampleSite(stage.siteFolder, small);
  const vtn = await stage.startVtn();
  const app = await stage.open();
  const { page } = app;
  await newMigration(app);
  await app.giveFiles([site.databasePath, site.meterFilePath]);
  await goOnTo(page, 'Mapping', 'Preview', 'What to send', 'Destination');
  await addDestination(page, vtn, { name: 'Wrong at first', token: 'not-the-token' });

  await page.getByRole('button', { name: 'Test connection Wrong at first' }).click();
  const card = page.getByRole('region', { name: 'Wrong at first' });
  const step = (name: string) =>
    card.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
  await expect(step('Connection')).toContainText('Passed');
  await expect(step('Permission')).toContainText('Failed');
  await expect(step('Permission')).toContainText('What to do:');
  await expect(step('Size of requests')).toContainText('Not tried');
  expect(vtn.observations().pointsReceived).toBe(0);

  await page.getByRole('button', { name: 'Edit Wrong at first' }).click();
  const form = page.getByRole('region', { name: 'Edit Wrong at first' });
  await typeToken(form, vtn.token);
  await form.getByRole('button', { name: 'Test connection' }).click();
  await expect(form.getByText('Passed', { exact: true }).first()).toBeVisible();
  // Each step that is told moves the button below, and one that fails may still come.
  await expect(form.getByText('Testing the connection…')).toBeHidden();
  await expect(form.getByText('Failed', { exact: true })).toBeHidden();
  await save(form);
  expect(vtn.observations().pointsStored).toBe(0);
  await goOn(page, 'Check');
  await startSending(page);
  await expectState(page, 'Completed');
  await verify(page, 1600);
  expectExactly(vtn, site.expected());
});

test('a job that begins with a wrong token says so and waits for the person', async ({ stage }) => {
  const site = await makeSampleSite(stage.siteFolder, small);
  const vtn = await stage.startVtn();
  const app = await stage.open();
  const { page } = app;
  await prepare(app, [site.databasePath, site.meterFilePath], vtn, { token: 'not-the-token' });
  await expect(alarm(page)).toContainText('The VTN does not accept');
  await startSending(page);
  await expectState(page, 'Needs you');
  await expect(page.getByText('Mend the destination, and then press Resume.')).toBeVisible();

  await goOnWithToken(page, vtn.token);
  await expectState(page, 'Completed');
  await page.getByRole('article').getByRole('heading').getByRole('link').click();
  await verify(page, 1600);
  expectExactly(vtn, site.expected());
});

test('a job whose token is revoked in the middle says so, and with a new one goes on where it stopped', async ({
  stage,
}) => {
  const site = await makeSampleSite(stage.siteFolder, { ...small, rows: 2000 });
  const databasePath = join(stage.siteFolder, 'vtn.sqlite');
  const gate = createGate(2);
  const port = await portToKeep();
  const vtn = await stage.startVtn({
    port,
    databasePath,
    wait: gate.wait,
    faults: [{ kind: 'latency', ms: 1 }],
  });
  const app = await stage.open();
  const { page } = app;
  await prepare(app, [site.databasePath, site.meterFilePath], vtn);
  await startSending(page);
  await gate.held;
  await vtn.close();
  const renewed = await stage.startVtn({ databasePath, port, token: 'another-token' });
  await expectState(page, 'Needs you');
  const { pointsStored } = renewed.observations();
  expect(pointsStored).toBeGreaterThan(0);
  expect(pointsStored).toBeLessThan(8000);

  await goOnWithToken(page, renewed.token);
  await expectState(page, 'Completed');
  await page.getByRole('article').getByRole('heading').getByRole('link').click();
  await verify(page, 8000);
  expectExactly(renewed, site.expected());
});

/** From a blocked job: the new token at its destination, and Resume in the list of jobs. */
async function goOnWithToken(page: Page, token: string): Promise<void> {
  await page.getByRole('link', { name: 'To the destinations' }).click();
  await page.getByRole('button', { name: 'Edit Practice site' }).click();
  const form = page.getByRole('region', { name: 'Edit Practice site' });
  await typeToken(form, token);
  await save(form);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Jobs' }).click();
  await page
    .getByRole('article')
    .getByRole('button', { name: /^Resume/ })
    .click();
}
