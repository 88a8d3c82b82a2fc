import { expect, test } from './flow-test.ts';
import { expectStep, goOn, newMigration, nextButton } from './steps.ts';
import { writeAutumnCsv } from './written-sources.ts';

test('an open question keeps the person at the mapping and says so beside the button, through a reload and a power cut', async ({
  stage,
}) => {
  const { path } = await writeAutumnCsv(stage.siteFolder);
  const app = await stage.open();
  const reason = 'fjernvarme.csv: answer 1 question.';
  await newMigration(app);
  await app.giveFiles([path]);
  await goOn(app.page, 'Mapping');
  await expect(app.page.getByText(reason)).toBeVisible();
  await expect(nextButton(app.page, 'Preview')).toHaveAccessibleDescription(new RegExp(reason));
  // The button stays within reach of the keyboard; pressing it leads nowhere.
  await nextButton(app.page, 'Preview').press('Enter');
  await expectStep(app.page, 'Mapping');

  await app.page.getByLabel('A time names').getByText('its end').click();
  // What can be undone is kept.
  await expect(app.page.getByRole('button', { name: 'Undo the last change' })).toBeEnabled();
  await app.page.reload();
  await expectStep(app.page, 'Mapping');
  await expect(app.page.getByRole('radio', { name: 'its end' })).toBeChecked();
  await expect(app.page.getByText(reason)).toBeVisible();

  await app.page.getByRole('button', { name: 'Europe/Copenhagen', exact: true }).click();
  await expect(nextButton(app.page, 'Preview')).toBeEnabled();
  await app.killAndRestart();
  await app.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Jobs' }).click();
  await app.page.getByRole('button', { name: 'Go on fjernvarme.csv' }).click();
  await expectStep(app.page, 'Mapping');
  await expect(app.page.getByRole('radio', { name: 'its end' })).toBeChecked();
  await expect(app.page.getByRole('combobox', { name: 'Time zone of the clocks' })).toHaveValue(
    'Europe/Copenhagen',
  );
  await goOn(app.page, 'Preview');
});
