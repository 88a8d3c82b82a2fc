import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './flow-test.ts';
import { goOn, newMigration, nextButton } from './steps.ts';
import { writeAutumnCsv, writeSeparateHdf5 } from './written-sources.ts';

const jpegStart = Buffer.from('ffd8ffe000104a46494600010101004800480000ffdb004300', 'hex');

test('files that cannot be used say which they are and why, are removed, and the others go on', async ({
  stage,
}) => {
  const { siteFolder } = stage;
  const good = await writeAutumnCsv(siteFolder);
  const photo = join(siteFolder, 'photo.csv');
  await writeFile(photo, Buffer.concat([jpegStart, Buffer.alloc(4000, 0x5a)]));
  const cut = join(siteFolder, 'cut.h5');
  const whole = await readFile((await writeSeparateHdf5(siteFolder)).path);
  await writeFile(cut, whole.subarray(0, Math.floor(whole.length * 0.6)));
  const app = await stage.open();
  const { page } = app;
  const card = (name: string) => page.getByRole('article', { name });

  await newMigration(app);
  await app.giveFiles([good.path, photo, cut]);
  await expect(card('photo.csv')).toContainText('Cannot be used');
  await expect(card('photo.csv')).toContainText(/JPEG/);
  await expect(card('cut.h5')).toContainText('Cannot be used');
  await expect(card('cut.h5')).toContainText('cut short');
  await expect(card('fjernvarme.csv')).not.toContainText('Cannot be used');
  await expect(nextButton(page, 'Mapping')).toBeDisabled();
  await expect(page.getByText(/^Remove or mend .*photo\.csv.*: they cannot be used\.$/)).toBeVisible();
  // The end of the look moves the cards.
  await expect(page.getByText('Wait until all files have been looked at.')).toBeHidden();

  await page.getByRole('button', { name: 'Remove photo.csv' }).click();
  await expect(card('photo.csv')).toBeHidden();
  await page.getByRole('button', { name: 'Remove cut.h5' }).click();
  await expect(card('cut.h5')).toBeHidden();
  await goOn(page, 'Mapping');
  await expect(page.getByRole('heading', { name: 'fjernvarme.csv' })).toBeVisible();
});
