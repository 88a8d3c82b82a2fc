import { z } from 'zod';
import { draft, draftChange, draftCheck, leftOutPage, survey } from '../draft-shapes.ts';
import { previewSeries } from '../inspection-shapes.ts';
import { planSummary } from '../job-shapes.ts';
import { registration, vtnResource } from '../profile-shapes.ts';
import {
  intervalPage,
  monthFigures,
  seriesChoice,
  seriesFilter,
  seriesMarks,
  seriesPage,
  seriesPlot,
  seriesSort,
} from '../series-shapes.ts';
import { done, draftId, page, workId } from './method-parts.ts';

const oneSeries = draftId.extend({ series: z.string() });

/** A migration on its way to becoming a job. */
export const draftMethods = {
  listDrafts: { input: z.object({}), output: z.array(draft) },
  createDraft: { input: z.object({ files: z.array(z.string()).default([]) }), output: draft },
  getDraft: { input: draftId, output: draft },
  changeDraft: { input: draftId.extend({ change: draftChange }), output: draft },
  removeDraft: { input: draftId, output: done },
  /** A sample site, a practice VTN on this computer and a draft that joins them. */
  startRehearsal: { input: z.object({ workId }), output: draft },

  /**
   * Reads the files of the draft under its mappings; `auto` reads only the first rows of very large files. What was
   * read is kept for the calls below, which read the files themselves when nobody has asked for a survey.
   */
  surveyDraft: {
    input: draftId.extend({ extent: z.enum(['auto', 'all']).default('auto'), workId }),
    output: survey,
  },
  listSeries: {
    input: draftId
      .extend({ filter: seriesFilter.prefault({}), sort: seriesSort.prefault({}) })
      .extend(page.shape),
    output: seriesPage,
  },
  chooseSeries: {
    input: draftId.extend({ choice: seriesChoice }),
    output: z.object({
      chosen: z.number().int(),
      chosenIntervals: z.number().int(),
      /** Whether there is a choice that `undo` takes back. */
      canUndo: z.boolean(),
    }),
  },
  describeSeries: { input: oneSeries, output: previewSeries },
  listIntervals: { input: oneSeries.extend(page.shape), output: intervalPage },
  /** Position of the first interval that starts at or after an instant; the number of intervals when none does. */
  locateInterval: {
    input: oneSeries.extend({ atMs: z.number() }),
    output: z.object({ index: z.number().int() }),
  },
  plotSeries: {
    input: oneSeries.extend({
      /** Null draws from the first interval, or to the last. */
      fromMs: z.number().nullable().default(null),
      toMs: z.number().nullable().default(null),
      columns: z.number().int().min(2).max(8000),
    }),
    output: seriesPlot,
  },
  listMarks: { input: oneSeries, output: seriesMarks },
  sumByMonth: {
    input: oneSeries,
    output: z.object({ timeZone: z.string(), unit: z.string(), months: z.array(monthFigures) }),
  },
  listLeftOut: {
    input: draftId.extend({ outcome: z.enum(['rejected', 'ignored']) }).extend(page.shape),
    output: leftOutPage,
  },

  /** What registering the series without a VTN resource would do. Nothing is sent. */
  planRegistration: { input: draftId, output: registration },
  /** Registers them at the VTN and writes their ids into the resource database. */
  registerSeries: { input: draftId.extend({ clientName: z.string().min(1), workId }), output: registration },
  /** Resources that the VTN has, to choose one for a series. */
  listVtnResources: {
    input: z.object({ profile: z.string(), text: z.string().max(200).default('') }).extend(page.shape),
    output: z.object({ total: z.number().int(), rows: z.array(vtnResource) }),
  },

  /** The dry run: plans without writing a job down, and tests the connection. */
  checkDraft: { input: draftId.extend({ workId }), output: draftCheck },
  /** Makes the draft a *planned* job; the draft is gone then. */
  planDraft: {
    input: draftId.extend({ workId }),
    output: z.object({
      jobId: z.string(),
      plan: planSummary.omit({ skipped: true, problems: true }),
    }),
  },
} as const;
