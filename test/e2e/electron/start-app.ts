import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { _electron } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';

const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** Why the app cannot be started here; null when it can. */
export function whyNoElectron(): string | null {
  const pathFile = join(electronFolder, 'path.txt');
  const isHere =
    existsSync(pathFile) && existsSync(join(electronFolder, 'dist', readFileSync(pathFile, 'utf8').trim()));
  return isHere
    ? null
    : "Electron's binary is not installed here (its package downloads it on first start): the window is not tested.";
}

/** A profile of its own, and a state directory, which outlast a start of the app. */
export interface Home extends AsyncDisposable {
  /** Of Electron's own files; the state directory as well, unless the environment names another. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The arguments of a start, for one that is to find the app running. */
  arguments(files?: readonly string[]): string[];
  start(files?: readonly string[]): Promise<ElectronApplication>;
}

export async function makeHome(more: Readonly<Record<string, string>> = {}): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'meterhaul-electron-'));
  const environment = { ...ownEnvironment(), METERHAUL_STATE_DIR: folder, ...more };
  const args = (files: readonly string[] = []): string[] => [
    '.',
    // Chromium's own sandbox does not work for root, as in a container.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--user-data-dir=${join(folder, 'profile')}`,
    ...files,
  ];
  return {
    folder,
    environment,
    arguments: args,
    start: (files) => _electron.launch({ args: args(files), env: environment }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The program that is started. */
export function electronProgram(): string {
  return join(electronFolder, 'dist', readFileSync(join(electronFolder, 'path.txt'), 'utf8').trim());
}

function ownEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}
