import { create } from 'zustand';
import type { DraftMapping } from '../../../contract/draft-shapes.ts';
import type { FileInspection } from '../../../contract/inspection-shapes.ts';
import type { Trouble } from '../../../contract/job-shapes.ts';
import type { MappingProposal } from '../../../contract/mapping-proposal.ts';
import { ask, troubleOf } from '../../stores/ask-engine.ts';
import { changeDraft, useDrafts } from '../../stores/drafts-store.ts';
import { answered, edited, saidWith, withOpen } from './change-mapping.ts';
import type { AnswerChange, ChangedField, MappingChange, Said } from './change-mapping.ts';
import { currentMapping, ownProposal, withMapping } from './current-mapping.ts';

/** What the page knows of a file's mapping beside the draft. */
export interface MappingEdits {
  /** What detection proposes under the present answers; null until it was asked. */
  readonly proposal: MappingProposal | null;
  /** What there was before each change of this page, the latest last. */
  readonly history: readonly Before[];
  /** Why the last change could not be made, beside the choice that it was about. */
  readonly trouble: { readonly field: ChangedField; readonly trouble: Trouble } | null;
  readonly isBusy: boolean;
}

interface Before {
  readonly mapping: DraftMapping | null;
  readonly proposal: MappingProposal | null;
}

const noEdits: MappingEdits = { proposal: null, history: [], trouble: null, isBusy: false };
const mostRemembered = 100;

const useEdits = create<Readonly<Record<string, MappingEdits>>>(() => ({}));

/** A file of a draft, as it was looked at. */
export interface MappedFile {
  readonly draftId: string;
  readonly path: string;
  readonly file: FileInspection | null;
}

export function useMappingEdits({ draftId, path, file }: MappedFile): MappingEdits {
  const edits = useEdits((all) => all[keyOf(draftId, path)] ?? noEdits);
  return edits.proposal === null ? { ...edits, proposal: firstProposal(draftId, path, file) } : edits;
}

/** Detection's proposal holds as long as nobody has answered anything. */
function firstProposal(draftId: string, path: string, file: FileInspection | null): MappingProposal | null {
  const draft = useDrafts.getState().byId[draftId];
  const stored = draft?.fileMappings.find((each) => each.path === path);
  return stored === undefined ? ownProposal(file) : null;
}

/** Changes of one file follow each other, each on what the one before made of the mapping. */
const queues = new Map<string, Promise<void>>();

/** Makes a change and keeps it in the draft; what cannot be done is told beside its choice. */
export function changeMapping(mapped: MappedFile, change: MappingChange): Promise<void> {
  const key = keyOf(mapped.draftId, mapped.path);
  note(mapped, { isBusy: true, trouble: null });
  const next = (queues.get(key) ?? Promise.resolve()).then(() => make(mapped, change));
  queues.set(key, next);
  return next;
}

async function make(mapped: MappedFile, change: MappingChange): Promise<void> {
  const { draftId, path, file } = mapped;
  const draft = useDrafts.getState().byId[draftId];
  if (draft === undefined) return;
  const present = currentMapping(draft, path, file);
  await recallProposal(mapped);
  const proposal = editsOf(mapped).proposal ?? firstProposal(draftId, path, file);
  const before = { mapping: draft.fileMappings.find((each) => each.path === path) ?? null, proposal };
  try {
    const made = await outcomeOf(mapped, change, present, proposal);
    if (made === null) return;
    note(mapped, {
      proposal: made.proposal,
      history: [...editsOf(mapped).history, before].slice(-mostRemembered),
    });
    await keep(draftId, path, made.mapping);
  } catch (thrown) {
    note(mapped, { trouble: { field: change.field, trouble: troubleOf(thrown) } });
  } finally {
    note(mapped, { isBusy: false });
  }
}

interface Made {
  readonly mapping: DraftMapping | null;
  readonly proposal: MappingProposal | null;
}

async function outcomeOf(
  { path, file }: MappedFile,
  change: MappingChange,
  present: DraftMapping | null,
  proposal: MappingProposal | null,
): Promise<Made | null> {
  if (change.kind === 'pick') {
    // Detection without any answers is what holds when the draft says nothing of the file.
    if (change.origin === 'detected') return { mapping: null, proposal: ownProposal(file) };
    const picked: DraftMapping = {
      ...bareMapping(path, present),
      mapping: change.mapping,
      origin: change.origin,
    };
    return { mapping: withOpen(picked, proposal), proposal };
  }
  if (present === null) return null;
  if (change.kind === 'edit') return { mapping: edited(present, change, proposal), proposal };
  return answer(path, present, change);
}

async function answer(path: string, present: DraftMapping, change: AnswerChange): Promise<Made> {
  const proposal = await propose(path, saidWith(present, change));
  return { mapping: answered(present, change, proposal), proposal };
}

async function propose(path: string, { answers, timeZone, intervalMs }: Said): Promise<MappingProposal> {
  const [proposal] = await ask('proposeMappings', {
    files: [path],
    mapping: { answers, timeZone, intervalMs },
  });
  if (proposal === undefined) throw new Error('The engine proposed nothing.');
  return proposal;
}

function bareMapping(path: string, present: DraftMapping | null): Omit<DraftMapping, 'mapping' | 'origin'> {
  const { answers, timeZone, intervalMs } = present ?? { answers: null, timeZone: null, intervalMs: null };
  return { path, answers: answers ?? noAnswers, timeZone, intervalMs, settled: [], open: [] };
}

const noAnswers: DraftMapping['answers'] = {
  dataset: null,
  time: null,
  end: null,
  values: [],
  qualityColumn: null,
  qualityCode: null,
  meter: null,
  label: null,
  unit: null,
  toUnit: null,
  kind: null,
  missing: [],
  resampleMs: null,
  firstStart: null,
};

/** Asks for what detection says under the answers that the draft has, as after a reload of the page. */
export async function recallProposal(mapped: MappedFile): Promise<void> {
  const draft = useDrafts.getState().byId[mapped.draftId];
  const stored = draft?.fileMappings.find(({ path }) => path === mapped.path);
  if (stored === undefined || editsOf(mapped).proposal !== null) return;
  try {
    note(mapped, { proposal: await propose(mapped.path, stored) });
  } catch (thrown) {
    note(mapped, { trouble: { field: 'file', trouble: troubleOf(thrown) } });
  }
}

/** Takes the last change back. */
export async function undoChange(mapped: MappedFile): Promise<void> {
  const { history } = editsOf(mapped);
  const before = history.at(-1);
  if (before === undefined) return;
  note(mapped, { history: history.slice(0, -1), proposal: before.proposal, trouble: null });
  await keep(mapped.draftId, mapped.path, before.mapping);
}

async function keep(draftId: string, path: string, mapping: DraftMapping | null): Promise<void> {
  const draft = useDrafts.getState().byId[draftId];
  if (draft !== undefined) await changeDraft(draftId, { fileMappings: withMapping(draft, path, mapping) });
}

function keyOf(draftId: string, path: string): string {
  return `${draftId}\n${path}`;
}

function editsOf({ draftId, path }: MappedFile): MappingEdits {
  return useEdits.getState()[keyOf(draftId, path)] ?? noEdits;
}

function note(mapped: MappedFile, part: Partial<MappingEdits>): void {
  useEdits.setState({ [keyOf(mapped.draftId, mapped.path)]: { ...editsOf(mapped), ...part } });
}
