import type { Locator, Page } from '@playwright/test';
import type { PracticeVtn } from '../../../src/practice-vtn/start-practice-vtn.ts';
import { expect } from './flow-test.ts';

export interface NewDestination {
  readonly name?: string;
  /** Another one than the VTN's own; null leaves it to the environment that the program was started in. */
  readonly token?: string | null;
}

/** At the destination step: adds the VTN as a person would, and saves it; it is chosen then. */
export async function addDestination(
  page: Page,
  { baseUrl, token: right }: Pick<PracticeVtn, 'baseUrl' | 'token'>,
  { name = 'Practice site', token = right }: NewDestination = {},
): Promise<void> {
  await page.getByRole('button', { name: 'Add a destination' }).click();
  const form = page.getByRole('region', { name: 'New destination' });
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await form.getByRole('textbox', { name: 'Address of the VTN' }).fill(baseUrl);
  if (token === null) await form.getByRole('radio', { name: 'From the environment' }).check();
  else await typeToken(form, token);
  await save(form);
  await expect(page.getByRole('radio', { name })).toBeChecked();
}

/** The token, for this session only: a keychain, where there is one, belongs to the person. */
export async function typeToken(form: Locator, token: string): Promise<void> {
  const field = form.getByRole('textbox', { name: 'Token', exact: true });
  const replace = form.getByRole('button', { name: 'Replace: Token' });
  await expect(field.or(replace)).toBeVisible();
  if (await replace.isVisible()) await replace.click();
  await field.fill(token);
  const remember = form.getByRole('checkbox', { name: 'Remember the secrets for the next time' });
  await expect(remember.or(form.getByText('The secrets are kept until the program ends'))).toBeVisible();
  if (await remember.isVisible()) await remember.uncheck();
}

export async function save(form: Locator): Promise<void> {
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(form).toBeHidden();
}
