import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownEnvironment, ownFlags } from '../../scripts/own-start.mjs';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');

/** Parts of the engine that the help may load: small, and without libraries. */
const allowedOfEngine = [
  'src/engine/diagnostics/redact.ts',
  'src/engine/ports/hidden-texts.ts',
  'src/engine/ports/log-levels.ts',
  'src/engine/ports/state-directory.ts',
];

it('whoever starts the command line gives it what its first line says', async () => {
  const [line] = (await readFile(path.join(root, 'src/cli/index.ts'), 'utf8')).split('\n');
  const settings = Object.entries(ownEnvironment).map(([name, value]) => `${name}=${value}`);
  expect(line).toBe(['#!/usr/bin/env -S', ...settings, 'node', ...ownFlags].join(' '));
});

describe('the command line loads what it needs and nothing else', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-startup-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  // A time would tell of the machine. What is loaded decides it, and is the same everywhere.
  it.each([['--help'], ['help'], ['--version']])('for %s no command and no engine', async (word) => {
    const { libraries, own } = await modulesOf([word]);
    expect(libraries).toEqual(['commander']);
    expect(own.filter((file) => file.startsWith('src/cli/commands/'))).toEqual([]);
    expect(own.filter((file) => file.startsWith('src/engine/')).toSorted()).toEqual(allowedOfEngine);
  });

  it.each(['status', 'jobs', 'pace', 'serve', 'practice-vtn', 'report', 'demo'])(
    'for the help of %s the command, but no engine and none of its libraries',
    async (name) => {
      const { libraries, own } = await modulesOf([name, '--help']);
      expect(libraries).toEqual(['commander']);
      expect(own).not.toContain('src/engine/create-engine.ts');
    },
  );

  it('for the help of upload also what reads times, but no engine', async () => {
    const { libraries, own } = await modulesOf(['upload', '--help']);
    expect(libraries).toEqual(['@js-temporal/polyfill', 'commander', 'jsbi']);
    expect(own).not.toContain('src/engine/create-engine.ts');
  });

  /** What the command line loads when it is run with the words: libraries by name, own files below the checkout. */
  async function modulesOf(words: readonly string[]) {
    const file = path.join(folder, `${words.join('-')}.json`);
    const preload = pathToFileURL(path.join(import.meta.dirname, 'tell-modules.mjs')).href;
    const program = path.join(root, 'src/cli/index.ts');
    await run(process.execPath, ['--import', preload, program, ...words], {
      env: { ...process.env, METERHAUL_MODULES_FILE: file, METERHAUL_STATE_DIR: folder },
    });
    const addresses = JSON.parse(await readFile(file, 'utf8')) as string[];
    const libraries = addresses.flatMap((address) => {
      const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(address) ?? [];
      return name === undefined ? [] : [name];
    });
    const ownFolder = `${pathToFileURL(root).href}/`;
    const own = addresses
      .filter((address) => address.startsWith(ownFolder) && !address.includes('/node_modules/'))
      .map((address) => address.slice(ownFolder.length));
    return { libraries: [...new Set(libraries)].toSorted(), own };
  }
});
