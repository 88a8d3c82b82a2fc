import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineInput, EngineOutput } from '../../contract/engine-api.ts';
import { startRehearsal } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';

const rows = 24 * 5;

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await startRehearsal({
    vens: 1,
    resources: 1,
    loadsPerResource: 4,
    rows,
    quirks: [
      { load: 0, kind: 'missing-rows', count: 2 },
      { load: 1, kind: 'duplicate-rows', count: 2 },
      { load: 2, kind: 'nan-rows', count: 2 },
      { load: 3, kind: 'no-vtn-id' },
    ],
  });
});
afterAll(() => rehearsal.close());

function preview(changes: Partial<EngineInput<'previewFiles'>> = {}): Promise<EngineOutput<'previewFiles'>> {
  const { databasePath, meterFilePath } = rehearsal.site;
  return rehearsal.engine.api.previewFiles({ files: [databasePath, meterFilePath], ...changes });
}

describe('the preview', () => {
  it('shows the intervals exactly as they would be sent, in order of the loads', async () => {
    const { intervals } = await preview({ limit: 150 });
    const [first = [], second = []] = rehearsal.site.loads.map(
      ({ vtnResourceId }) => rehearsal.site.expected().get(vtnResourceId ?? '') ?? [],
    );
    const shown = intervals.map(({ start, end, value, quality }) => ({
      startMs: Date.parse(start),
      endMs: Date.parse(end),
      value,
      quality,
    }));
    expect(shown).toEqual([...first, ...second].slice(0, 150));
  });

  it('counts each row of each load once, by what becomes of it', async () => {
    const { totals, series } = await preview();
    expect(totals).toEqual({
      rows: 3 * rows,
      intervals: 3 * rows - 4,
      duplicates: 2,
      conflicts: 0,
      gaps: 2,
      rejected: 0,
      ignored: 0,
      merged: 0,
      closing: 0,
    });
    expect(series.map(({ gaps, duplicates }) => [gaps, duplicates])).toEqual([
      [2, 0],
      [0, 2],
      [2, 0],
      [0, 0],
    ]);
  });

  it('sums up what would be sent', async () => {
    const [first] = (await preview()).series;
    const expected = rehearsal.site.expected().get(rehearsal.site.loads[0]?.vtnResourceId ?? '') ?? [];
    const values = expected.map(({ value }) => value);
    expect(first?.sum).toBeCloseTo(
      values.reduce((sum, value) => sum + value, 0),
      6,
    );
    expect([first?.min, first?.max]).toEqual([Math.min(...values), Math.max(...values)]);
  });

  it('says why a load would be skipped, and shows nothing of it', async () => {
    const { series } = await preview();
    expect(series[3]).toMatchObject({
      skipped: { code: 'mapping/resource-unregistered' },
      intervals: 0,
      firstStart: null,
      sum: 0,
      min: null,
    });
  });

  it('counts rows outside the time asked for as ignored', async () => {
    const fromMs = Date.UTC(2025, 0, 17);
    const { totals, intervals } = await preview({ selection: { fromMs } });
    expect(totals.ignored).toBeGreaterThan(0);
    expect(totals.rows - totals.ignored - totals.duplicates - totals.gaps).toBe(totals.intervals);
    expect(intervals[0]?.start).toBe('2025-01-17T00:00:00.000Z');
  });

  it('sends nothing and leaves no job behind', async () => {
    await preview();
    expect(await rehearsal.engine.api.listJobs({})).toEqual([]);
  });
});
