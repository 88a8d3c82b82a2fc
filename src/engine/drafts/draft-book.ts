import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { AppError } from '../../contract/app-error.ts';
import { draft as draftShape } from '../../contract/draft-shapes.ts';
import type { Draft, DraftChange } from '../../contract/draft-shapes.ts';
import type { EngineEvent } from '../../contract/engine-events.ts';
import type { Profile } from '../../contract/profile-shapes.ts';
import type { Log } from '../ports/log.ts';
import { everySeries, openDraftFiles } from './draft-file.ts';
import type { DraftFiles, KeptChoice, StoredDraft } from './draft-file.ts';

/** Profiles as far as drafts need them. */
export interface FindsProfiles {
  find(name: string): Profile | null;
}

export interface DraftBookDeps {
  readonly stateDir: string;
  readonly now: () => number;
  readonly log: Log;
  readonly announce: (event: EngineEvent) => void;
  readonly profiles: FindsProfiles;
  /** True when the files, by content, are a resource database with its meter file. */
  readonly isVenClientSet: (files: readonly string[]) => Promise<boolean>;
}

/** The migrations in preparation. Each change is on the disk when it is answered; the last writer wins. */
export interface DraftBook {
  /** The latest changed first; damaged files are named in the log and left alone. */
  list(): Draft[];
  /** Throws draft/not-found, and usage/invalid when its file is damaged. */
  find(draftId: string): Draft;
  create(files: readonly string[], isRehearsal?: boolean): Promise<Draft>;
  /** Throws draft/not-found. */
  change(draftId: string, change: DraftChange): Promise<Draft>;
  remove(draftId: string): void;
  choiceOf(draftId: string): KeptChoice;
  keepChoice(draftId: string, choice: KeptChoice): void;
}

export function openDraftBook(deps: DraftBookDeps): DraftBook {
  const files = openDraftFiles(deps.stateDir);
  const isoNow = (): string => new Date(deps.now()).toISOString();
  const write = (stored: StoredDraft): Draft => {
    files.write(stored);
    deps.announce({ type: 'draft-changed', draft: stored.draft });
    return stored.draft;
  };
  return {
    list: () => listDrafts(files, deps.log),
    find: (draftId) => demand(files, draftId).draft,
    create: async (given, isRehearsal = false) => {
      const named = absolute(given);
      const mapping = { preset: await presetOf(deps, named, 'auto') };
      const draft = newDraft({ at: isoNow(), files: named, mapping, rehearsal: isRehearsal });
      return write({ draft, choice: everySeries });
    },
    change: async (draftId, change) => {
      const named = change.files === undefined ? null : absolute(change.files);
      const preset =
        named === null ? null : await presetOf(deps, named, demand(files, draftId).draft.mapping.preset);
      // Read again after the wait: what was written meanwhile stays.
      const { draft, choice } = demand(files, draftId);
      const changed = { ...withChange(draft, change, deps.profiles), changedAt: isoNow() };
      if (preset !== null) changed.mapping = { ...changed.mapping, preset };
      return write({ draft: changed, choice });
    },
    remove: (draftId) => {
      demand(files, draftId);
      files.remove(draftId);
      deps.announce({ type: 'draft-removed', draftId });
    },
    choiceOf: (draftId) => demand(files, draftId).choice,
    keepChoice: (draftId, choice) => {
      const { draft } = demand(files, draftId);
      write({ draft: { ...draft, changedAt: isoNow() }, choice });
    },
  };
}

function listDrafts(files: DraftFiles, log: Log): Draft[] {
  const drafts = files.ids().flatMap((id) => {
    try {
      return files.read(id)?.draft ?? [];
    } catch (thrown) {
      log.warn('a draft cannot be read', { draftId: id, error: (thrown as Error).message });
      return [];
    }
  });
  return drafts.sort((one, other) => (one.changedAt < other.changedAt ? 1 : -1));
}

function demand(files: DraftFiles, draftId: string): StoredDraft {
  const stored = files.read(draftId);
  if (stored !== null) return stored;
  throw new AppError('draft/not-found', `There is no migration ${draftId} in preparation.`, {
    context: { draftId },
  });
}

function newDraft({
  at,
  ...given
}: Pick<Draft, 'files' | 'rehearsal'> & { readonly at: string; readonly mapping: object }): Draft {
  return draftShape.parse({
    id: newDraftId(at),
    createdAt: at,
    changedAt: at,
    step: 'sources',
    fileMappings: [],
    resources: {},
    range: {},
    destination: {},
    pace: {},
    ...given,
  });
}

/** Sorts by time, and no two are alike. */
function newDraftId(at: string): string {
  const digits = at.replace(/\D/g, '');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${randomUUID().slice(0, 8)}`;
}

function absolute(files: readonly string[]): string[] {
  return [...new Set(files.map((file) => path.resolve(file)))];
}

/** A set that was recognised is read as one; files that are no set any more are recognised one by one. */
async function presetOf(
  { isVenClientSet }: DraftBookDeps,
  files: readonly string[],
  before: Draft['mapping']['preset'],
): Promise<Draft['mapping']['preset']> {
  if (files.length > 0 && (await isVenClientSet(files))) return 'ven-client';
  return before === 'ven-client' ? 'auto' : before;
}

function withChange(draft: Draft, change: DraftChange, profiles: FindsProfiles): Draft {
  const given = Object.fromEntries(Object.entries<unknown>(change).filter(([, part]) => part !== undefined));
  const changed: Draft = { ...draft, ...given };
  changed.files = absolute(changed.files);
  changed.fileMappings = changed.fileMappings
    .map((each) => ({ ...each, path: path.resolve(each.path) }))
    .filter((each) => changed.files.includes(each.path));
  const { listPath } = changed.resources;
  if (listPath !== null) changed.resources = { ...changed.resources, listPath: path.resolve(listPath) };
  // A job to this VTN starts with the VTN's limits, until the person says otherwise.
  const { profile } = changed.destination;
  if (profile !== null && profile !== draft.destination.profile && change.pace === undefined)
    changed.pace = { ...changed.pace, ...profiles.find(profile)?.limits };
  return changed;
}
