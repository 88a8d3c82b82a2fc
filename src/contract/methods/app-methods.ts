import { z } from 'zod';
import { secretProtection } from '../profile-shapes.ts';
import { diagnosticsPart, licence, notice, settings } from '../settings-shapes.ts';
import { done } from './method-parts.ts';

/** The engine itself, and what a person has set. */
export const appMethods = {
  describeEngine: {
    input: z.object({}),
    output: z.object({
      version: z.string(),
      stateDir: z.string(),
      secretProtection,
      /** Whether `startRehearsal` can start a practice VTN here. */
      canRehearse: z.boolean(),
      /** The only folder from which files can be named, or null where any can. */
      folder: z.string().nullable(),
    }),
  },
  /** Ends a long call, which then fails with `engine/cancelled`; does nothing when it is over. */
  stopWork: { input: z.object({ workId: z.string() }), output: done },
  getSettings: { input: z.object({}), output: settings },
  saveSettings: { input: settings, output: settings },
  /** What *Save diagnostics* would put into its bundle, secrets taken out. */
  gatherDiagnostics: { input: z.object({}), output: z.array(diagnosticsPart) },
  listNotices: { input: z.object({}), output: z.array(notice) },
  dismissNotice: { input: z.object({ id: z.string() }), output: done },
  listLicences: { input: z.object({}), output: z.array(licence) },
} as const;
