import { z } from 'zod';
import { mappingDocument } from './mapping-document.ts';

/** Something that a person must say before anything is sent; `option` is the command line's way to say it. */
export const mappingQuestion = z.object({
  /** mapping/zone-unknown, mapping/unit-unknown, mapping/value-unknown, mapping/time-unknown, … */
  code: z.string(),
  text: z.string(),
  option: z.string(),
  /** Answers that the file's own evidence speaks for, best first. */
  suggestions: z.array(z.string()),
  /** What is asked about, where it is several things: the codes of a column. */
  about: z.array(z.string()).optional(),
});

/** What a person should look at; it stops nothing. */
export const mappingWarning = z.object({ code: z.string(), text: z.string(), row: z.number().nullable() });

/** What one choice of a proposal is about. */
export const choiceFields = [
  'dataset',
  'layout',
  'time',
  'end',
  'zone',
  'label',
  'interval',
  'value',
  'unit',
  'kind',
  'quality',
  'meter',
  'register',
  'decimal',
] as const;

/** One choice of a proposal, with what speaks for it and what else it could be. */
export const mappingChoice = z.object({
  field: z.enum(choiceFields),
  /** The column, zone, unit, … chosen; empty while nothing is. */
  chosen: z.string(),
  confidence: z.number().min(0).max(1),
  evidence: z.array(z.string()),
  alternatives: z.array(z.string()),
});

/** How a file would be read, with what speaks for it and what is still open. */
export const mappingProposal = z.object({
  mapping: mappingDocument,
  /** 0-1: of the weakest choice. */
  confidence: z.number().min(0).max(1),
  evidence: z.array(z.string()),
  /** The choices one by one, those that a person can change; empty for a mapping that was given. */
  choices: z.array(mappingChoice).default([]),
  questions: z.array(mappingQuestion),
  /** What a person should look at, such as a Z that cannot be true; nothing here stops an upload. */
  warnings: z.array(mappingWarning),
});

export type MappingQuestion = z.infer<typeof mappingQuestion>;
export type MappingChoice = z.infer<typeof mappingChoice>;
export type MappingProposal = z.infer<typeof mappingProposal>;
