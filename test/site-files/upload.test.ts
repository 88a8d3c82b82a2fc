import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EngineInput } from '../../src/contract/engine-api.ts';
import type { PracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import { createGate, startRehearsal, whenJob } from '../faults/rehearsal.ts';
import type { Rehearsal } from '../faults/rehearsal.ts';

const resource = '374cb756-d7e1-4b1b-baa6-540d48007596';
const second = '0b6a2a52-4a3f-4d6f-8a40-2f0f2f6a8c11';
const reportId = '5f1e3c3e-6a57-4a5d-9b58-0d4a6f0c2b7d';
const danish = { timeZone: 'Europe/Copenhagen' } as const;

let rehearsal: Rehearsal;
let vtn: PracticeVtn;
let files = 0;
beforeAll(async () => {
  rehearsal = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: 1, rows: 2 });
});
afterAll(() => rehearsal.close());
beforeEach(async () => {
  vtn = await rehearsal.startVtn();
});

async function write(name: string, text: string): Promise<string> {
  const file = path.join(rehearsal.folder, `${++files}-${name}`);
  await writeFile(file, text);
  return file;
}

type Changes = Partial<EngineInput<'planJob'>>;

async function upload(changes: Changes) {
  const { jobId } = await rehearsal.plan(vtn.baseUrl, changes);
  return rehearsal.run(jobId);
}

const single = { resources: { single: resource } } as const;

/** Quarter hours of a Danish day as its clocks show them, semicolons and commas: 25 hours of 27 October 2024. */
function autumnDay(): { text: string; startsMs: number[]; values: number[] } {
  const firstMs = Date.UTC(2024, 9, 26, 22);
  const startsMs = Array.from({ length: 100 }, (_, quarter) => firstMs + quarter * 900_000);
  const values = startsMs.map((_, quarter) => quarter / 8);
  const rows = startsMs.map((startMs, quarter) => {
    const offsetHours = startMs < Date.UTC(2024, 9, 27, 1) ? 2 : 1;
    const [day = '', time = ''] = new Date(startMs + offsetHours * 3_600_000).toISOString().split('T');
    const date = day.split('-').reverse().join('.');
    return `${date} ${time.slice(0, 5)};${String(values[quarter]).replace('.', ',')}`;
  });
  return { text: `Tidspunkt;Forbrug kWh\r\n${rows.join('\r\n')}\r\n`, startsMs, values };
}

describe('a CSV in local time over the autumn changeover', () => {
  it('is at the VTN interval by interval, and verified against file and VTN', async () => {
    const { text, startsMs, values } = autumnDay();
    const file = await write('forbrug.csv', text);
    const job = await upload({ files: [file], mapping: danish, ...single });
    expect(job).toMatchObject({ state: 'completed', points: { planned: 100, confirmed: 100 } });
    const stored = vtn.storedIntervals(resource);
    expect(stored.map(({ startMs }) => startMs)).toEqual(startsMs);
    expect(stored.map(({ value }) => value)).toEqual(values);
    const verified = await rehearsal.engine.api.verifyJob({ jobId: job.id });
    expect(verified).toMatchObject({ intervals: 100, matching: 100, differenceCount: 0 });
  });

  it('is not sent while its zone is open, and the option that answers is named', async () => {
    const file = await write('forbrug.csv', autumnDay().text);
    const planning = rehearsal.plan(vtn.baseUrl, { files: [file], ...single });
    await expect(planning).rejects.toMatchObject({
      code: 'mapping/incomplete',
      message: expect.stringContaining('--tz') as string,
    });
    expect(vtn.observations().requests).toBe(0);
  });

  it('goes on where it was stopped, after the file has moved', async () => {
    const { text, startsMs } = autumnDay();
    const file = await write('forbrug.csv', text);
    const gate = createGate(2);
    const slow = await rehearsal.startVtn({ faults: [{ kind: 'latency', ms: 5 }], wait: gate.wait });
    const pace = { chunkPoints: 10, canaryPoints: 10, concurrency: 1 };
    const request = { files: [file], mapping: danish, pace, ...single };
    const { jobId } = await rehearsal.plan(slow.baseUrl, request);
    const paused = whenJob(rehearsal.engine, jobId, ({ active, state }) => !active && state === 'paused');
    await rehearsal.engine.api.startJob({ jobId });
    await gate.held;
    const pausing = rehearsal.engine.api.pauseJob({ jobId });
    gate.open();
    await pausing;
    expect((await paused).points.confirmed).toBeLessThan(100);
    const moved = `${file}.moved`;
    await rename(file, moved);
    const job = await rehearsal.run(jobId, { sourcePaths: [moved] });
    expect(job).toMatchObject({ state: 'completed', points: { confirmed: 100 } });
    expect(slow.storedIntervals(resource).map(({ startMs }) => startMs)).toEqual(startsMs);
  });

  it('blocks the job when the file is another one by then', async () => {
    const file = await write('forbrug.csv', autumnDay().text);
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { files: [file], mapping: danish, ...single });
    await appendFile(file, '28.10.2024 00:00;1,0\r\n');
    await expect(rehearsal.run(jobId)).rejects.toMatchObject({ code: 'source/changed' });
    expect(vtn.observations().requests).toBe(0);
  });
});

