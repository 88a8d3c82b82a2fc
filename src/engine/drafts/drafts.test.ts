import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../contract/engine-events.ts';
import { expectedStore, runToEnd, startRehearsal, storeOf } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import { draftMapping } from '../../contract/draft-shapes.ts';
import type { Draft } from '../../contract/draft-shapes.ts';

let rehearsal: Rehearsal;
let vtn: PracticeVtn;
beforeAll(async () => {
  rehearsal = await startRehearsal(
    {
      vens: 2,
      resources: 3,
      loadsPerResource: 4,
      rows: 100,
      quirks: [
        { load: 1, kind: 'no-vtn-id' },
        { load: 5, kind: 'missing-rows', count: 3 },
        { load: 6, kind: 'conflicting-rows', count: 2 },
      ],
    },
    {
      rehearsal: {
        open: () => Promise.resolve({ baseUrl: vtn.baseUrl, token: vtn.token }),
        close: () => vtn.close(),
      },
    },
  );
  vtn = await rehearsal.startVtn();
});
afterAll(() => rehearsal.close());

const api = () => rehearsal.engine.api;

function siteDraft(): Promise<Draft> {
  const { databasePath, meterFilePath } = rehearsal.site;
  return api().createDraft({ files: [databasePath, meterFilePath] });
}

