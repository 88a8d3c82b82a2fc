import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobDetail } from '../../contract/job-shapes.ts';
import { addsUp } from '../../domain/point-figures.ts';
import type { Fault } from '../../practice-vtn/fault.ts';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import { startRehearsal, storeOf, whenJob } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import { listColumns } from './list-rejects.ts';

const rows = 60;
const resource = '6f1b1c3e-0000-4000-8000-00000000000a';

let rehearsal: Rehearsal;
let files = 0;
beforeAll(async () => {
  rehearsal = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: 2, rows });
});
afterAll(() => rehearsal.close());

type ListRow = Record<string, string>;

interface Refused {
  readonly vtn: PracticeVtn;
  readonly job: JobDetail;
  readonly startMs: number;
}

/** A job of which the VTN refuses the same start of both loads; it takes it afterwards. */
async function refused(): Promise<Refused> {
  const startMs = [...rehearsal.site.expected().values()][0]?.[17]?.startMs ?? 0;
  const starts = [new Date(startMs).toISOString()];
  const vtn = await rehearsal.startVtn({ faults: [{ kind: 'refuse-rows', starts }] });
  const { jobId } = await rehearsal.plan(vtn.baseUrl);
  const job = await rehearsal.run(jobId);
  vtn.setFaults([]);
  return { vtn, job, startMs };
}

/** Two readings of 09:00 that contradict each other, and one of 10:00 that is no number. */
const contested = [
  'time,meter,value',
  '2025-01-15T08:00:00Z,M1,1.5',
  '2025-01-15T09:00:00Z,M1,2.5',
  '2025-01-15T09:00:00Z,M1,3.5',
  '2025-01-15T10:00:00Z,M1,oops',
  ...Array.from({ length: 12 }, (_, hour) => `2025-01-15T${11 + hour}:00:00Z,M1,${hour}.25`),
].join('\n');
const planned = 13;

async function contestedJob(faults: readonly Fault[] = []): Promise<{ vtn: PracticeVtn; job: JobDetail }> {
  const file = path.join(rehearsal.folder, `contested-${++files}.csv`);
  await writeFile(file, contested);
  const vtn = await rehearsal.startVtn({ faults });
  const { jobId } = await rehearsal.plan(vtn.baseUrl, {
    files: [file],
    mapping: {
      timeZone: 'UTC',
      answers: { unit: 'kWh', kind: 'interval', label: 'start', values: ['value'] },
    },
    resources: { typed: { M1: resource } },
  });
  return { vtn, job: await rehearsal.run(jobId) };
}

async function writtenList(jobId: string): Promise<{ list: string; content: string; listed: ListRow[] }> {
  const list = path.join(rehearsal.folder, `rejects-${++files}.csv`);
  await rehearsal.engine.api.writeRejects({ jobId, path: list });
  const content = await readFile(list, 'utf8');
  const { data } = Papa.parse<ListRow>(content.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
  });
  return { list, content, listed: data };
}

async function listOf(listed: readonly ListRow[], config: Papa.UnparseConfig = {}): Promise<string> {
  const list = path.join(rehearsal.folder, `corrected-${++files}.csv`);
  await writeFile(list, Papa.unparse([...listed], config));
  return list;
}

async function retry(jobId: string, correctionsPath: string): Promise<JobDetail> {
  const { engine } = rehearsal;
  const ended = whenJob(engine, jobId, ({ active }) => !active);
  await engine.api.retryJob({ jobId, correctionsPath });
  await ended;
  const job = await engine.api.getJob({ jobId, loads: 'all' });
  expect(addsUp(job.points)).toBe(true);
  return job;
}

