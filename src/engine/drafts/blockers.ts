import type { AppError } from '../../contract/app-error.ts';
import type { Blocker, Draft, DraftStep } from '../../contract/draft-shapes.ts';
import type { MappingQuestion } from '../../contract/mapping-proposal.ts';
import type { Plan, PlannedSeries } from '../jobs/plan.ts';
import { typedResource } from '../jobs/typed-resources.ts';
import type { FindsProfiles } from './draft-book.ts';
import type { KeptChoice } from './draft-file.ts';

/** What the draft itself lacks, before anybody has looked into its files. */
export function blockersOfDraft(draft: Draft, choice: KeptChoice, profiles: FindsProfiles): Blocker[] {
  const blockers: Blocker[] = [];
  const add = (step: DraftStep, code: Blocker['code'], text: string): void =>
    void blockers.push({ step, code, text });
  if (draft.files.length === 0) add('sources', 'draft/incomplete', 'No file has been chosen yet.');
  for (const { code, text } of openQuestionsOf(draft)) add('mapping', code, text);
  if (isNothingChosen(choice)) add('series', 'draft/incomplete', 'No series is chosen.');
  const { profile } = draft.destination;
  if (profile === null) add('destination', 'draft/incomplete', 'No destination has been chosen yet.');
  else if (profiles.find(profile) === null)
    add('destination', 'profile/not-found', `The destination "${profile}" is there no longer.`);
  const { fromMs, toMs } = draft.range;
  if (fromMs !== null && toMs !== null && fromMs >= toMs)
    add('series', 'usage/invalid', 'The date range ends before it begins.');
  return blockers;
}

/** What a person has been asked about the files and has not answered; what the mappings leave open comes beside. */
export function openQuestionsOf({ files, mapping, fileMappings }: Draft): MappingQuestion[] {
  // The layout of a VEN client's files says it all.
  if (mapping.preset === 'ven-client') return [];
  return fileMappings.filter(({ path }) => files.includes(path)).flatMap(({ open }) => open);
}

export function isNothingChosen({ mode, except }: KeptChoice): boolean {
  return mode === 'none' && except.length === 0;
}

/** What keeps a plan from becoming a job. */
export function blockersOfPlan(
  plan: Pick<Plan, 'questions' | 'series' | 'datasets'>,
  draft: Draft,
): Blocker[] {
  const blockers: Blocker[] = plan.questions.map(({ code, text }) => ({ step: 'mapping', code, text }));
  const bound = plan.series.filter(({ skip }) => skip === null);
  const lost = bound.filter(({ resourceId }) => resourceId === null);
  const add = (code: Blocker['code'], text: string): void =>
    void blockers.push({ step: 'series', code, text });
  if (lost.length > 0) {
    add(
      'mapping/resource-unregistered',
      `Nothing says which VTN resource these series go to (${lost.length}): ${someNames(lost)}.`,
    );
  }
  const crowded = crowdedSeries(plan, draft, bound);
  if (crowded.length > 0) {
    add(
      'mapping/incomplete',
      `One VTN resource was given for ${crowded.length} series: ${someNames(crowded)}. Give each its own, or choose one of them.`,
    );
  }
  // Open questions leave the series unread: what they lack is not known yet.
  const isKnown = plan.questions.length === 0 && crowded.length === 0;
  if (isKnown && bound.every(({ planned }) => planned === 0)) {
    const reason = plan.series.find(({ skip }) => skip !== null)?.skip?.text;
    add(
      'draft/incomplete',
      `None of the ${plan.series.length} chosen series has anything to send.${reason === undefined ? '' : ` The first reason: ${reason}`}`,
    );
  }
  return blockers;
}

/** Series of one file that would all go to the one resource that was given. */
function crowdedSeries(
  { series, datasets }: Pick<Plan, 'series' | 'datasets'>,
  { resources }: Draft,
  bound: readonly PlannedSeries[],
): PlannedSeries[] {
  if (resources.single === null || resources.listPath !== null) return [];
  const atOdds = series.filter(({ skip }) => skip?.code === 'mapping/resource-shared');
  if (atOdds.length > 1) return atOdds;
  const ofFiles = new Map<number, PlannedSeries[]>();
  for (const each of bound) {
    const source = datasets[each.dataset ?? -1]?.source;
    const isOwn = typedResource(resources, each.loadId) !== null || each.ven !== '';
    if (source !== undefined && !isOwn) ofFiles.set(source, [...(ofFiles.get(source) ?? []), each]);
  }
  return [...ofFiles.values()].find((crowd) => crowd.length > 1) ?? [];
}

function someNames(series: readonly PlannedSeries[]): string {
  const some = series.slice(0, 5).map(({ name }) => `"${name}"`);
  return `${some.join(', ')}${series.length > 5 ? ', …' : ''}`;
}

/** A plan that could not be made, as something to mend; null for what a person cannot mend in the draft. */
export function blockerOfError({ code, message }: AppError): Blocker | null {
  const step = stepOf(code);
  return step === null ? null : { step, code, text: message };
}

function stepOf(code: string): DraftStep | null {
  if (code.startsWith('source/')) return 'sources';
  if (code.startsWith('mapping/')) return 'mapping';
  return code === 'usage/invalid' ? 'series' : null;
}
