import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRehearsal } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import type { JobDetail } from '../../contract/job-shapes.ts';
import { checkReport } from './checksum.ts';

const rows = 120;
const image = '<img src=x onerror=alert(1)>';
const formula = "=cmd|' /C calc'!A0";

let rehearsal: Rehearsal;
let job: JobDetail;
let resourceOfRejects = '';

/** A site with something of everything, to a VTN that refuses some rows, with names that attack whoever shows them. */
beforeAll(async () => {
  rehearsal = await startRehearsal({
    vens: 2,
    resources: 4,
    loadsPerResource: 3,
    rows,
    quirks: [
      { load: 0, kind: 'no-vtn-id' },
      { load: 1, kind: 'nan-rows' },
      { load: 2, kind: 'conflicting-rows' },
      { load: 3, kind: 'duplicate-rows' },
      { load: 4, kind: 'missing-meter' },
    ],
  });
  const vtn = await rehearsal.startVtn({ faults: [{ kind: 'refuse-rows', everyNth: 40 }] });
  const { jobId } = await rehearsal.plan(vtn.baseUrl, { mapping: { timeZone: 'Europe/Copenhagen' } });
  job = await rehearsal.run(jobId);
  resourceOfRejects = vtn.storedResources()[0] ?? '';
  const ledger = new Database(path.join(rehearsal.folder, 'state', 'ledger.sqlite'));
  const rename = ledger.prepare('UPDATE series SET name = ? WHERE load_id = ?');
  rename.run(`Østre ${image} \u202egnp`, job.loadRows[5]?.load);
  rename.run(formula, job.loadRows[6]?.load);
  ledger.prepare('UPDATE series SET ven = ? WHERE ven = ?').run(`${formula}${image}`, job.vens[1]?.ven);
  ledger.close();
  await rehearsal.engine.api.verifyJob({ jobId });
  job = await rehearsal.engine.api.getJob({ jobId, loads: 'all' });
});
afterAll(() => rehearsal.close());

async function write(format: 'html' | 'csv' | 'json', name = `report.${format}`): Promise<string> {
  const file = path.join(rehearsal.folder, name);
  await rehearsal.engine.api.writeReport({ jobId: job.id, format, path: file });
  return readFile(file, 'utf8');
}

interface JsonReport {
  readonly points: JobDetail['points'];
  readonly series: { readonly load: string; readonly points: JobDetail['points'] }[];
  readonly rejects: object[];
  readonly sources: { readonly path: string; readonly sha256: string | null; readonly contentHash: string }[];
  readonly job: object;
  readonly guarantee: object;
}

function sum(figures: readonly Partial<Record<string, string | number>>[], key: string): number {
  return figures.reduce((total, each) => total + Number(each[key]), 0);
}

