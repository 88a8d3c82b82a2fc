import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import Papa from 'papaparse';
import type { Interval } from '../../../src/domain/interval.ts';
import { makeSampleSite } from '../../../src/engine/sample-site/make-sample-site.ts';
import { expectExactly } from './at-the-vtn.ts';
import { addDestination } from './destinations.ts';
import { expect, test } from './flow-test.ts';
import {
  expectState,
  goOn,
  goOnTo,
  newMigration,
  parts,
  prepare,
  startSending,
  typeResource,
  verify,
} from './steps.ts';
import { writeSpoiltCsv } from './written-sources.ts';

const hourMs = 3_600_000;
const resource = '6f1b1c3e-5a0d-4c8e-9a77-0c2d4e6f8a02';

test('rows that are no readings and intervals that the VTN refuses are listed with place and reason, and all others are there', async ({
  stage,
}) => {
  const source = await writeSpoiltCsv(stage.siteFolder, 400, 123);
  const isRefused = ({ startMs }: Interval): boolean => (startMs / hourMs) % 50 === 0;
  const refused = source.intervals.filter(isRefused).length;
  const vtn = await stage.startVtn({ faults: [{ kind: 'refuse-rows', everyNth: 50 }] });
  const app = await stage.open();
  const { page } = app;
  await newMigration(app);
  await app.giveFiles([source.path]);
  await goOnTo(page, 'Mapping', 'Preview');
  const leftOut = page.getByRole('grid', { name: 'Rows that were left out' }).getByRole('row').nth(1);
  await expect(leftOut).toContainText('sensor fault');
  await expect(leftOut).toContainText('123');
  await goOn(page, 'What to send');
  await typeResource(page, resource);
  await goOn(page, 'Destination');
  await addDestination(page, vtn);
  await goOn(page, 'Check');
  await startSending(page);
  await expectState(page, 'Finished with failures');

  await parts(page).getByRole('link', { name: 'Failures' }).click();
  const groups = page.getByRole('article');
  await expect(groups).toHaveCount(2);
  await expect(groups.filter({ hasText: `${refused} points` })).toHaveCount(1);
  await expect(groups.filter({ hasText: '1 row' })).toHaveCount(1);
  await parts(page).getByRole('link', { name: 'Rejects' }).click();
  await expect(page.getByText(`${refused + 1} in this list`)).toBeVisible();
  const rows = page.getByRole('grid', { name: 'Rejected intervals and rows' }).getByRole('row');
  await expect(rows.filter({ hasText: 'sensor fault' })).toContainText('pump.csv');
  await expect(rows.filter({ hasText: 'sensor fault' }).getByRole('gridcell', { name: '123' })).toBeVisible();
  await expect(rows.filter({ hasText: 'refused by the rehearsal' })).toHaveCount(refused);

  const { text } = await app.saved(() =>
    page.getByRole('button', { name: 'Save the list to correct' }).click(),
  );
  expect(text.trim().split('\r\n')).toHaveLength(1 + refused + 1);
  expectExactly(vtn, new Map([[resource, source.intervals.filter((interval) => !isRefused(interval))]]));

  // What the VTN refuses no more is corrected in the list: each value is one more than it was.
  vtn.setFaults([]);
  const list = path.join(stage.siteFolder, 'corrected.csv');
  await writeFile(
    list,
    correctValues(text, (value) => value + 1),
  );
  await app.giveOneFile('Corrected list', list);
  await page.getByRole('button', { name: `Send ${refused} intervals` }).click();
  await expect(page.getByText(`1 in this list`)).toBeVisible();
  await expectState(page, 'Finished with failures');
  expectExactly(
    vtn,
    new Map([
      [
        resource,
        source.intervals.map((each) => (isRefused(each) ? { ...each, value: each.value + 1 } : each)),
      ],
    ]),
  );
});

test('loads that the VTN did not know are retried when it knows them, and then everything is there', async ({
  stage,
}) => {
  const site = await makeSampleSite(stage.siteFolder, {
    vens: 2,
    resources: 2,
    loadsPerResource: 3,
    rows: 300,
  });
  const resourceIds = [...site.expected().keys()].slice(0, 2);
  const vtn = await stage.startVtn({ faults: [{ kind: 'unknown-resources', resourceIds }] });
  const app = await stage.open();
  const { page } = app;
  await prepare(app, [site.databasePath, site.meterFilePath], vtn);
  await startSending(page);
  await expectState(page, 'Finished with failures');
  expectExactly(vtn, new Map([...site.expected()].filter(([resource]) => !resourceIds.includes(resource))));

  vtn.setFaults([]);
  await parts(page)
    .getByRole('link', { name: /^Failures/ })
    .click();
  const group = page.getByRole('article');
  await expect(group).toContainText('2 loads');
  await group.getByRole('button', { name: /^Retry these/ }).click();
  await expectState(page, 'Completed');
  await verify(page, 1800);
  expectExactly(vtn, site.expected());
});

/** The list as a person would save it after changing every value that there is. */
function correctValues(list: string, change: (value: number) => number): string {
  const { data: rows, meta } = Papa.parse<Record<string, string>>(list, {
    header: true,
    skipEmptyLines: true,
  });
  const corrected = rows.map((row) => {
    const value = row['value'] ?? '';
    return value === '' || Number.isNaN(Number(value))
      ? row
      : { ...row, value: String(change(Number(value))) };
  });
  return Papa.unparse(corrected, { delimiter: meta.delimiter, newline: '\r\n' });
}
