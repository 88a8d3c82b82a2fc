import type { DraftMapping } from '../../../contract/draft-shapes.ts';
import type { MappingAnswers } from '../../../contract/request-shapes.ts';
import type { MappingDocument } from '../../../contract/mapping-document.ts';
import type { MappingChoice, MappingProposal } from '../../../contract/mapping-proposal.ts';
import { openQuestions } from './open-questions.ts';

export type ChangedField = MappingChoice['field'] | 'toUnit' | 'missing' | 'resample' | 'firstStart' | 'file';

/** What a person says about the file, after which it is judged anew. */
export interface AnswerChange {
  readonly kind: 'answer';
  readonly field: ChangedField;
  readonly answers?: Partial<MappingAnswers>;
  readonly timeZone?: string | null;
  readonly intervalMs?: number | null;
}

/** What a person changes in the mapping itself. */
export interface EditChange {
  readonly kind: 'edit';
  readonly field: ChangedField;
  readonly mapping: MappingDocument;
  /** The question that is settled by it. */
  readonly settles?: string;
}

/** Another mapping in place of the present one. */
export interface PickChange {
  readonly kind: 'pick';
  readonly field: 'file';
  readonly origin: DraftMapping['origin'];
  readonly mapping: MappingDocument;
}

export type MappingChange = AnswerChange | EditChange | PickChange;

export type Said = Pick<DraftMapping, 'answers' | 'timeZone' | 'intervalMs'>;

/** What was said so far, with what an answer adds. */
export function saidWith(current: DraftMapping, change: AnswerChange): Said {
  return {
    answers: { ...current.answers, ...change.answers },
    timeZone: change.timeZone === undefined ? current.timeZone : change.timeZone,
    intervalMs: change.intervalMs === undefined ? current.intervalMs : change.intervalMs,
  };
}

/** The mapping after an answer: as proposed, or, where a person has changed it by hand, with that part of it. */
export function answered(
  current: DraftMapping,
  change: AnswerChange,
  proposal: MappingProposal,
): DraftMapping {
  const isDetected = current.origin === 'detected';
  const next: DraftMapping = {
    ...current,
    ...saidWith(current, change),
    origin: isDetected ? 'detected' : 'edited',
    mapping: isDetected ? proposal.mapping : graft(current.mapping, proposal.mapping, change.field),
  };
  return withOpen(next, proposal);
}

/** The mapping after an edit; it is no longer what detection proposes. */
export function edited(
  current: DraftMapping,
  change: EditChange,
  proposal: MappingProposal | null,
): DraftMapping {
  const settled =
    change.settles === undefined ? current.settled : [...new Set([...current.settled, change.settles])];
  return withOpen({ ...current, origin: 'edited', mapping: change.mapping, settled }, proposal);
}

/** The same with what is still open under a proposal. */
export function withOpen(mapping: DraftMapping, proposal: MappingProposal | null): DraftMapping {
  return { ...mapping, open: openQuestions(mapping, proposal) };
}

/** A mapping that keeps everything but what a field is about, which comes from another one. */
export function graft(own: MappingDocument, other: MappingDocument, field: ChangedField): MappingDocument {
  const time = (...keys: readonly (keyof MappingDocument['time'])[]): MappingDocument => ({
    ...own,
    time: { ...own.time, ...Object.fromEntries(keys.map((key) => [key, other.time[key]])) },
  });
  switch (field) {
    case 'time':
    case 'end':
      return time('stamp', 'end', 'endIsInclusive');
    case 'zone':
      return time('zone', 'lengthOff');
    case 'label':
      return time('label', 'lengthOff');
    case 'interval':
      return time('interval');
    case 'firstStart':
      return time('firstStart', 'interval');
    case 'value':
      return { ...own, values: keptValues(own, other) };
    case 'unit':
    case 'kind':
      return {
        ...own,
        values: own.values.map((value) => ({ ...value, [field]: other.values[0]?.[field] ?? null })),
      };
    case 'quality':
      return { ...own, quality: other.quality };
    case 'meter':
      return { ...own, meterColumn: other.meterColumn };
    case 'register':
      return { ...own, register: other.register };
    case 'decimal':
      return { ...own, decimal: other.decimal };
    case 'toUnit':
      return { ...own, toUnit: other.toUnit };
    case 'missing':
      return { ...own, missing: other.missing };
    case 'resample':
      return { ...own, resample: other.resample };
    case 'dataset':
    case 'layout':
    case 'file':
      return other;
  }
}

/** Values that stay keep their name, unit, kind and factor. */
function keptValues(own: MappingDocument, other: MappingDocument): MappingDocument['values'] {
  return other.values.map((value) => own.values.find(({ column }) => column === value.column) ?? value);
}
