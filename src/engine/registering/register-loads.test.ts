import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../contract/engine-events.ts';
import { profile as profileShape } from '../../contract/profile-shapes.ts';
import type { Registration } from '../../contract/profile-shapes.ts';
import { startPracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import { createEngine } from '../create-engine.ts';
import type { Engine } from '../create-engine.ts';
import { writeResourceDatabase } from '../sources/sqlite/write-resource-database.ts';

let folder: string;
let file: string;
let vtn: PracticeVtn;
let engine: Engine;
let events: EngineEvent[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-registering-'));
  file = path.join(folder, 'resources.db');
  writeSite(file, 3);
  vtn = await startPracticeVtn({ databasePath: ':memory:', knownResources: 'registered' });
  engine = createEngine({
    stateDir: path.join(folder, 'state'),
    version: '0',
    secrets: { credentialsFor: () => Promise.resolve({ kind: 'token', token: vtn.token }) },
  });
  events = [];
  engine.subscribe((event) => events.push(event));
});
afterEach(async () => {
  await engine.close();
  await vtn.close();
  rmSync(folder, { recursive: true });
});

const given = '6f1b1c3e-0000-4000-8000-00000000000a';

/** Resources of two VENs with two loads each; the first load has its id already, the last resource is off. */
function writeSite(target: string, resources: number): void {
  const ids = Array.from({ length: resources }, (_, place) => `r${place}`);
  writeResourceDatabase(
    target,
    ids.map((resourceId, place) => ({
      resourceId,
      name: `Hal ${place}`,
      subType: 'HOTEL',
      meterPointId: `57${place}`,
      address: 'Ågade 1',
      ven: place % 2 === 0 ? 'Syd' : 'Nord',
      enabled: place !== resources - 1,
      registrationStatus: 'APPROVED',
      meterId: `m${place}`,
    })),
    ids.flatMap((resourceId, place) =>
      ['load_0', 'load_1'].map((component) => ({
        loadId: `${resourceId}-${component}`,
        resourceId,
        component,
        name: `Pumpe ${component}`,
        meterId: `m${place}`,
        vtnResourceId: place === 0 && component === 'load_0' ? given : null,
        registrationStatus: 'PENDING',
      })),
    ),
  );
}

function rowsOf(database: string): Record<string, unknown>[] {
  const opened = new Database(database, { readonly: true });
  try {
    return opened.prepare('SELECT * FROM loads ORDER BY id').all() as Record<string, unknown>[];
  } finally {
    opened.close();
  }
}

function idsIn(database: string): Record<string, unknown> {
  const pairs = rowsOf(database).map((row) => [String(row['load_id']), row['vtn_resource_id']] as const);
  return Object.fromEntries(pairs);
}

const register = (changes: object = {}): Promise<Registration> =>
  engine.api.registerDatabase({
    database: file,
    destination: { baseUrl: vtn.baseUrl },
    clientName: 'Plant',
    workId: 'w',
    ...changes,
  });

const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;

describe('registering the loads of a resource database', () => {
  it('is planned without sending anything', async () => {
    expect(await engine.api.planDatabaseRegistration({ database: file })).toMatchObject({
      vens: 2,
      loads: 3,
      registered: 0,
      examples: [{ series: 'r0-load_1', name: 'Hal 0 - Pumpe load_1', ven: 'Syd' }, {}, {}],
      failed: [],
    });
    expect(vtn.observations().requests).toBe(0);
  });

  it('writes the ids of the VTN back and touches no other column, nor a load that has one or is off', async () => {
    const before = rowsOf(file);
    expect(await register()).toMatchObject({ registered: 3, found: 0, failed: [] });
    expect(idsIn(file)).toEqual({
      'r0-load_0': given,
      'r0-load_1': uuid,
      'r1-load_0': uuid,
      'r1-load_1': uuid,
      'r2-load_0': null,
      'r2-load_1': null,
    });
    expect(rowsOf(file).map((row) => ({ ...row, vtn_resource_id: 0 }))).toEqual(
      before.map((row) => ({ ...row, vtn_resource_id: 0 })),
    );
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'work-progress', work: 'register', done: 3, total: 3 }),
    );
    expect(await register()).toMatchObject({ loads: 0, registered: 0 });
  });

  it('registers those of one VEN only when it is named, and says which there are for a wrong name', async () => {
    expect(await register({ vens: ['Nord'] })).toMatchObject({ loads: 2, registered: 2 });
    await expect(register({ vens: ['Øst'] })).rejects.toThrow('VENs with unregistered loads: Syd');
  });

  it('done again from a copy made before, as after a kill, finds every id and registers nothing twice', async () => {
    const copy = path.join(folder, 'copy.db');
    copyFileSync(file, copy);
    await register();
    expect(await register({ database: copy })).toMatchObject({ registered: 0, found: 3 });
    expect(idsIn(copy)).toEqual(idsIn(file));
  });

  it('a database that another program holds is told before anything is registered', async () => {
    const holder = new Database(file);
    holder.exec('BEGIN IMMEDIATE');
    await expect(register()).rejects.toMatchObject({ code: 'source/locked' });
    holder.exec('ROLLBACK');
    holder.close();
    expect(vtn.observations().requests).toBe(0);
    expect(await register()).toMatchObject({ registered: 3 });
  });

  it('stops when it is told to, and goes on from there', async () => {
    writeSite(file, 300);
    const begun = Promise.withResolvers<undefined>();
    engine.subscribe((event) => {
      if (event.type === 'work-progress') begun.resolve(undefined);
    });
    const running = register();
    const stopped = expect(running).rejects.toMatchObject({ code: 'engine/cancelled' });
    await begun.promise;
    await engine.api.stopWork({ workId: 'w' });
    await stopped;
    const had = Object.values(idsIn(file)).filter((id) => id !== null).length;
    expect(had).toBeGreaterThanOrEqual(200);
    const rest = await register();
    expect(rest.registered + rest.found + had).toBe(598);
    expect(new Set(Object.values(idsIn(file)).filter((id) => id !== null)).size).toBe(598);
  });

  it('a wrong token changes nothing', async () => {
    const profile = profileShape.parse({ name: 'Site', baseUrl: vtn.baseUrl });
    await engine.api.keepProfile({ profile, secrets: { token: 'wrong' } });
    await expect(register({ destination: { baseUrl: vtn.baseUrl, profile: 'Site' } })).rejects.toMatchObject({
      code: 'vtn/unauthorized',
    });
    expect(Object.values(idsIn(file)).filter((id) => id !== null)).toEqual([given]);
  });

  it('of a draft takes the chosen series of its resource database, and its destination', async () => {
    const profile = profileShape.parse({ name: 'Site', baseUrl: vtn.baseUrl });
    await engine.api.keepProfile({ profile, secrets: { token: vtn.token } });
    const { id: draftId } = await engine.api.createDraft({ files: [file] });
    await expect(engine.api.registerSeries({ draftId, clientName: 'Plant' })).rejects.toThrow(
      'Choose the destination',
    );
    await engine.api.changeDraft({ draftId, change: { destination: { profile: 'Site' } } });
    expect(await engine.api.planRegistration({ draftId })).toMatchObject({ loads: 3, database: file });
    expect(await engine.api.registerSeries({ draftId, clientName: 'Plant' })).toMatchObject({
      registered: 3,
    });
    const page = await engine.api.listVtnResources({ profile: 'Site', text: 'hal 1', limit: 1 });
    expect(page).toMatchObject({ total: 2, rows: [{ ven: 'Nord', externalId: 'r1_load_0', id: uuid }] });
  });
});
