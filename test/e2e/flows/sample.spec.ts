import { join } from 'node:path';
import { startPracticeVtn } from '../../../src/practice-vtn/start-practice-vtn.ts';
import { expect, test } from './flow-test.ts';
import { expectState, goOn, goOnTo, startSending, verify } from './steps.ts';

const hoursOfTheSample = 8741;

test('whoever tries it with sample data is led through the real steps, registers what is missing, and comes to a verified end', async ({
  stage,
}) => {
  const app = await stage.open();
  const { page } = app;
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Try it with sample data' }).click();
  await goOnTo(page, 'Mapping', 'Preview', 'What to send');

  const register = page.getByRole('region', { name: 'Register what is not registered' });
  await expect(register).toContainText('2 series have no resource at the VTN.');
  await register.getByRole('button', { name: 'What would happen…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Register at the VTN?' });
  await dialog.getByRole('button', { name: 'Register', exact: true }).click();
  await expect(register).toContainText('Nothing is left to register.');
  const loads = 18;
  await page.getByRole('textbox', { name: 'Only the first so many series' }).fill(String(loads));

  await goOn(page, 'Destination');
  await expect(page.getByRole('radio', { name: 'Practice VTN' })).toBeChecked();
  await goOn(page, 'Check');
  await startSending(page);
  await expect(page.getByText('REHEARSAL', { exact: true })).toBeVisible();
  await expectState(page, 'Completed');
  // One load lacks rows, another one has rows without a value.
  const intervals = loads * hoursOfTheSample - 24 - 5;
  await verify(page, intervals);
  await app.close();

  // The practice VTN ended with the program; its store tells the same.
  const databasePath = join(stage.stateDir, 'rehearsal', 'practice-vtn.sqlite');
  const vtn = await startPracticeVtn({ databasePath });
  expect(vtn.observations().pointsStored).toBe(intervals);
  expect(vtn.storedResources()).toHaveLength(loads);
  await vtn.close();
});
