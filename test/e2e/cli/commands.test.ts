import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { setScene, storedAt } from './scene.ts';

describe('a migration from the command line', () => {
  it('leaves every interval of the site at the VTN and exits with 0', async () => {
    await using scene = await setScene();
    const upload = await scene.run(['upload', ...scene.files, '--vtn', scene.vtn.baseUrl, '--json']);
    expect(upload.json()).toMatchObject({
      state: 'completed',
      rehearsal: true,
      loads: { total: 4, confirmed: 4, failed: 0, skipped: 0 },
      points: { planned: 1200, confirmed: 1200, rejected: 0, uncertain: 0, unsent: 0 },
      skipped: [],
      failed: [],
      exitCode: 0,
    });
    expect(upload.exitCode).toBe(0);
    expect(storedAt(scene.vtn)).toEqual(scene.site.expected());
  });

  it('names the loads it skipped with reasons and exits with 2, the others go on', async () => {
    await using scene = await setScene({
      quirks: [
        { load: 0, kind: 'no-vtn-id' },
        { load: 3, kind: 'missing-component' },
      ],
    });
    const upload = await scene.run(['upload', ...scene.files, '--vtn', scene.vtn.baseUrl, '--json']);
    expect(upload.json()).toMatchObject({
      state: 'incomplete',
      loads: { total: 4, confirmed: 2, failed: 0, skipped: 2 },
      skipped: [
        { load: scene.site.loads[0]?.loadId, code: 'mapping/resource-unregistered' },
        { load: scene.site.loads[3]?.loadId, code: 'source/component-missing' },
      ],
    });
    expect(upload.exitCode).toBe(2);
    expect(storedAt(scene.vtn)).toEqual(scene.site.expected());
  });

  it('lists the intervals that the VTN refused, confirms the rest, and retries them when they are accepted', async () => {
    await using scene = await setScene();
    scene.vtn.setFaults([{ kind: 'refuse-rows', everyNth: 100 }]);
    const upload = await scene.run(['upload', ...scene.files, '--vtn', scene.vtn.baseUrl, '--json']);
    const result = upload.json() as { job: string; rejects: unknown[]; points: { rejected: number } };
    expect(upload.exitCode).toBe(2);
    expect(result.points.rejected).toBeGreaterThan(0);
    expect(result.rejects).toHaveLength(result.points.rejected);

    scene.vtn.setFaults([]);
    const retry = await scene.run(['retry', result.job, '--json']);
    expect(retry.json()).toMatchObject({ state: 'completed', points: { confirmed: 1200, rejected: 0 } });
    expect(retry.exitCode).toBe(0);
    expect(storedAt(scene.vtn)).toEqual(scene.site.expected());
  });

  it('can be looked at, verified, cancelled and forgotten', async () => {
    await using scene = await setScene();
    const { job } = (
      await scene.run(['upload', ...scene.files, '--vtn', scene.vtn.baseUrl, '--json'])
    ).json() as { job: string };

    const jobs = (await scene.run(['jobs', '--json'])).json();
    expect(jobs).toMatchObject({
      jobs: [{ id: job, state: 'completed', points: { planned: 1200, confirmed: 1200 }, lastError: null }],
    });
    const status = (await scene.run(['status', job, '--loads', '--json'])).json() as { loadRows: unknown[] };
    expect(status).toMatchObject({ job, state: 'completed', rehearsal: true, loads: { confirmed: 4 } });
    expect(status.loadRows).toHaveLength(4);
    const verify = await scene.run(['verify', job, '--json']);
    expect(verify.json()).toMatchObject({ intervals: 1200, matching: 1200, differenceCount: 0, exitCode: 0 });

    const resume = await scene.run(['resume', job, '--json']);
    expect(resume.json()).toMatchObject({ state: 'completed', points: { confirmed: 1200 } });
    expect(resume.exitCode).toBe(0);
    expect((await scene.run(['cancel', job])).exitCode).toBe(1);
    expect((await scene.run(['remove', job])).stdout).toContain('was removed');
    expect((await scene.run(['jobs', '--json'])).json()).toEqual({ jobs: [] });
  });

  it('finds what is missing at the VTN when it verifies, and exits with 2', async () => {
    await using scene = await setScene();
    scene.vtn.setFaults([{ kind: 'partial-count', times: 0 }]);
    const { job } = (
      await scene.run(['upload', ...scene.files, '--vtn', scene.vtn.baseUrl, '--json'])
    ).json() as { job: string };
    const [resource = ''] = scene.vtn.storedResources();
    const start = new Date(scene.vtn.storedIntervals(resource)[0]?.startMs ?? 0).toISOString();
    const other = [
      {
        interval_start: start,
        interval_end: new Date(Date.parse(start) + 3_600_000).toISOString(),
        value: -1,
      },
    ];
    await fetch(`${scene.vtn.baseUrl}/report_data/bulk?resource_id=${resource}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${scene.vtn.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(other),
    });
    const verify = await scene.run(['verify', job, '--json']);
    expect(verify.json()).toMatchObject({ differenceCount: 1, differences: [{ start }], exitCode: 2 });
    expect(verify.exitCode).toBe(2);
  });
});

describe('looking before sending', () => {
  it('inspects files by their content and says which belong together', async () => {
    await using scene = await setScene();
    const inspect = await scene.run(['inspect', ...scene.files, '--json']);
    expect(inspect.json()).toMatchObject({
      files: [
        { kind: 'sqlite', proposal: { mapping: { preset: 'ven-client' }, confidence: 1 } },
        { kind: 'hdf5', proposal: { mapping: { preset: 'ven-client' } } },
      ],
      sets: [{ preset: 'ven-client', files: scene.files }],
    });
    expect(inspect.exitCode).toBe(0);
  });

  it('previews the intervals as they would be sent', async () => {
    await using scene = await setScene({ quirks: [{ load: 0, kind: 'nan-rows', count: 2 }] });
    const preview = (
      await scene.run(['preview', ...scene.files, '--limit', '3', '--zero-quality', 'ESTIMATED', '--json'])
    ).json();
    expect(preview).toMatchObject({
      series: [{ intervalMs: 3_600_000, intervals: 298 }, {}, {}, {}],
      totals: { rows: 1200, intervals: 1198, gaps: 2 },
    });
    expect(preview['intervals']).toHaveLength(3);
    const csv = (await scene.run(['preview', ...scene.files, '--limit', '2', '--csv'])).stdout
      .trim()
      .split('\n');
    expect(csv[0]).toBe('load,start,end,value,quality');
    expect(csv).toHaveLength(3);
  });

  it('plans without sending, and tells whether the VTN can be reached', async () => {
    await using scene = await setScene();
    const dry = await scene.run([
      'upload',
      ...scene.files,
      '--vtn',
      scene.vtn.baseUrl,
      '--dry-run',
      '--json',
    ]);
    expect(dry.json()).toMatchObject({
      loads: { total: 4, skipped: 0 },
      points: { planned: 1200, unsent: 1200 },
      connection: { ok: true },
      exitCode: 0,
    });
    expect(scene.vtn.storedResources()).toEqual([]);
    expect((await scene.run(['jobs', '--json'])).json()).toEqual({ jobs: [] });
    const wrong = await scene.run(
      ['upload', ...scene.files, '--vtn', scene.vtn.baseUrl, '--dry-run', '--json'],
      {
        METERHAUL_TOKEN: 'wrong',
      },
    );
    expect(wrong.json()).toMatchObject({ connection: { ok: false, code: 'vtn/unauthorized' }, exitCode: 2 });
  });
});

describe('what cannot start', () => {
  it('exits with 1 and says what, where and what to do', async () => {
    await using scene = await setScene();
    const notes = path.join(scene.folder, 'notes.txt');
    await writeFile(notes, 'no readings here\n');
    const [database = '', meterFile = ''] = scene.files;
    const vtn = ['--vtn', scene.vtn.baseUrl];
    const cases: [string[], RegExp][] = [
      [['upload', database, meterFile], /--vtn/],
      [['upload', database, ...vtn], /meter file/],
      [['upload', database, notes, ...vtn], /notes\.txt/],
      [['upload', database, path.join(scene.folder, 'nothing.h5'), ...vtn], /no such file/],
      [['upload', database, meterFile, ...vtn, '--ven', 'Nowhere'], /Nowhere/],
      [['upload', database, meterFile, ...vtn, '--from', '2025-02-01'], /--tz/],
      [['upload', database, meterFile, ...vtn, '--batch-size', '10001'], /10000/],
      [['upload', database, meterFile, '--vtn', 'ftp://x'], /ftp/],
      [['upload', database, meterFile, ...vtn, '--token-file', 'missing.txt'], /--token-file/],
      [['upload', database, meterFile, ...vtn, '--unheard-of'], /--unheard-of/],
      [['status', 'no-such-job'], /no-such-job/],
      [['frobnicate'], /frobnicate/],
    ];
    const results = await Promise.all(cases.map(([args]) => scene.run(args)));
    for (const [place, [args, words]] of cases.entries()) {
      const result = results[place];
      expect([args, result?.exitCode, result?.stderr]).toEqual([args, 1, expect.stringMatching(words)]);
      expect(result?.stdout).toBe('');
    }
    expect(scene.vtn.observations().requests).toBe(0);
  });

  it('stops with 3 and the command that resumes, when the credentials are wrong or the line is down', async () => {
    await using scene = await setScene();
    const upload = ['upload', ...scene.files, '--json', '--vtn'];
    const refused = await scene.run([...upload, scene.vtn.baseUrl], { METERHAUL_TOKEN: 'wrong' });
    const { job } = refused.json() as { job: string };
    expect(refused.exitCode).toBe(3);
    expect(refused.json()).toMatchObject({ state: 'blocked', lastError: { code: 'vtn/unauthorized' } });
    expect(refused.stderr).toContain(`meterhaul resume ${job}`);

    const again = await scene.run([...upload, scene.vtn.baseUrl]);
    expect([again.exitCode, again.stderr]).toEqual([1, expect.stringContaining(`meterhaul resume ${job}`)]);

    const resumed = await scene.run(['resume', job, '--json']);
    expect(resumed.json()).toMatchObject({ state: 'completed', points: { confirmed: 1200 } });

    const offline = await scene.run([...upload, 'http://127.0.0.1:9/openadr3', '--offline-wait', '0']);
    expect(offline.exitCode).toBe(3);
    expect(offline.json()).toMatchObject({ state: 'waiting', points: { unsent: 1200 } });
  });
});