function writeFile(name: string, lines: readonly string[]): string {
  const folder = path.join(rehearsal.folder, 'files');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/** Two meters, with rows that no interval comes of: a value that is none and a footer. */
function meterLines(): string[] {
  const hours = Array.from({ length: 48 }, (_, hour) => new Date(Date.UTC(2025, 4, 1, hour)).toISOString());
  return [
    'meter,time,kWh',
    ...hours.map((time, hour) => `M1,${time},${hour === 7 ? 'broken' : hour}`),
    ...hours.map((time, hour) => `M2,${time},${hour + 0.5}`),
  ];
}

const uuid = (digit: number): string => `00000000-0000-4000-8000-00000000000${digit}`;

describe('the series of a draft', () => {
  it('are listed with what keeps them from being sent, and are read all the same', async () => {
    const { id: draftId } = await siteDraft();
    const survey = await api().surveyDraft({ draftId });
    expect(survey).toMatchObject({ complete: true, series: 12, totals: { gaps: 0, conflicts: 4 } });
    const { rows } = await api().listSeries({ draftId, filter: { registration: 'unregistered' } });
    expect(rows).toMatchObject([
      { state: 'skipped', problem: { code: 'mapping/resource-unregistered' }, intervals: 100, chosen: true },
    ]);
    expect(await api().describeSeries({ draftId, series: rows[0]?.series ?? '' })).toMatchObject({
      intervals: 100,
      skipped: { code: 'mapping/resource-unregistered' },
    });
    const withGaps = rehearsal.site.loads[5]?.loadId ?? '';
    const described = await api().describeSeries({ draftId, series: withGaps });
    expect(described).toMatchObject({ intervals: 97, gaps: 3, skipped: null });
    expect(described.shortDays).toBeGreaterThan(0);
  });

  it('are found, sorted and paged as a person asks for', async () => {
    const { id: draftId } = await siteDraft();
    const byGaps = await api().listSeries({ draftId, sort: { by: 'gaps', descending: true }, limit: 2 });
    expect(byGaps).toMatchObject({ total: 12, all: 12, chosen: 12 });
    expect(byGaps.rows[0]).toMatchObject({ series: rehearsal.site.loads[5]?.loadId, gaps: 3 });
    const ven = rehearsal.site.vens[1] ?? '';
    const ofVen = await api().listSeries({ draftId, filter: { vens: [ven], text: 'HVAC' } });
    expect(ofVen.rows.every((row) => row.ven === ven && row.name.includes('HVAC'))).toBe(true);
    expect(ofVen.total).toBe(1);
  });

  it('are chosen by what they have in common and by ranges of rows, and choices are taken back', async () => {
    const { id: draftId } = await siteDraft();
    const filter = { state: 'skipped' as const };
    const choose = (choice: Parameters<ReturnType<typeof api>['chooseSeries']>[0]['choice']) =>
      api().chooseSeries({ draftId, choice });
    expect(await choose({ kind: 'matching', filter, chosen: false })).toMatchObject({
      chosen: 11,
      canUndo: true,
    });
    const range = { kind: 'rows' as const, filter: {}, sort: { by: 'order' as const }, from: 2, to: 12 };
    expect(await choose({ ...range, chosen: false })).toEqual({
      chosen: 1,
      chosenIntervals: 100,
      canUndo: true,
    });
    expect((await api().listSeries({ draftId, filter: { chosen: true } })).rows).toMatchObject([
      { series: rehearsal.site.loads[0]?.loadId },
    ]);
    expect(await choose({ kind: 'undo' })).toMatchObject({ chosen: 11, canUndo: true });
    expect(await choose({ kind: 'undo' })).toMatchObject({ chosen: 12, canUndo: false });
  });

  it('are read anew when a file has changed', async () => {
    const file = writeFile('growing.csv', meterLines());
    const { id: draftId } = await api().createDraft({ files: [file] });
    expect((await api().surveyDraft({ draftId })).series).toBe(2);
    writeFile('growing.csv', [...meterLines(), `M3,2025-05-01T00:00:00Z,1`, `M3,2025-05-01T01:00:00Z,2`]);
    utimesSync(file, new Date(), new Date(Date.now() + 5000));
    expect((await api().listSeries({ draftId })).all).toBe(3);
  });

  it('tell how far their reading is, which can be stopped and begun anew', async () => {
    const { id: draftId } = await siteDraft();
    const told: EngineEvent[] = [];
    const unsubscribe = rehearsal.engine.subscribe((event) => {
      told.push(event);
      if (event.type === 'work-progress' && event.workId === 'look') void api().stopWork({ workId: 'look' });
    });
    const looking = api().surveyDraft({ draftId, workId: 'look' });
    await expect(looking).rejects.toMatchObject({ code: 'engine/cancelled' });
    unsubscribe();
    expect(told).toContainEqual(
      expect.objectContaining({ type: 'work-progress', work: 'survey', workId: 'look' }),
    );
    expect((await api().surveyDraft({ draftId })).series).toBe(12);
  });
});

describe('rows that no interval comes of', () => {
  it('are listed over all files, and those that series set aside after them', async () => {
    const lines = meterLines();
    const [one, two] = [
      writeFile('one.csv', lines),
      writeFile('two.csv', [...lines, 'M1,2025-05-01T03:00:00Z,99']),
    ];
    const { id: draftId } = await api().createDraft({ files: [one, two] });
    const all = await api().listLeftOut({ draftId, outcome: 'rejected' });
    expect(all.rows.map(({ file, text }) => [path.basename(file), text])).toEqual([
      ['one.csv', 'broken'],
      ['two.csv', 'broken'],
      ['two.csv', '3'],
      ['two.csv', '99'],
    ]);
    const page = await api().listLeftOut({ draftId, outcome: 'rejected', offset: 1, limit: 2 });
    expect(page).toEqual({ total: 4, rows: all.rows.slice(1, 3) });
  });
});

describe('the dry run of a draft', () => {
  it('names everything that is missing at once, each with its step', async () => {
    const file = writeFile('nowhere.csv', meterLines());
    const { id: draftId } = await api().createDraft({ files: [file] });
    const check = await api().checkDraft({ draftId });
    expect(check.plan).toBeNull();
    expect(check.blockers.map(({ step }) => step)).toEqual(expect.arrayContaining(['destination', 'series']));
    const empty = await api().createDraft({ files: [] });
    expect((await api().checkDraft({ draftId: empty.id })).blockers.map(({ step }) => step)).toEqual([
      'sources',
      'destination',
    ]);
    await expect(api().planDraft({ draftId })).rejects.toMatchObject({ code: 'draft/incomplete' });
    expect((await api().getDraft({ draftId })).id).toBe(draftId);
  });

  it('does not let several series go to the one resource that was given', async () => {
    const { id: draftId } = await api().createDraft({ files: [writeFile('two-meters.csv', meterLines())] });
    const resources = { single: uuid(1), listPath: null, typed: {} };
    await api().changeDraft({ draftId, change: { resources } });
    const { blockers } = await api().checkDraft({ draftId });
    expect(blockers.find(({ step }) => step === 'series')?.text).toContain('"M1", "M2"');
    await api().changeDraft({ draftId, change: { resources: { ...resources, typed: { M2: uuid(2) } } } });
    expect((await api().checkDraft({ draftId })).blockers.map(({ step }) => step)).toEqual(['destination']);
  });

  it('shows the first points with their resource, and the answer of the VTN', async () => {
    const draft = await api().startRehearsal({});
    const draftId = draft.id;
    const check = await api().checkDraft({ draftId });
    expect(check).toMatchObject({
      blockers: [],
      connection: { ok: true },
      plan: { estimateBasis: 'published' },
    });
    expect(check.canary).toHaveLength(100);
    const { rows } = await api().listSeries({ draftId, limit: 1 });
    expect(check.canary[0]).toMatchObject({ series: rows[0]?.series, resource: rows[0]?.resource });
    expect(vtn.observations().pointsReceived).toBe(0);
  });
});

describe('a draft that becomes a job', () => {
  it('sends what was chosen of the site, and nothing else, and is gone', async () => {
    await api().startRehearsal({});
    const { id: draftId } = await siteDraft();
    const { loads } = rehearsal.site;
    await api().changeDraft({
      draftId,
      change: { destination: { profile: 'Practice VTN', reportId: null } },
    });
    await api().chooseSeries({ draftId, choice: { kind: 'matching', filter: {}, chosen: false } });
    const series = [4, 5].map((nth) => loads[nth]?.loadId ?? '');
    await api().chooseSeries({ draftId, choice: { kind: 'series', series, chosen: true } });
    const { jobId } = await api().planDraft({ draftId });
    expect((await api().listDrafts({})).map(({ id }) => id)).not.toContain(draftId);
    expect((await runToEnd(rehearsal.engine, jobId)).state).toBe('completed');
    const resources = [4, 5].map((nth) => loads[nth]?.vtnResourceId);
    expect(storeOf(vtn)).toEqual(
      expectedStore(rehearsal.site, (_interval, resource) => resources.includes(resource)),
    );
  });

  it('takes what was typed in before what the database says', async () => {
    await api().startRehearsal({});
    const { id: draftId } = await siteDraft();
    const load = rehearsal.site.loads[1]?.loadId ?? '';
    await api().changeDraft({
      draftId,
      change: {
        destination: { profile: 'Practice VTN', reportId: null },
        resources: { single: null, listPath: null, typed: { [load]: uuid(7) } },
      },
    });
    const { rows } = await api().listSeries({ draftId, filter: { registration: 'listed' } });
    expect(rows).toMatchObject([{ series: load, resource: uuid(7), state: 'ready' }]);
    await api().chooseSeries({
      draftId,
      choice: { kind: 'matching', filter: { registration: 'registered' }, chosen: false },
    });
    const { jobId } = await api().planDraft({ draftId });
    await runToEnd(rehearsal.engine, jobId);
    expect(vtn.storedIntervals(uuid(7))).toHaveLength(100);
  });
});

describe('a question that a person has not answered', () => {
  it('is asked in the survey and keeps the draft from becoming a job', async () => {
    const file = writeFile('asked.csv', meterLines());
    const { id: draftId } = await api().createDraft({ files: [file] });
    const [proposal] = await api().proposeMappings({ files: [file] });
    const open = [{ code: 'mapping/decimal-unknown', text: 'Which sign?', option: '', suggestions: [] }];
    const fileMappings = [
      draftMapping.parse({ path: file, mapping: proposal?.mapping, origin: 'detected', open }),
    ];
    await api().changeDraft({ draftId, change: { fileMappings } });
    expect((await api().surveyDraft({ draftId })).questions).toEqual(open);
    expect((await api().checkDraft({ draftId })).blockers).toContainEqual({
      step: 'mapping',
      code: 'mapping/decimal-unknown',
      text: 'Which sign?',
    });
  });
});
