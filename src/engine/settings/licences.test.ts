import { expect, it } from 'vitest';
import { packagedLibraries } from '../../../scripts/licences.ts';
import { loadLicences } from './licences.ts';

const named = ({ name, version, licence }: { name: string; version: string; licence: string }): string =>
  `${name} ${version} ${licence}`;

it('every packaged library is listed as the lock file has it (renew with node scripts/collect-licences.ts)', () => {
  expect(loadLicences().map(named)).toEqual(packagedLibraries().map(named));
});

it('every licence comes with its words, and what the pages are made of is among them', () => {
  expect(loadLicences().filter(({ text }) => text.trim() === '')).toEqual([]);
  const names = loadLicences().map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['better-sqlite3', 'electron', 'react', 'scheduler', 'uplot']),
  );
});
