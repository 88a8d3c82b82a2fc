import { z } from 'zod';

/** What a person has set for all pages of this computer. */
export const settings = z.object({
  language: z.enum(['system', 'en', 'da', 'nb']).default('system'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** A notification of the system when a job ends or needs someone (desktop app only). */
  notify: z.boolean().default(true),
  /** Keep the computer awake while a job runs (desktop app only). */
  keepAwake: z.boolean().default(true),
  /** Jobs that ended so many days ago are forgotten; null keeps them. */
  keepEndedJobsDays: z.number().int().min(1).max(36_500).nullable().default(null),
});

/** What a person should know of the ledger, as that a damaged one was set aside. It stays until it is put away. */
export const notice = z.object({
  id: z.string(),
  at: z.string(),
  code: z.string(),
  text: z.string(),
});

/** A part of the diagnostics as it would be saved; secrets are taken out already. */
export const diagnosticsPart = z.object({
  /** File name within the bundle. */
  name: z.string(),
  /** What it is and why it helps, in a sentence. */
  what: z.string(),
  text: z.string(),
});

/** A library that is packaged with the app. */
export const licence = z.object({
  name: z.string(),
  version: z.string(),
  licence: z.string(),
  text: z.string(),
});

export type Notice = z.infer<typeof notice>;
export type Settings = z.infer<typeof settings>;
export type DiagnosticsPart = z.infer<typeof diagnosticsPart>;
export type Licence = z.infer<typeof licence>;
