import { AppError } from '../../../contract/app-error.ts';
import type { MappingDocument } from '../../../contract/mapping-document.ts';
import type { MappingProposal } from '../../../contract/mapping-proposal.ts';
import type { Source } from '../../sources/source.ts';
import { fitRecipe } from '../recipes/fit-recipe.ts';
import { loadRecipes } from '../recipes/recipes.ts';
import { chooseLabel } from './choose-label.ts';
import { chooseZone } from './choose-zone.ts';
import { describeChoices } from './describe-choices.ts';
import { findDatasetGroups, scoreWithTime } from './choose-dataset.ts';
import type { DatasetGroup } from './choose-dataset.ts';
import { detectStructure } from './detect-structure.ts';
import type { Structure } from './detect-structure.ts';
import { createFindings, quoteNames } from './findings.ts';
import type { Findings } from './findings.ts';
import { findSentinels, tellSentinels } from './find-sentinels.ts';
import { FirstValues } from './first-values.ts';
import type { GivenAnswers } from './given-answers.ts';
import type { TimeChoice } from './time-choice.ts';
import { tellInterval } from './tell-interval.ts';
import { reachReadings } from './reach-readings.ts';
import { settleMeaning } from './settle-meaning.ts';

export type { GivenAnswers } from './given-answers.ts';

/**
 * How a file of readings would be read: a mapping with what speaks for each choice, and a question for each
 * choice that the file does not decide. A person's answers always win. `recipes` are the known exports to look
 * for; none makes detection work alone.
 *
 * @throws AppError mapping/incomplete when an answer names a column or dataset that does not exist,
 * source/no-readings when the file holds nothing that could be sent, source/* when it cannot be read
 */
export function proposeMapping(
  source: Source,
  given: GivenAnswers,
  recipes: readonly MappingDocument[] = loadRecipes(),
): MappingProposal {
  const findings = createFindings();
  const parts = chooseGroup(source, given, findings.about('dataset'));
  const group = reachReadings(source, parts.chosen);
  const structure =
    fitRecipe(source, group, recipes, given, findings) ?? detectStructure(source, group, given, findings);
  const values = settleMeaning(
    structure.mapping.values,
    structure.values,
    given,
    structure.mapping.unitColumn !== null,
    findings,
  );
  const missing = given.missing?.filter((text) => text !== 'none') ?? structure.mapping.missing;
  const first = new FirstValues(source, group, { ...structure.mapping, values, missing });
  const clock = settleClock({ source, group, structure, first }, given, findings);
  const mapping: MappingDocument = {
    ...structure.mapping,
    values,
    time: clock.time,
    missing,
    toUnit: given.toUnit ?? structure.mapping.toUnit,
    resample: given.resample ?? structure.mapping.resample,
  };
  const sentinels = first.values().flatMap(({ name, numbers }) => findSentinels(name, numbers));
  tellSentinels(sentinels, given.missing !== undefined, findings);
  const { confidence, evidence, questions, warnings } = findings;
  return {
    mapping,
    confidence,
    evidence: [...evidence],
    choices: describeChoices(
      { mapping, structure, group, rivals: parts.rivals, lengthsMs: clock.lengthsMs },
      findings,
    ),
    questions: [...questions],
    warnings: [...warnings],
  };
}

interface ChosenDatasets {
  readonly chosen: DatasetGroup;
  /** Others with times and numbers, best first. */
  readonly rivals: readonly DatasetGroup[];
}

function chooseGroup(source: Source, given: GivenAnswers, findings: Findings): ChosenDatasets {
  const groups = findDatasetGroups(source, given.dataset);
  const [best, ...others] = groups;
  if (
    best === undefined ||
    (isNoSeries(best) && given.firstStart === undefined) ||
    (best.score === 0 && given.dataset === undefined && best.stamps.length === 0)
  ) {
    const names = source.datasetNames();
    throw new AppError(
      'source/no-readings',
      names.length === 0
        ? `There is nothing to send: the file holds no table of readings.${describeUnread(source)}`
        : `There is nothing to send: no part of the file (${quoteNames(names, 12)}) holds times and numbers, so there are no values.${describeUnread(source)}`,
      { context: { path: source.path } },
    );
  }
  if (best.names.length > 1) {
    findings.note(
      `${best.names.length} parts of the file have the same columns and are read alike: ${quoteNames(best.names)}.`,
    );
  }
  const rivals = others.filter(({ score }) => score >= scoreWithTime);
  if (rivals.length > 0) {
    const option = source.kind === 'sqlite' ? '--table' : '--dataset';
    findings.note(
      `"${best.names[0] ?? ''}" is read; ${quoteNames(rivals.flatMap(({ names }) => names.slice(0, 3)))} also hold times and numbers: choose with ${option}.`,
      0.75,
    );
  }
  return { chosen: best, rivals };
}

/** What the source could not follow or read, where that is why there is nothing. */
function describeUnread(source: Source): string {
  const [first] = source.problems?.() ?? [];
  if (first === undefined) return '';
  return ` ${first.at === '' ? '' : `/${first.at}: `}${first.reason.replace(/\.$/, '')}.`;
}

/** So few rows without a time are a matrix or a list of parameters. */
const fewestTimelessRows = 23;

function isNoSeries({ stamps, profile }: DatasetGroup): boolean {
  return stamps.length === 0 && profile.dataset.rows < fewestTimelessRows;
}

interface SettledClock {
  readonly time: MappingDocument['time'];
  /** Lengths of intervals that the stamps speak for, the most frequent first. */
  readonly lengthsMs: readonly number[];
}

interface Settling {
  readonly source: Source;
  readonly group: DatasetGroup;
  readonly structure: Structure;
  readonly first: FirstValues;
}

function settleClock(
  { source, group, structure, first }: Settling,
  given: GivenAnswers,
  findings: Findings,
): SettledClock {
  const { time } = structure.mapping;
  const { time: choice } = structure;
  if (choice === null) {
    const firstStart = given.firstStart ?? time.firstStart;
    const interval = given.interval ?? time.interval;
    return { time: { ...time, zone: given.zone ?? time.zone, interval, firstStart }, lengthsMs: [] };
  }
  const around = [...(group.profile.dataset.labels ?? []), ...choice.columns.map(({ name }) => name)].join(
    ' ; ',
  );
  const isWide = structure.mapping.layout === 'wide-by-interval';
  const readStamps = onceRead(first, choice);
  const label =
    given.label ?? (isWide ? 'start' : chooseLabel(choice, around, readStamps, findings.about('label')));
  const interval = given.interval ?? time.interval ?? wideInterval(structure);
  // The whole column, where the label has had it read: a sample may miss a block of finer rows.
  const seen = choice.hasEnd || choice.isInstant ? choice : { ...choice, ms: readStamps() };
  const lengthsMs = interval === null ? tellInterval(seen, group.profile, findings.about('interval')) : [];
  const about = findings.about('zone');
  const zone = chooseZone({ source, group, structure, label, given, findings: about, readStamps });
  return { time: { ...time, label, interval, ...zone }, lengthsMs };
}

/** The stamps of the dataset, read when first asked for. */
function onceRead(first: FirstValues, { stamp }: TimeChoice): () => Float64Array {
  let stamps: Float64Array | null = null;
  return () => (stamps ??= first.readBeside(stamp));
}

function wideInterval({ intervalMinutes }: Structure): string | null {
  if (intervalMinutes === null) return null;
  return intervalMinutes % 60 === 0 ? `PT${intervalMinutes / 60}H` : `PT${intervalMinutes}M`;
}
