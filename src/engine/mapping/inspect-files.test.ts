import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspection } from '../../contract/inspection-shapes.ts';
import { makeSampleSite } from '../sample-site/make-sample-site.ts';
import type { SampleSite } from '../sample-site/make-sample-site.ts';
import { UnpackedFiles } from '../workers/unpacked-files.ts';
import { inspectFiles } from './inspect-files.ts';

describe('inspecting files', () => {
  let folder = '';
  let unpacked: UnpackedFiles;
  let site: SampleSite;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'meterhaul-inspect-'));
    unpacked = new UnpackedFiles(folder);
    const quirks = [{ load: 0, kind: 'nan-rows', count: 1 }] as const;
    site = await makeSampleSite(folder, { resources: 40, rows: 200, quirks });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('a resource database shows its tables with samples, and no secrets', async () => {
    const { files } = await inspectFiles([site.databasePath], unpacked);
    expect(files[0]).toMatchObject({
      kind: 'sqlite',
      format: 'SQLite 3, 3 tables',
      datasetCount: 3,
      problems: [],
    });
    const loads = files[0]?.datasets.find((dataset) => dataset.name === 'loads');
    expect(loads?.rows).toBe(240);
    expect(loads?.columns.find((column) => column.name === 'load_component')).toEqual({
      name: 'load_component',
      type: 'TEXT',
      samples: ['load_0', 'load_1', 'load_2'],
    });
    const connections = files[0]?.datasets.find((dataset) => dataset.name === 'connections');
    expect(connections?.columns.find((column) => column.name === 'password')?.samples).toEqual([]);
    expect(JSON.stringify(files)).not.toContain('not-for-your-eyes');
    expect(JSON.stringify(files)).not.toContain('site-reader');
  });

  test('a meter file shows the time span of its first 200 datasets and counts all', async () => {
    const { files } = await inspectFiles([site.meterFilePath], unpacked);
    expect(files[0]).toMatchObject({ kind: 'hdf5', format: 'HDF5, 240 datasets', datasetCount: 240 });
    expect(files[0]?.datasets).toHaveLength(200);
    expect(files[0]?.datasets[0]).toMatchObject({
      rows: 200,
      columns: [
        { name: '0', type: 'float64' },
        { name: '1', type: 'float64' },
      ],
      readings: {
        epochUnit: 's',
        intervalMs: 3_600_000,
        firstStart: '2025-01-15T08:00:00.000Z',
        lastStart: '2025-01-23T15:00:00.000Z',
      },
    });
  });

  test('the pair is found whatever the order, with the evidence for it', async () => {
    const found = await inspectFiles([site.meterFilePath, site.databasePath], unpacked);
    expect(inspection.parse(structuredClone(found))).toEqual(found);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    expect(found.sets).toEqual([
      {
        preset: 'ven-client',
        files: [site.databasePath, site.meterFilePath],
        evidence: [
          'resources.db has 240 loads of 3 VENs, 240 of them registered at a VTN.',
          'load_data.h5 has 40 meters under /meters.',
          'It has 40 of the 40 meters that the loads read.',
        ],
      },
    ]);
  });

  test('what cannot be read is there with the reason, and the others go on', async () => {
    const bill = join(folder, 'bill.csv');
    writeFileSync(bill, '%PDF-1.7\n1 0 obj\n');
    const absent = join(folder, 'absent.db');
    const { files, sets } = await inspectFiles([bill, absent, site.databasePath], unpacked);
    expect(files.map((file) => [file.kind, file.problems.map((problem) => problem.code)])).toEqual([
      ['unknown', ['source/name-misleads', 'source/unsupported']],
      ['unknown', ['source/unreadable']],
      ['sqlite', []],
    ]);
    expect(files[0]?.problems[1]?.text).toContain('a PDF document');
    expect(files[1]?.problems[0]?.text).toContain('no such file');
    expect(sets).toEqual([]);
  });

  test('an older database says what it lacks', async () => {
    const old = await makeSampleSite(join(folder, 'old'), { resources: 1, rows: 2, schema: 'without-loads' });
    const { files, sets } = await inspectFiles([old.databasePath, old.meterFilePath], unpacked);
    expect(files[0]?.problems).toMatchObject([{ code: 'source/schema-missing' }]);
    expect(sets).toEqual([]);
  });
});
