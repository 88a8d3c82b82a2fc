import type { SeriesChoice, SeriesFilter, SeriesPage, SeriesSort } from '../../contract/series-shapes.ts';
import { AppError } from '../../contract/app-error.ts';
import type { DraftSurvey } from './read-survey.ts';
import { countChosen } from './series-choice.ts';
import type { SeriesChoices } from './series-choice.ts';

export interface SeriesAsked {
  readonly filter: SeriesFilter;
  readonly sort: SeriesSort;
  readonly offset: number;
  readonly limit: number;
}

/** A page of the grid of a draft's series. */
export async function listSeries(
  draftId: string,
  survey: DraftSurvey,
  choices: SeriesChoices,
  { filter, sort, offset, limit }: SeriesAsked,
): Promise<SeriesPage> {
  const { table } = survey;
  const flags = choices.flagsOf(draftId, survey);
  const positions = await table.list(filter, sort, flags);
  let chosenMatching = 0;
  for (const position of positions) chosenMatching += flags[position] ?? 0;
  return {
    total: positions.length,
    chosenMatching,
    chosen: countChosen(flags),
    all: table.count,
    chosenIntervals: table.chosenIntervals(flags),
    rows: Array.from(positions.subarray(offset, offset + limit), (position) =>
      table.rowAt(position, flags[position] === 1),
    ),
  };
}

/** Puts a choice into effect. Throws usage/invalid for a series that is not there. */
export async function chooseSeries(
  draftId: string,
  survey: DraftSurvey,
  choices: SeriesChoices,
  choice: SeriesChoice,
): Promise<{ chosen: number; chosenIntervals: number; canUndo: boolean }> {
  const flags =
    choice.kind === 'undo'
      ? choices.undo(draftId, survey)
      : choices.choose(draftId, survey, await positionsOf(draftId, survey, choices, choice), choice.chosen);
  return {
    chosen: countChosen(flags),
    chosenIntervals: survey.table.chosenIntervals(flags),
    canUndo: choices.canUndo(draftId),
  };
}

async function positionsOf(
  draftId: string,
  survey: DraftSurvey,
  choices: SeriesChoices,
  choice: Exclude<SeriesChoice, { kind: 'undo' }>,
): Promise<Iterable<number>> {
  const { table } = survey;
  const flags = choices.flagsOf(draftId, survey);
  switch (choice.kind) {
    case 'matching':
      return table.list(choice.filter, { by: 'order', descending: false }, flags);
    case 'rows':
      return (await table.list(choice.filter, choice.sort, flags)).subarray(choice.from, choice.to);
    case 'series':
      return choice.series.map((series) => {
        const position = table.positionOf(series);
        if (position !== null) return position;
        throw new AppError('usage/invalid', `The migration has no series "${series}".`, {
          context: { series },
        });
      });
  }
}
