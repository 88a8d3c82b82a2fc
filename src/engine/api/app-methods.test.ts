import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { settings } from '../../contract/settings-shapes.ts';
import type { EngineEvent } from '../../contract/engine-events.ts';
import { createEngine } from '../create-engine.ts';
import type { Engine, EngineDeps } from '../create-engine.ts';

let stateDir: string;
let engine: Engine | null = null;
beforeEach(() => {
  stateDir = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-app-'));
});
afterEach(async () => {
  await engine?.close();
  rmSync(stateDir, { recursive: true });
});

function open(deps: Partial<EngineDeps> = {}): Engine {
  const secrets = { credentialsFor: () => Promise.resolve(null) };
  engine = createEngine({ stateDir, version: '1.2.3', secrets, ...deps });
  return engine;
}

it('an engine without keychain, practice VTN and fence says so', async () => {
  expect(await open().api.describeEngine({})).toMatchObject({
    version: '1.2.3',
    stateDir,
    secretProtection: { kind: 'session', text: expect.stringContaining('memory only') as string },
    canRehearse: false,
    folder: null,
  });
});

it('an engine with them says that, too', async () => {
  const described = await open({
    rehearsal: { open: () => Promise.reject(new Error('not asked')), close: () => Promise.resolve() },
    fence: { folder: '/srv/site', admit: () => Promise.resolve() },
  }).api.describeEngine({});
  expect(described).toMatchObject({ canRehearse: true, folder: '/srv/site' });
});

it('settings that are saved are told to every door, and are there after a restart', async () => {
  const { api, subscribe } = open();
  const told: EngineEvent[] = [];
  subscribe((event) => told.push(event));
  const chosen = { language: 'da', theme: 'dark', notify: false, keepAwake: true } as const;
  expect(await api.saveSettings(chosen)).toEqual(settings.parse(chosen));
  expect(told).toEqual([{ type: 'settings-changed', settings: settings.parse(chosen) }]);
  await engine?.close();
  expect(await open().api.getSettings({})).toEqual(settings.parse(chosen));
});

it('stopping a work that is over does nothing', async () => {
  expect(await open().api.stopWork({ workId: 'long over' })).toEqual({});
});

it('licences come with their words', async () => {
  const licences = await open().api.listLicences({});
  expect(licences.find(({ name }) => name === 'zod')?.text).toContain('Permission is hereby granted');
});
