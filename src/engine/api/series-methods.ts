import { AppError } from '../../contract/app-error.ts';
import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import { qualityOf } from '../../domain/quality-code.ts';
import type { ApiParts } from './api-parts.ts';

/** Looking at one series of a draft as it would be sent. */
export function seriesMethods({ surveys, runDeps }: ApiParts) {
  const { reader } = runDeps;
  return {
    listIntervals: async (input) => {
      const { draftId, series, offset, limit } = engineApi.listIntervals.input.parse(input);
      const { spec, scan, quality: rule } = await surveys.find(draftId, series);
      const page = await reader.page(spec, offset, offset + limit);
      return {
        total: scan.intervals,
        startMs: [...page.startMs],
        endMs: [...page.endMs],
        value: [...page.value],
        quality: Array.from(page.value, (value, at) => qualityOf(value, page.quality?.[at] ?? null, rule)),
      };
    },
    locateInterval: async (input) => {
      const { draftId, series, atMs } = engineApi.locateInterval.input.parse(input);
      const { spec } = await surveys.find(draftId, series);
      return { index: await reader.locate(spec, atMs) };
    },
    plotSeries: async (input) => {
      const { draftId, series, fromMs, toMs, columns } = engineApi.plotSeries.input.parse(input);
      if (fromMs !== null && toMs !== null && fromMs >= toMs) {
        const message = 'The time to draw ends before it begins: choose an end after the start.';
        throw new AppError('usage/invalid', message, { context: { fromMs, toMs } });
      }
      const { spec, scan } = await surveys.find(draftId, series);
      const { atMs, min, max, ...plot } = await reader.plot(spec, { fromMs, toMs, columns });
      return { ...plot, unit: scan.unit ?? '', atMs: [...atMs], min: [...min], max: [...max] };
    },
    listMarks: async (input) => {
      const { draftId, series } = engineApi.listMarks.input.parse(input);
      const { spec, timeZone } = await surveys.find(draftId, series);
      const { marks, counts } = await reader.marks(spec, timeZone);
      return { marks: [...marks], counts: [...counts] };
    },
    sumByMonth: async (input) => {
      const { draftId, series } = engineApi.sumByMonth.input.parse(input);
      const { spec, scan, timeZone } = await surveys.find(draftId, series);
      return { timeZone, unit: scan.unit ?? '', months: [...(await reader.months(spec, timeZone))] };
    },
  } satisfies Partial<EngineApi>;
}
