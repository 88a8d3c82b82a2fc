import type { Page } from '@playwright/test';
import { makeSampleSite } from '../../../src/engine/sample-site/make-sample-site.ts';
import { expectExactly } from './at-the-vtn.ts';
import { addDestination } from './destinations.ts';
import { expect, test } from './flow-test.ts';
import {
  expectState,
  goOn,
  goOnTo,
  newMigration,
  nextButton,
  startSending,
  typeResource,
  verify,
} from './steps.ts';
import { writeAutumnCsv, writeSeparateHdf5 } from './written-sources.ts';

const resource = '6f1b1c3e-5a0d-4c8e-9a77-0c2d4e6f8a01';

test('the pair of a VEN client goes from its files to a verified end', async ({ stage }) => {
  const site = await makeSampleSite(stage.siteFolder, {
    vens: 2,
    resources: 4,
    loadsPerResource: 3,
    rows: 500,
  });
  const vtn = await stage.startVtn();
  const app = await stage.open();
  const { page } = app;

  await newMigration(app);
  await app.giveFiles([site.databasePath, site.meterFilePath]);
  await expect(page.getByText('VEN client: resource database with its meter file')).toBeVisible();
  await goOnTo(page, 'Mapping', 'Preview');
  await expect(page.getByRole('region', { name: 'Over all' })).toContainText('6,000');
  await goOnTo(page, 'What to send', 'Destination');
  await addDestination(page, vtn);
  await goOn(page, 'Check');
  await startSending(page);
  await expectState(page, 'Completed');
  await expect(page.getByText('Every interval is at the VTN')).toBeVisible();
  await verify(page, 6000);
  expectExactly(vtn, site.expected());
});

test('a semicolon CSV with decimal comma and local time, both hours of the autumn night, goes to a verified end', async ({
  stage,
}) => {
  const source = await writeAutumnCsv(stage.siteFolder);
  const vtn = await stage.startVtn();
  const app = await stage.open();
  const { page } = app;

  await newMigration(app);
  await app.giveOwnFiles([source.path]);
  await goOn(page, 'Mapping');
  await expect(page.getByText('In which time zone are the clocks?')).toBeVisible();
  await expect(nextButton(page, 'Preview')).toBeDisabled();
  await page.getByRole('button', { name: 'Europe/Copenhagen', exact: true }).click();
  await goOn(page, 'Preview');
  await expectBothHours(page);
  await goOn(page, 'What to send');
  await typeResource(page, resource);
  await goOn(page, 'Destination');
  await addDestination(page, vtn);
  await goOn(page, 'Check');
  await startSending(page);
  await expectState(page, 'Completed');
  await verify(page, source.intervals.length);
  expectExactly(vtn, new Map([[resource, source.intervals]]));
});

test('an HDF5 file with its times and values in two datasets goes to a verified end', async ({ stage }) => {
  const source = await writeSeparateHdf5(stage.siteFolder);
  const vtn = await stage.startVtn();
  const app = await stage.open();
  const { page } = app;

  await newMigration(app);
  await app.giveFiles([source.path]);
  await goOn(page, 'Mapping');
  await expect(page.getByText('What is the unit?')).toBeVisible();
  await page.getByRole('button', { name: 'kW', exact: true }).click();
  await goOn(page, 'Preview');
  await goOn(page, 'What to send');
  await typeResource(page, resource);
  await goOn(page, 'Destination');
  await addDestination(page, vtn);
  await goOn(page, 'Check');
  await startSending(page);
  await expectState(page, 'Completed');
  await verify(page, source.intervals.length);
  expectExactly(vtn, new Map([[resource, source.intervals]]));
});

/** The hour from 02:00 stands twice in the table, told apart by its offset; a jump to it leads to the first. */
async function expectBothHours(page: Page): Promise<void> {
  await page.getByLabel('Time (Europe/Copenhagen)', { exact: true }).fill('2025-10-26T02:00');
  await page.getByRole('button', { name: 'Go to: Time (Europe/Copenhagen)' }).click();
  const row = page.getByRole('grid', { name: /^Intervals of / }).getByRole('row');
  await expect(row.filter({ hasText: '26/10/2025, 02:00 +02:00' }).first()).toBeVisible();
  await expect(row.filter({ hasText: '26/10/2025, 02:00 +01:00' }).first()).toBeVisible();
}