describe('rows that are no intervals', () => {
  it('are listed with their line, the others are sent, and the job says that it is not complete', async () => {
    const file = await write(
      'readings.csv',
      'time,kWh\n2024-01-01T00:00:00Z,1\n2024-01-01T01:00:00Z,abc\nyesterday,3\n2024-01-01T03:00:00Z,4\n2024-01-01T04:00:00Z,\n2024-01-01T05:00:00Z,6\n',
    );
    const job = await upload({ files: [file], ...single });
    expect(job).toMatchObject({ state: 'incomplete', points: { planned: 3, confirmed: 3, gap: 1 } });
    expect(job.rejects.map(({ file: from, row, text }) => [from, row, text])).toEqual([
      [file, 3, 'abc'],
      [file, 4, 'yesterday'],
    ]);
    expect(vtn.storedIntervals(resource).map(({ value }) => value)).toEqual([1, 4, 6]);
  });

  it('of which the VTN refuses one are listed, and everything else is there', async () => {
    const rows = Array.from({ length: 24 }, (_, hour) => {
      return `2024-01-01T${String(hour).padStart(2, '0')}:00:00Z,${hour}`;
    });
    const file = await write('readings.csv', `time,kWh\n${rows.join('\n')}\n`);
    vtn.setFaults([{ kind: 'refuse-rows', starts: ['2024-01-01T23:00:00Z'] }]);
    const job = await upload({ files: [file], ...single });
    expect(job.points.confirmed + job.points.rejected).toBe(24);
  });
});

describe('several meters in one file', () => {
  const long = [
    'meter;time;kWh',
    ...Array.from({ length: 48 }, (_, row) => {
      const hour = String(Math.floor(row / 2)).padStart(2, '0');
      return `${row % 2 === 0 ? '0042' : '0043'};2024-01-01T${hour}:00:00Z;${row}`;
    }),
  ].join('\n');

  it('go each to its resource by a list, with its report; one that is not listed is skipped with the reason', async () => {
    const file = await write('meters.csv', long);
    const list = await write('list.csv', `meter,resource,report_id\n0042,${resource},${reportId}\n`);
    const job = await upload({ files: [file], resources: { listPath: list } });
    expect(job).toMatchObject({ state: 'incomplete', points: { confirmed: 24 } });
    expect(job.skipped).toMatchObject([{ load: '0043', code: 'mapping/resource-unregistered' }]);
    expect(vtn.storedIntervals(resource)).toHaveLength(24);
  });

  it('bound for one resource with other values are both skipped, since one would overwrite the other', async () => {
    const file = await write('meters.csv', long);
    const list = await write('list.csv', `0042;${resource}\n0043;${resource}\n`);
    const job = await upload({ files: [file], resources: { listPath: list } });
    expect(job.skipped.map(({ code }) => code)).toEqual([
      'mapping/resource-shared',
      'mapping/resource-shared',
    ]);
    expect(vtn.storedResources()).toEqual([]);
  });

  it('cannot all go to the one resource given, which is said with their names', async () => {
    const file = await write('meters.csv', long);
    await expect(rehearsal.plan(vtn.baseUrl, { files: [file], ...single })).rejects.toMatchObject({
      code: 'mapping/incomplete',
      message: expect.stringContaining('"0042", "0043"') as string,
    });
  });

  it('may be chosen from by name', async () => {
    const file = await write('meters.csv', long);
    const job = await upload({ files: [file], selection: { loads: ['0043'] }, ...single });
    expect(job).toMatchObject({ state: 'completed', points: { confirmed: 24 } });
    expect(vtn.storedIntervals(resource)[0]).toMatchObject({ value: 1 });
  });
});

describe('several files', () => {
  const valueAt = (hour: number): number => (hour * 7) % 13;
  const month = (name: string, from: number, to: number): Promise<string> => {
    const rows = Array.from({ length: to - from }, (_, row) => {
      const hour = from + row;
      return `${new Date(Date.UTC(2024, 0, 1, hour)).toISOString()},${valueAt(hour)}`;
    });
    return write(name, `time,kWh\n${rows.join('\n')}\n`);
  };

  it('of one meter go to its resource, and what they share goes once', async () => {
    const parts = [await month('a.csv', 0, 30), await month('b.csv', 20, 50)];
    const job = await upload({ files: parts, ...single });
    expect(job).toMatchObject({ state: 'completed', points: { confirmed: 50, duplicate: 10 } });
    const stored = vtn.storedIntervals(resource);
    expect(stored.map(({ value }) => value)).toEqual(Array.from({ length: 50 }, (_, hour) => valueAt(hour)));
    expect(vtn.observations().rewrites).toBe(0);
    expect(await rehearsal.engine.api.verifyJob({ jobId: job.id })).toMatchObject({ differenceCount: 0 });
  });
});

