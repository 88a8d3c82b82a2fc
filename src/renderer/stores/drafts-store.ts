import { create } from 'zustand';
import type { Draft, DraftChange } from '../../contract/draft-shapes.ts';
import type { EngineEvent } from '../../contract/engine-events.ts';
import type { Trouble } from '../../contract/job-shapes.ts';
import { ask, troubleOf } from './ask-engine.ts';

interface DraftsStore {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly trouble: Trouble | null;
  readonly byId: Readonly<Record<string, Draft>>;
  /** Why the last change of a draft was not kept, by its id. */
  readonly refusals: Readonly<Record<string, Trouble>>;
  /** The draft that this page is making a job of: gone at the engine before the page knows the job. */
  readonly becomingJob: Draft | null;
}

/** The migrations in preparation, as the engine keeps them. */
export const useDrafts = create<DraftsStore>(() => ({
  status: 'loading',
  trouble: null,
  byId: {},
  refusals: {},
  becomingJob: null,
}));

/** The draft of this id, as long as there is something to show of it. */
export function useDraft(draftId: string): Draft | undefined {
  return useDrafts(
    ({ byId, becomingJob }) => byId[draftId] ?? (becomingJob?.id === draftId ? becomingJob : undefined),
  );
}

export function showBecomingJob(draft: Draft | null): void {
  useDrafts.setState({ becomingJob: draft });
}

export async function loadDrafts(): Promise<void> {
  try {
    const drafts = await ask('listDrafts', {});
    useDrafts.setState({
      status: 'ready',
      trouble: null,
      byId: Object.fromEntries(drafts.map((draft) => [draft.id, draft])),
    });
  } catch (thrown) {
    const trouble = troubleOf(thrown);
    if (trouble.code !== 'engine/stopped') useDrafts.setState({ status: 'failed', trouble });
  }
}

export function applyDraftEvent(event: EngineEvent): void {
  if (event.type === 'draft-changed') keep(event.draft);
  if (event.type === 'draft-removed') {
    useDrafts.setState(({ byId }) => ({
      byId: Object.fromEntries(Object.entries(byId).filter(([id]) => id !== event.draftId)),
    }));
  }
}

/** Keeps a change at once, here and at the engine; what the engine refuses is told beside the step. */
export async function changeDraft(draftId: string, change: DraftChange): Promise<Draft | null> {
  const before = useDrafts.getState().byId[draftId];
  if (before !== undefined) keep({ ...before, ...withoutAbsent(change) });
  try {
    const draft = await ask('changeDraft', { draftId, change });
    keep(draft);
    setRefusal(draftId, null);
    return draft;
  } catch (thrown) {
    if (before !== undefined) keep(before);
    setRefusal(draftId, troubleOf(thrown));
    return null;
  }
}

function withoutAbsent(change: DraftChange): Partial<Draft> {
  return Object.fromEntries(
    Object.entries(change).filter(([, part]: [string, unknown]) => part !== undefined),
  );
}

function keep(draft: Draft): void {
  useDrafts.setState(({ byId }) => ({ byId: { ...byId, [draft.id]: draft } }));
}

function setRefusal(draftId: string, trouble: Trouble | null): void {
  useDrafts.setState(({ refusals }) => ({
    refusals: Object.fromEntries([
      ...Object.entries(refusals).filter(([id]) => id !== draftId),
      ...(trouble === null ? [] : [[draftId, trouble]]),
    ]) as Record<string, Trouble>,
  }));
}
