import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Licence } from '../src/contract/settings-shapes.ts';

const root = new URL('../', import.meta.url);

export const licencesUrl = new URL('resources/licences.json', root);

/** What the pages are bundled from, and Electron itself: packaged, though no dependency of the installed program. */
const packagedOtherwise = [
  'electron',
  'react',
  'react-dom',
  '@mantine/core',
  '@mantine/hooks',
  '@tanstack/react-table',
  '@tanstack/react-virtual',
  'fflate',
  'i18next',
  'react-i18next',
  'uplot',
  'wouter',
  'zustand',
];

interface LockedPackage {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** By where they lie: `node_modules/a/node_modules/b`. */
type Packages = Readonly<Record<string, LockedPackage>>;

/** Name and version of every library that is packaged, as the lock file has them, by name. */
export function packagedLibraries(): { name: string; version: string; licence: string; place: string }[] {
  const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')) as {
    packages: Packages;
  };
  const places = new Set(
    Object.keys(packages).filter((place) => place !== '' && packages[place]?.dev !== true),
  );
  const add = (name: string, from: string): void => {
    const place = placeOf(packages, name, from);
    if (place === null || places.has(place)) return;
    places.add(place);
    // Electron's own dependencies fetch it; they are not packaged.
    if (name === 'electron') return;
    for (const needed of Object.keys(packages[place]?.dependencies ?? {})) add(needed, place);
  };
  for (const name of packagedOtherwise) add(name, '');
  const libraries = [...places].map((place) => ({
    name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version: packages[place]?.version ?? '',
    licence: packages[place]?.license ?? 'unknown',
    place,
  }));
  return libraries.sort((a, b) => (a.place < b.place ? -1 : 1));
}

/** Every packaged library with the text of its licence; binaries of one library for other systems share a text. */
export function collectLicences(): Licence[] {
  return packagedLibraries().map(({ name, version, licence, place }) => ({
    name,
    version,
    licence,
    text:
      licenceText(place) ??
      licenceText(parentOf(place)) ??
      `Licence: ${licence} (${name} comes without its text).`,
  }));
}

/** Where `name` is found by a library at `from`, as Node looks for it: within, beside it, then further out. */
function placeOf(packages: Packages, name: string, from: string): string | null {
  const folders = from.split('/node_modules/');
  const places = folders.map((_, outer) =>
    [...folders.slice(0, folders.length - outer), name].join('/node_modules/'),
  );
  return [...places, `node_modules/${name}`].find((place) => packages[place] !== undefined) ?? null;
}

/** `@napi-rs/keyring-linux-x64-gnu` is a part of `@napi-rs/keyring`. */
function parentOf(place: string): string {
  return place.replace(/(keyring)-[\w-]+$/, '$1');
}

function licenceText(place: string): string | null {
  const folder = new URL(`${place}/`, root);
  if (!existsSync(folder)) return null;
  const names = readdirSync(folder).filter((name) =>
    /^(licen[cs]e|copying|notice|unlicense)([.-].*)?$/i.test(name),
  );
  const texts = names.sort().map((name) => readFileSync(new URL(name, folder), 'utf8').trim());
  return texts.length === 0 ? null : texts.join('\n\n');
}