describe('a report', () => {
  it('has every series and every reject, and its lists add up to the totals of the ledger', async () => {
    const json = JSON.parse(await write('json')) as JsonReport;
    expect(json.points).toEqual(job.points);
    expect(json.series.map(({ load }) => load)).toEqual(job.loadRows.map(({ load }) => load));
    for (const figure of Object.keys(job.points))
      expect([
        figure,
        sum(
          json.series.map(({ points }) => points),
          figure,
        ),
      ]).toEqual([figure, job.points[figure as keyof JobDetail['points']]]);
    expect(json.rejects).toHaveLength(job.rejectCount);
    expect(job.rejectCount).toBeGreaterThan(10);
    expect(json.job).toMatchObject({ id: job.id, state: 'incomplete', rehearsal: true });
    expect(json.guarantee).toMatchObject({ level: 'verified' });
    expect(json.sources.map(({ path: file }) => file)).toEqual(job.files);
    expect(json.sources[1]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('says the same as a table', async () => {
    const text = await write('csv');
    expect(text.startsWith('\uFEFFkind,ven,load,')).toBe(true);
    const { data, errors } = Papa.parse<Record<string, string>>(text.slice(1), {
      header: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    const ofKind = (kind: string) => data.filter((row) => row['kind'] === kind);
    expect(ofKind('series')).toHaveLength(job.loads.total);
    expect(ofKind('reject')).toHaveLength(job.rejectCount);
    expect(ofKind('total')).toMatchObject([{ planned: String(job.points.planned) }]);
    for (const kind of ['series', 'ven']) expect(sum(ofKind(kind), 'confirmed')).toBe(job.points.confirmed);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('gives no name the power to run in a browser or a spreadsheet', async () => {
    const page = await write('html');
    expect(page).not.toContain(image);
    expect(page).toContain('Østre &lt;img src=x onerror=alert(1)&gt; \uFFFDgnp');
    const tags = page.match(/<[^>]+>/g) ?? [];
    expect(
      tags.filter((tag) => /^<(script|link|img|iframe|object|a)\b|\s(on\w+|href|src)=/i.test(tag)),
    ).toEqual([]);
    expect(page).not.toMatch(/url\(|@import/);
    expect(page).toContain('content="default-src &#39;none&#39;; style-src');
    const { data } = Papa.parse<string[]>(await write('csv'));
    expect(data.flat().filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
    expect(data.flat()).toContain(`'${formula}`);
  });

  it('is a page in which every part is closed where it belongs', async () => {
    const open: string[] = [];
    for (const [tag, end, name = ''] of (await write('html')).matchAll(/<(\/?)([a-z]\w*)[^>]*>/g)) {
      if (['meta', 'col', 'br'].includes(name) || tag.endsWith('/>')) continue;
      if (end === '') open.push(name);
      else expect(open.pop()).toBe(name);
      if (name === 'tr') expect(open.at(-2 + Number(end !== ''))).toMatch(/^(thead|tbody)$/);
    }
    expect(open).toEqual([]);
  });

  it.each(['html', 'csv', 'json'] as const)('as %s is intact as it was written', async (format) => {
    const text = await write(format);
    const file = path.join(rehearsal.folder, `report.${format}`);
    expect(await checkReport(file)).toMatchObject({ isIntact: true });
    const changed = text.replace(String(job.points.confirmed), String(job.points.confirmed + 1));
    await writeFile(file, changed === text ? `${text} ` : changed);
    expect(await checkReport(file)).toMatchObject({ isIntact: false });
    // What somebody has altered is theirs.
    await expect(write(format)).rejects.toMatchObject({ code: 'output/exists' });
    await writeFile(file, text);
    await write(format);
  });

  it('takes the place of an earlier report of the same job, and of nothing else', async () => {
    await write('html');
    await write('html');
    await writeFile(path.join(rehearsal.folder, 'notes.csv'), 'mine');
    await expect(write('csv', 'notes.csv')).rejects.toMatchObject({ code: 'output/exists' });
  });

  it('says loudly that it is of a rehearsal, and what became of the job', async () => {
    const page = await write('html');
    expect(page).toContain('REHEARSAL');
    expect(page).toContain(
      `of ${job.points.planned.toLocaleString('en')} planned intervals confirmed by the VTN`,
    );
    expect(page).toContain('Europe/Copenhagen');
    expect(page).toContain(resourceOfRejects);
  });

  it('holds no secret', async () => {
    const { token } = await rehearsal.startVtn();
    for (const format of ['html', 'csv', 'json'] as const) expect(await write(format)).not.toContain(token);
  });

  it('can be written for a caller without paths, to be fetched once', async () => {
    const written = await rehearsal.engine.api.writeReport({ jobId: job.id, format: 'json' });
    const download = rehearsal.engine.takeDownload(written.downloadId ?? '');
    expect(download).toMatchObject({ name: `meterhaul-report-${job.id}.json`, bytes: written.bytes });
    download?.content.destroy();
  });

  it('of a job that does not exist is refused', async () => {
    const writing = rehearsal.engine.api.writeReport({ jobId: 'none', format: 'csv' });
    await expect(writing).rejects.toMatchObject({ code: 'job/not-found' });
  });
});