describe('an interval that the VTN refused', () => {
  it('is listed with its file, its row, what was sent and the words of the VTN', async () => {
    const { job, startMs } = await refused();
    expect(job).toMatchObject({ state: 'incomplete', points: { rejected: 2 } });
    expect(job.rejects).toEqual(
      job.loadRows.map(({ load, ven, resource: bound }) => ({
        load,
        ven,
        file: expect.stringMatching(/^meters\/meter_.*\/power$/) as string,
        row: 17,
        field: 'value',
        text: String(rehearsal.site.expected().get(bound ?? '')?.[17]?.value),
        reason: expect.stringMatching(/./) as string,
        start: new Date(startMs).toISOString().replace('.000Z', 'Z'),
      })),
    );
  });

  it('goes out with the value that a person writes into the list, and the VTN then has that', async () => {
    const { job, vtn, startMs } = await refused();
    const { list, content, listed } = await writtenList(job.id);
    expect(content.startsWith('\uFEFF')).toBe(true);
    expect(Object.keys(listed[0] ?? {})).toEqual([...listColumns]);
    const [first, second] = listed;
    const corrected = [
      { ...first, value: '4711.25', quality: 'estimated' },
      { ...second, value: '0' },
    ];
    await writeFile(list, Papa.unparse(corrected));
    expect(await rehearsal.engine.api.checkCorrections({ jobId: job.id, path: list })).toEqual({
      rows: 2,
      replaced: 2,
      added: 0,
      unchanged: 0,
      refused: [],
      refusedCount: 0,
    });
    const done = await retry(job.id, list);
    expect(done).toMatchObject({
      state: 'completed',
      points: { planned: 2 * rows, confirmed: 2 * rows, rejected: 0 },
      rejectCount: 0,
    });
    const stored = [...storeOf(vtn).values()].map((all) => all.find((each) => each.startMs === startMs));
    expect(stored.map((each) => [each?.value, each?.quality]).sort()).toEqual([
      [0, 'GOOD'],
      [4711.25, 'ESTIMATED'],
    ]);
    expect(done.decisions.map(({ text }) => text).join()).toContain('2 refused intervals with another value');
    expect(await rehearsal.engine.api.verifyJob({ jobId: job.id })).toMatchObject({
      matching: 2 * rows,
      differenceCount: 0,
    });
  });

  it('stays refused while another one is corrected: only what was corrected goes out', async () => {
    const { job, vtn } = await refused();
    const { listed } = await writtenList(job.id);
    const { requests } = vtn.observations();
    const done = await retry(job.id, await listOf([{ ...listed[0], value: '7' }, listed[1] ?? {}]));
    expect(done).toMatchObject({ state: 'incomplete', points: { rejected: 1, unsent: 0 }, rejectCount: 1 });
    expect(vtn.observations().requests - requests).toBe(1);
  });

  it('is listed anew over a list that says nothing, and not over one that a person has corrected', async () => {
    const { job } = await refused();
    const { list, listed } = await writtenList(job.id);
    const { api } = rehearsal.engine;
    await api.writeRejects({ jobId: job.id, path: list });
    await writeFile(list, Papa.unparse([{ ...listed[0], value: '7' }]));
    await expect(api.writeRejects({ jobId: job.id, path: list })).rejects.toMatchObject({
      code: 'output/exists',
    });
    const { downloadId, name } = await api.writeRejects({ jobId: job.id });
    expect(downloadId).not.toBeNull();
    expect(name).toBe(`${job.id}-rejects.csv`);
  });

  it('is listed anew also over rows that have no time, which say nothing either', async () => {
    const starts = ['2025-01-15T12:00:00Z', '2025-01-15T13:00:00Z'];
    const { job } = await contestedJob([{ kind: 'refuse-rows', starts }]);
    const { list, content, listed } = await writtenList(job.id);
    expect(listed.map(({ start }) => start === '')).toEqual([false, false, true, false, false]);
    const { api } = rehearsal.engine;
    expect(await api.checkCorrections({ jobId: job.id, path: list })).toMatchObject({
      rows: 5,
      unchanged: 5,
      refusedCount: 0,
    });
    await api.writeRejects({ jobId: job.id, path: list });
    expect(await readFile(list, 'utf8')).toBe(content);
  });

  it('that is refused again says what was sent the second time', async () => {
    const { job, vtn, startMs } = await refused();
    vtn.setFaults([{ kind: 'refuse-rows', starts: [new Date(startMs).toISOString()] }]);
    const { listed } = await writtenList(job.id);
    const done = await retry(job.id, await listOf([{ ...listed[0], value: '7' }]));
    expect(done.rejects.map(({ text, row }) => [text, row])).toContainEqual(['7', 17]);
  });

  it('is found in a list that a spreadsheet has saved its own way', async () => {
    const { job } = await refused();
    const { listed } = await writtenList(job.id);
    const columns = ['reason', 'value', 'key', 'quality', 'start'];
    const spreadsheet = listed.map((row) => ({ ...row, value: '1.234,5' }));
    const list = await listOf(spreadsheet, { columns, delimiter: ';' });
    await writeFile(list, `\uFEFF${await readFile(list, 'utf8')}\r\n;;;;\r\n`);
    const { engine } = rehearsal;
    expect(await engine.api.checkCorrections({ jobId: job.id, path: list })).toMatchObject({
      rows: 2,
      replaced: 2,
      refusedCount: 0,
    });
  });
});

