import { expect, it } from 'vitest';
import { setScene } from './scene.ts';

type Shape = Record<string, unknown>;

const number: unknown = expect.any(Number);
const text: unknown = expect.any(String);
const list: unknown = expect.any(Array);

const points: Shape = {
  planned: number,
  confirmed: number,
  rejected: number,
  uncertain: number,
  unsent: number,
  duplicate: number,
  conflict: number,
  gap: number,
};

const upload: Shape = {
  job: text,
  state: text,
  loads: { total: number, confirmed: number, failed: number, skipped: number },
  points,
  requests: number,
  bytes: number,
  seconds: number,
  pointsPerSecond: number,
  exitCode: number,
  skipped: list,
  failed: list,
};

it('what scripts read has the shape that the guide promises: upload, resume, retry, status, jobs', async () => {
  await using scene = await setScene({
    rows: 20,
    quirks: [{ load: 1, kind: 'no-vtn-id' }],
  });
  scene.vtn.setFaults([
    { kind: 'unknown-resources', resourceIds: [scene.site.loads[2]?.vtnResourceId ?? ''] },
  ]);
  const sent = await scene.run(['upload', ...scene.files, '--vtn', scene.vtn.baseUrl, '--json']);
  const document = sent.json() as { job: string; skipped: unknown[]; failed: unknown[] };
  expect(document).toMatchObject(upload);
  for (const trouble of [...document.skipped, ...document.failed]) {
    expect(trouble).toEqual({ load: text, ven: text, code: text, text });
  }
  expect([document.skipped.length, document.failed.length]).toEqual([1, 1]);

  for (const command of ['resume', 'retry']) {
    expect((await scene.run([command, document.job, '--json'])).json()).toMatchObject(upload);
  }
  const status = await scene.run(['status', document.job, '--failed', '--json']);
  expect(status.json()).toMatchObject({
    state: 'incomplete',
    points,
    loadRows: [{ load: text }, { load: text }],
  });
  expect((await scene.run(['jobs', '--json'])).json()).toMatchObject({
    jobs: [
      {
        id: document.job,
        state: 'incomplete',
        points: { planned: 60, confirmed: 40 },
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
        lastError: null,
      },
    ],
  });
});

it('what scripts read has the shape that the guide promises: inspect, preview', async () => {
  await using scene = await setScene({ rows: 30, quirks: [{ load: 0, kind: 'conflicting-rows', count: 1 }] });
  const inspect = (await scene.run(['inspect', ...scene.files, '--json'])).json() as { files: Shape[] };
  expect(inspect.files).toHaveLength(2);
  for (const file of inspect.files) {
    expect(file).toMatchObject({
      path: text,
      kind: expect.stringMatching(/^(hdf5|sqlite)$/) as string,
      format: text,
      datasets: list,
      problems: list,
      proposal: {
        mapping: expect.any(Object) as object,
        confidence: number,
        evidence: list,
        questions: list,
      },
    });
    for (const dataset of file['datasets'] as Shape[]) {
      expect(dataset).toMatchObject({ name: text, rows: number, columns: list });
      for (const column of dataset['columns'] as Shape[]) {
        expect(column).toMatchObject({ name: text, type: text, samples: list });
      }
    }
  }

  const preview = (await scene.run(['preview', ...scene.files, '--limit', '5', '--json'])).json();
  expect(preview).toMatchObject({
    totals: { rows: 121, intervals: 119, duplicates: 0, conflicts: 2, gaps: 0, rejected: 0, ignored: 0 },
    questions: [],
    intervals: Array(5).fill({
      start: expect.stringMatching(/^2025-01-\d\dT\d\d:00:00\.000Z$/) as string,
      end: text,
      value: number,
      quality: 'GOOD',
    }),
    rejects: Array(2).fill({ file: text, row: number, field: text, text, reason: text }),
  });
  const series = preview['series'] as Shape[];
  expect(series).toHaveLength(4);
  for (const each of series) {
    expect(each).toMatchObject({
      name: text,
      resource: text,
      unit: 'W',
      intervalMs: 3_600_000,
      timeZone: text,
      intervals: number,
      firstStart: text,
      lastStart: text,
      sum: number,
      min: number,
      max: number,
      gaps: number,
      duplicates: number,
      conflicts: number,
      rejected: number,
      shortDays: number,
      longDays: number,
    });
  }
});
