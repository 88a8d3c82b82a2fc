import type { DraftBook } from './draft-book.ts';
import { everySeries } from './draft-file.ts';
import type { KeptChoice } from './draft-file.ts';
import type { ChosenFlags, SeriesTable } from './series-table.ts';

/** A grid of series, and whether it has all that the files have. */
export interface ChoosableSeries {
  readonly table: SeriesTable;
  readonly isComplete: boolean;
}

/** Which series of each draft are sent. Kept with the draft; choices can be taken back as long as the engine runs. */
export interface SeriesChoices {
  flagsOf(draftId: string, series: ChoosableSeries): ChosenFlags;
  choose(draftId: string, series: ChoosableSeries, positions: Iterable<number>, chosen: boolean): ChosenFlags;
  /** Takes the last choice back, if there is one. */
  undo(draftId: string, series: ChoosableSeries): ChosenFlags;
  canUndo(draftId: string): boolean;
  forget(draftId: string): void;
}

const choicesUndone = 20;

interface DraftChoices {
  readonly table: SeriesTable;
  readonly choice: KeptChoice;
  readonly flags: ChosenFlags;
  /** The choices before this one, the latest last. */
  readonly before: readonly ChosenFlags[];
}

export function createSeriesChoices(drafts: Pick<DraftBook, 'choiceOf' | 'keepChoice'>): SeriesChoices {
  const known = new Map<string, DraftChoices>();
  /** As the draft has it now: another process may have chosen, and a new survey may have other series. */
  const current = (draftId: string, { table }: ChoosableSeries): DraftChoices => {
    const choice = drafts.choiceOf(draftId);
    const kept = known.get(draftId);
    if (kept?.table === table && kept.choice === choice) return kept;
    const flags = flagsFrom(choice, table);
    const isSameChoice = kept?.choice === choice && haveSameSeries(kept.table, table);
    const fresh = { table, choice, flags, before: isSameChoice ? kept.before : [] };
    known.set(draftId, fresh);
    return fresh;
  };
  const put = (
    draftId: string,
    series: ChoosableSeries,
    flags: ChosenFlags,
    before: readonly ChosenFlags[],
  ): ChosenFlags => {
    drafts.keepChoice(draftId, choiceFrom(flags, series, drafts.choiceOf(draftId)));
    known.set(draftId, { table: series.table, choice: drafts.choiceOf(draftId), flags, before });
    return flags;
  };
  return {
    flagsOf: (draftId, series) => current(draftId, series).flags,
    choose: (draftId, series, positions, chosen) => {
      const { flags, before } = current(draftId, series);
      const changed = flags.slice();
      for (const position of positions) changed[position] = Number(chosen);
      return put(draftId, series, changed, [...before, flags].slice(-choicesUndone));
    },
    undo: (draftId, series) => {
      const { flags, before } = current(draftId, series);
      const last = before.at(-1);
      return last === undefined ? flags : put(draftId, series, last, before.slice(0, -1));
    },
    canUndo: (draftId) => (known.get(draftId)?.before.length ?? 0) > 0,
    forget: (draftId) => void known.delete(draftId),
  };
}

function haveSameSeries(one: SeriesTable, other: SeriesTable): boolean {
  if (one.count !== other.count) return false;
  for (let position = 0; position < one.count; position++)
    if (one.idAt(position) !== other.idAt(position)) return false;
  return true;
}

function flagsFrom({ mode, except }: KeptChoice, table: SeriesTable): ChosenFlags {
  const flags = new Uint8Array(table.count).fill(mode === 'all' ? 1 : 0);
  for (const series of except) {
    const position = table.positionOf(series);
    if (position !== null) flags[position] = mode === 'all' ? 0 : 1;
  }
  return flags;
}

/** The shorter way to say it. Of series that the grid has not read yet, what was said before stays. */
function choiceFrom(
  flags: ChosenFlags,
  { table, isComplete }: ChoosableSeries,
  before: KeptChoice,
): KeptChoice {
  const chosen = countChosen(flags);
  if (isComplete && chosen === table.count) return everySeries;
  const mode = isComplete ? (chosen * 2 >= table.count ? 'all' : 'none') : before.mode;
  const odd = mode === 'all' ? 0 : 1;
  const except = isComplete ? [] : before.except.filter((series) => table.positionOf(series) === null);
  for (let position = 0; position < flags.length; position++)
    if (flags[position] === odd) except.push(table.idAt(position));
  return { mode, except };
}

export function countChosen(flags: ChosenFlags): number {
  let count = 0;
  for (const flag of flags) count += flag;
  return count;
}