describe('a list that cannot be used as it is', () => {
  it('says of each row why not, and the others are used', async () => {
    const { job } = await refused();
    const { listed } = await writtenList(job.id);
    const [first = {}, second = {}] = listed;
    const list = await listOf([
      { ...first, value: '5' },
      { ...first, value: '6' },
      { ...second, value: 'oops' },
      { ...second, value: '' },
      { ...second, value: '5', start: '15-01-2025 09:00' },
      { ...second, value: '5', start: '2031-01-15T09:00:00Z' },
      { ...second, value: '5', quality: 'FINE' },
      { ...second, value: '5', key: '' },
      { ...second, value: '5', key: 'another-job:S1I17' },
      { ...second, value: '5', key: `${job.id}:S1I16` },
      { ...second, value: '5', key: `${job.id}:S9I9` },
      second,
    ]);
    const found = await rehearsal.engine.api.checkCorrections({ jobId: job.id, path: list });
    expect(found).toMatchObject({ rows: 12, replaced: 1, added: 0, unchanged: 1, refusedCount: 10 });
    expect(found.refused.map(({ row, reason }) => [row, reason])).toEqual([
      [3, 'Row 2 of this list corrects the same already.'],
      [4, '"oops" is not a number.'],
      [5, 'It has no value. Write one, or take the row out of the list.'],
      [6, expect.stringContaining('does not say its time zone')],
      [7, expect.stringContaining('cannot be changed')],
      [8, expect.stringContaining('"FINE" is no quality')],
      [9, expect.stringContaining('It has no key')],
      [10, 'It is of another job, another-job.'],
      [11, 'This interval is already confirmed.'],
      [12, 'The job has no such interval.'],
    ]);
    const unusable = await listOf([second]);
    await expect(
      rehearsal.engine.api.retryJob({ jobId: job.id, correctionsPath: unusable }),
    ).rejects.toMatchObject({ code: 'usage/invalid' });
    const other = await listOf([{ load: 'x', value: '5' }]);
    await expect(rehearsal.engine.api.checkCorrections({ jobId: job.id, path: other })).rejects.toMatchObject(
      { code: 'usage/invalid' },
    );
  });
});

describe('a row that no interval came of', () => {
  it('becomes an interval when a person says its value, and what contradicted it is settled', async () => {
    const { job, vtn } = await contestedJob();
    expect(job).toMatchObject({
      state: 'incomplete',
      points: { planned, confirmed: planned, conflict: 2 },
      plan: { rowsRejected: 1 },
      rejectCount: 3,
    });
    const { listed } = await writtenList(job.id);
    const conflict = listed.find(({ found, row }) => found === '2.5' && row === '3');
    expect(conflict).toMatchObject({ start: '2025-01-15T09:00:00Z', end: '2025-01-15T10:00:00Z', value: '' });
    const oops = listed.find(({ found }) => found === 'oops');
    const list = await listOf([
      { ...conflict, value: '3' },
      { ...oops, value: '3.75', start: '2025-01-15T10:00:00Z' },
    ]);
    const done = await retry(job.id, list);
    expect(done).toMatchObject({
      state: 'completed',
      points: { planned: planned + 2, confirmed: planned + 2, conflict: 0, rejected: 0, unsent: 0 },
      plan: { rowsRejected: 0 },
      rejectCount: 0,
    });
    const stored = vtn.storedIntervals(resource);
    expect(stored.slice(0, 4).map(({ value }) => value)).toEqual([1.5, 3, 3.75, 0.25]);
    expect(await rehearsal.engine.api.verifyJob({ jobId: job.id })).toMatchObject({
      matching: planned + 2,
      differenceCount: 0,
    });
  });

  it('is not added where an interval is planned or confirmed already, nor twice', async () => {
    const { job } = await contestedJob();
    const { listed } = await writtenList(job.id);
    const [one = {}, two = {}] = listed.filter(({ start }) => start !== '');
    const oops = listed.find(({ found }) => found === 'oops') ?? {};
    const list = await listOf([
      { ...one, value: '3' },
      { ...two, value: '3' },
      { ...oops, value: '1', start: '2025-01-15T11:00:00Z' },
    ]);
    const found = await rehearsal.engine.api.checkCorrections({ jobId: job.id, path: list });
    expect(found).toMatchObject({ added: 1, refusedCount: 2 });
    expect(found.refused.map(({ reason }) => reason)).toEqual([
      'Another row of this list is for 2025-01-15T09:00:00Z.',
      'There is an interval at 2025-01-15T11:00:00Z already, which is already confirmed.',
    ]);
    await retry(job.id, list);
    const again = await rehearsal.engine.api.checkCorrections({ jobId: job.id, path: list });
    expect(again.refused[0]?.reason).toContain('was corrected already');
  });
});