describe('a database of readings', () => {
  function makeDatabase(): string {
    const file = path.join(rehearsal.folder, `${++files}-log.db`);
    const database = new Database(file);
    database.exec('CREATE TABLE log (ts INTEGER, watts REAL); CREATE TABLE notes (text TEXT)');
    const insert = database.prepare('INSERT INTO log VALUES (?, ?)');
    for (let hour = 0; hour < 48; hour++) insert.run(1_704_067_200 + hour * 3600, hour * 100);
    database.close();
    return file;
  }

  it('may be written to by its owner where the job does not look, and blocks the job where it does', async () => {
    const file = makeDatabase();
    const answers = { unit: 'W', kind: 'power' } as const;
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { files: [file], mapping: { answers }, ...single });
    const database = new Database(file);
    database.exec("INSERT INTO notes VALUES ('meter read')");
    expect(await rehearsal.run(jobId)).toMatchObject({ state: 'completed', points: { confirmed: 48 } });
    database.exec('UPDATE log SET watts = watts + 1 WHERE rowid = 7');
    database.close();
    const verified = await rehearsal.engine.api.verifyJob({ jobId });
    expect(verified.differences[0]?.text).toContain('no longer holds');
  });
});

describe('a mapping', () => {
  it('that was kept reads the next export without a question, and adds tariffs up with their signs', async () => {
    const text = [
      'time,Meter reading T1 kWh,Meter reading T2 kWh,Meter reading export kWh',
      ...Array.from({ length: 25 }, (_, hour) => {
        const time = new Date(Date.UTC(2024, 0, 1, hour)).toISOString().slice(0, 16).replace('T', ' ');
        return `${time},${1000 + hour ** 2},${500 + hour * 0.5},${200 + hour * 0.25}`;
      }),
    ].join('\n');
    const file = await write('export.csv', text);
    const [first] = await rehearsal.engine.api.proposeMappings({ files: [file], mapping: danish });
    if (first === undefined) throw new Error('there is a proposal for every file');
    const values = first.mapping.values.map((value) => {
      return { ...value, name: 'Net', factor: value.column.includes('export') ? -1 : 1 };
    });
    await rehearsal.engine.api.keepMapping({ name: 'Our meter', mapping: { ...first.mapping, values } });
    const [kept] = await rehearsal.engine.api.listMappings({});
    const mapping = { preset: 'document', document: kept?.mapping ?? null } as const;
    const job = await upload({ files: [file], mapping, ...single });
    expect(job).toMatchObject({ state: 'completed', points: { confirmed: 24 } });
    expect(vtn.storedIntervals(resource).map(({ value }) => value)).toEqual(
      Array.from({ length: 24 }, (_, hour) => 2 * hour + 1 + 0.5 - 0.25),
    );
    await rehearsal.engine.api.forgetMapping({ name: 'Our meter' });
    expect(await rehearsal.engine.api.listMappings({})).toEqual([]);
  });
});

describe('NEM12', () => {
  it('is sent with the quality of its flags, each stream to its resource', async () => {
    const day = (values: (hour: number) => number): string =>
      Array.from({ length: 48 }, (_, half) => values(half)).join(',');
    const text = [
      '100,NEM12,202401021200,MDP,RET',
      '200,NMI0000001,E1B1,1,E1,N1,METER1,kWh,30,',
      `300,20240101,${day((half) => half)},A,,,20240102120000,`,
      '200,NMI0000001,E1B1,2,B1,N1,METER1,kWh,30,',
      `300,20240101,${day((half) => half / 2)},S14,,,20240102120000,`,
      '900',
    ].join('\r\n');
    const file = await write('nem12.csv', text);
    const list = await write(
      'list.csv',
      `meter,resource\nNMI0000001 / E1,${resource}\nNMI0000001 / B1,${second}\n`,
    );
    const job = await upload({ files: [file], resources: { listPath: list } });
    expect(job).toMatchObject({ state: 'completed', points: { confirmed: 96 } });
    expect(vtn.storedIntervals(resource)[0]).toEqual({
      startMs: Date.UTC(2023, 11, 31, 14),
      endMs: Date.UTC(2023, 11, 31, 14, 30),
      value: 0,
      quality: 'GOOD',
    });
    expect(vtn.storedIntervals(second)[47]).toMatchObject({ value: 23.5, quality: 'ESTIMATED' });
    expect((await readFile(file, 'utf8')).startsWith('100')).toBe(true);
  });
});
