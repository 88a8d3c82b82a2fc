import { AppError } from '../../../contract/app-error.ts';
import { examples } from './column-profile.ts';
import type { ColumnProfile } from './column-profile.ts';
import { timeChoices } from './choose-time.ts';
import { quoteNames } from './findings.ts';
import type { Findings } from './findings.ts';
import { givenColumns } from './given-answers.ts';
import type { GivenAnswers } from './given-answers.ts';
import { withLateMidnight } from './late-midnight.ts';
import { joinTexts, readStamps, recogniseTexts } from './stamp-columns.ts';
import type { StampColumn } from './stamp-columns.ts';
import type { TimeChoice } from './time-choice.ts';
import { timeOfParts } from './time-parts.ts';

/**
 * The time of the rows: as given, else the best choice. Null, with a question, for a dataset that has none.
 * `wideDay` is the day column of a wide layout, which goes before any other.
 *
 * @throws AppError mapping/incomplete when a given column does not exist or holds no time
 */
export function settleTime(
  columns: readonly ColumnProfile[],
  stamps: readonly StampColumn[],
  wideDay: StampColumn | null,
  given: GivenAnswers,
  findings: Findings,
): TimeChoice | null {
  if (given.time !== undefined) return withLateMidnight(givenTime(columns, given, findings), findings);
  const parts = wideDay === null ? timeOfParts(columns) : null;
  const known = timeChoices(wideDay === null ? stamps : [wideDay]);
  const choices = parts === null ? known : [parts, ...known].sort((a, b) => b.score - a.score);
  const [best] = choices;
  if (best === undefined) {
    askForTime(columns, given, findings);
    return null;
  }
  tellTime(best, stamps, findings);
  askForOrder(best, findings);
  return withLateMidnight(best, findings);
}

function givenTime(columns: readonly ColumnProfile[], given: GivenAnswers, findings: Findings): TimeChoice {
  const names = columns.map(({ name }) => name);
  const profilesOf = (text: string, option: string): ColumnProfile[] =>
    givenColumns(text, names, option).map((name) => columns[names.indexOf(name)] as ColumnProfile);
  const start = profilesOf(given.time ?? '', '--time');
  const end = given.end === undefined ? null : profilesOf(given.end, '--end');
  const candidate = recognised(start, '--time');
  const endCandidate = end === null ? null : recognised(end, '--end');
  const choice: TimeChoice = {
    stamp: { columns: start.map(({ name }) => name), pattern: candidate.pattern },
    end: end === null ? null : { columns: end.map(({ name }) => name), pattern: endCandidate?.pattern ?? '' },
    endIsInclusive: false,
    columns: [...start, ...(end ?? [])],
    words: start.map(({ words }) => words).join(''),
    candidate,
    ms: readStamps(candidate.pattern, start),
    endMs: end === null || endCandidate === null ? null : readStamps(endCandidate.pattern, end),
    isInstant: candidate.isInstant,
    hasEnd: end !== null || candidate.isRange,
    isDaily: !candidate.hasTime && !candidate.isInstant,
    score: 0,
    why: 'it was given',
  };
  askForOrder(choice, findings);
  return choice;
}

function recognised(
  columns: readonly ColumnProfile[],
  option: string,
): NonNullable<ReturnType<typeof recogniseTexts>> {
  const candidate = recogniseTexts(joinTexts(columns));
  if (candidate !== null) return candidate;
  const samples = columns.flatMap((column) => examples(column));
  throw new AppError(
    'mapping/incomplete',
    `${option} names ${quoteNames(columns.map(({ name }) => name))}, but no date and time can be read there (${quoteNames(samples)}).`,
  );
}

function tellTime(best: TimeChoice, stamps: readonly StampColumn[], findings: Findings): void {
  const [first] = best.columns;
  const sample =
    first === undefined
      ? ''
      : (joinTexts(best.columns.filter(({ name }) => best.stamp.columns.includes(name)))[0] ?? '');
  const end =
    best.end === null
      ? ''
      : `, ending at ${quoteNames(best.end.columns)}${best.endIsInclusive ? ' (the last minute or second within)' : ''}`;
  findings.note(
    `The time is in ${quoteNames(best.stamp.columns)}${end}, read as "${best.stamp.pattern}" (${sample}).`,
    Math.min(0.95, best.candidate?.share ?? 0.8),
  );
  const others = stamps
    .filter(({ profile, role }) => !best.columns.includes(profile) && (role === 'full' || role === 'range'))
    .map(({ profile }) => profile.name);
  if (others.length > 0) {
    findings.note(
      `${quoteNames(others)} could be the time, too; ${quoteNames(best.stamp.columns)} was taken because ${best.why}. Choose with --time.`,
      0.8,
    );
  }
}

function askForOrder({ candidate, stamp }: TimeChoice, findings: Findings): void {
  if (candidate?.dayMonthOrder !== 'guessed') return;
  findings.ask({
    code: 'mapping/date-order',
    text: `In ${quoteNames(stamp.columns)} no day is above 12, so that day and month cannot be told apart; they are read as "${stamp.pattern}".`,
    option: '--save-mapping and edit "time.stamp.pattern"',
    suggestions: [stamp.pattern],
  });
}

function askForTime(columns: readonly ColumnProfile[], given: GivenAnswers, findings: Findings): void {
  if (given.firstStart !== undefined) {
    findings.note(`No column is a time; the first row starts at ${given.firstStart}, as was said.`);
    return;
  }
  findings.ask({
    code: 'mapping/time-unknown',
    text: `No column can be read as date and time (${quoteNames(columns.map(({ name }) => name))}). Which one is it (--time), or when does the first row start (--first-start)?`,
    option: '--time or --first-start',
    suggestions: [],
  });
}
