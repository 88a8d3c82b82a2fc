import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftMapping } from '../../contract/draft-shapes.ts';
import type { EngineEvent } from '../../contract/engine-events.ts';
import { mappingDocument } from '../../contract/mapping-document.ts';
import { profile } from '../../contract/profile-shapes.ts';
import { silentLog } from '../ports/log.ts';
import { openDraftBook } from './draft-book.ts';
import type { DraftBook } from './draft-book.ts';

let stateDir = '';
let events: EngineEvent[] = [];
let warnings: unknown[] = [];
let nowMs = 0;
beforeEach(() => {
  stateDir = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-drafts-'));
  [events, warnings, nowMs] = [[], [], Date.UTC(2026, 10, 21, 8)];
});
afterEach(() => rmSync(stateDir, { recursive: true }));

const slowVtn = profile.parse({
  name: 'Slow VTN',
  baseUrl: 'https://vtn.example/openadr3',
  limits: { maxPointsPerSecond: 700, concurrency: 2 },
});

function open(): DraftBook {
  return openDraftBook({
    stateDir,
    now: () => (nowMs += 1000),
    log: { ...silentLog, warn: (message, facts) => void warnings.push({ message, ...facts }) },
    announce: (event) => void events.push(event),
    profiles: { find: (name) => (name === slowVtn.name ? slowVtn : null) },
    isVenClientSet: (files) => Promise.resolve(files.length === 2),
  });
}

const document = mappingDocument.parse({
  meterhaul: 'mapping',
  version: 1,
  name: 'mine',
  format: 'csv',
  time: { stamp: null },
});
const mappingOf = (file: string) => draftMapping.parse({ path: file, mapping: document, origin: 'edited' });

describe('a draft', () => {
  it('is there as it was left when the app is opened again, at the step where the person was', async () => {
    const { id } = await open().create(['/data/one.csv']);
    await open().change(id, {
      step: 'series',
      resources: { single: null, listPath: null, typed: { a: 'b' } },
    });
    const again = open();
    expect(again.find(id)).toMatchObject({ step: 'series', resources: { typed: { a: 'b' } } });
    expect(again.list().map((draft) => draft.id)).toEqual([id]);
    expect(statSync(path.join(stateDir, 'drafts', `${id}.json`)).mode & 0o777).toBe(0o600);
  });

  it('tells every window of each change, and of its end', async () => {
    const book = open();
    const { id } = await book.create([]);
    await book.change(id, { step: 'mapping' });
    book.remove(id);
    expect(events.map(({ type }) => type)).toEqual(['draft-changed', 'draft-changed', 'draft-removed']);
    expect(() => book.find(id)).toThrow(expect.objectContaining({ code: 'draft/not-found' }));
    expect(readdirSync(path.join(stateDir, 'drafts'))).toEqual([]);
  });

  it('of another process is seen, and the last who writes wins', async () => {
    const [here, there] = [open(), open()];
    const { id } = await here.create(['/data/one.csv']);
    await there.change(id, { step: 'mapping' });
    await here.change(id, { range: { fromMs: 5, toMs: null, limitLoads: null, includeDisabled: false } });
    expect(there.find(id)).toMatchObject({ step: 'mapping', range: { fromMs: 5 } });
  });

  it('whose file is damaged is named in the log and left alone, and the others are listed', async () => {
    const book = open();
    const [kept, broken] = [await book.create([]), await book.create([])];
    const file = path.join(stateDir, 'drafts', `${broken.id}.json`);
    writeFileSync(file, '{"meterhaul":"dra');
    expect(book.list().map(({ id }) => id)).toEqual([kept.id]);
    expect(warnings).toMatchObject([{ draftId: broken.id }]);
    expect(() => book.find(broken.id)).toThrow(/damaged/);
    expect(readFileSync(file, 'utf8')).toBe('{"meterhaul":"dra');
  });

  it('cannot be named so that another file is read', () => {
    expect(() => open().find('../ledger')).toThrow(expect.objectContaining({ code: 'draft/not-found' }));
  });
});

describe('the files of a draft', () => {
  it('take their mappings with them when they go', async () => {
    const book = open();
    const { id } = await book.create(['/data/one.csv']);
    await book.change(id, { fileMappings: [mappingOf('/data/one.csv')] });
    const files = ['/data/one.csv', '/data/two.csv', '/data/three.csv'];
    expect((await book.change(id, { files })).fileMappings).toHaveLength(1);
    expect((await book.change(id, { files: ['/data/two.csv'] })).fileMappings).toEqual([]);
  });

  it('that make a set of a VEN client are read as one, and no longer once one is taken away', async () => {
    const book = open();
    const draft = await book.create(['/data/resources.db', '/data/load_data.h5']);
    expect(draft.mapping.preset).toBe('ven-client');
    expect((await book.change(draft.id, { files: ['/data/resources.db'] })).mapping.preset).toBe('auto');
  });
});

describe('the destination of a draft', () => {
  it('brings the limits of its VTN, which the person may change afterwards', async () => {
    const book = open();
    const { id } = await book.create([]);
    const destination = { profile: 'Slow VTN', reportId: null };
    const { pace } = await book.change(id, { destination });
    expect(pace).toMatchObject({ maxPointsPerSecond: 700, concurrency: 2, canaryPoints: 100 });
    await book.change(id, { pace: { ...pace, maxPointsPerSecond: 50 } });
    expect((await book.change(id, { destination })).pace.maxPointsPerSecond).toBe(50);
  });
});
