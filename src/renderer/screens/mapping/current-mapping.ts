import type { Draft, DraftMapping } from '../../../contract/draft-shapes.ts';
import type { FileInspection } from '../../../contract/inspection-shapes.ts';
import { mappingAnswers } from '../../../contract/request-shapes.ts';
import type { MappingDocument } from '../../../contract/mapping-document.ts';
import type { MappingChoice, MappingProposal } from '../../../contract/mapping-proposal.ts';

/** What detection proposes for a file before anybody has said anything; null where there is nothing to propose. */
export function ownProposal(file: FileInspection | null): MappingProposal | null {
  const proposal = file?.proposal ?? null;
  if (proposal === null || isPreset(proposal)) return null;
  return proposal;
}

type AnyProposal = NonNullable<FileInspection['proposal']>;

function isPreset(proposal: AnyProposal): proposal is Exclude<AnyProposal, MappingProposal> {
  return 'preset' in proposal.mapping;
}

/** How the file is read at present: as the draft has it, else as it was detected; null where neither says. */
export function currentMapping(draft: Draft, path: string, file: FileInspection | null): DraftMapping | null {
  const stored = draft.fileMappings.find((each) => each.path === path);
  if (stored !== undefined) return stored;
  const proposal = ownProposal(file);
  return proposal === null ? null : detectedMapping(path, proposal);
}

/** The mapping of a file as detection proposes it, with no answers. */
export function detectedMapping(path: string, { mapping, questions }: MappingProposal): DraftMapping {
  return {
    path,
    mapping,
    origin: 'detected',
    answers: mappingAnswers.parse({}),
    timeZone: null,
    intervalMs: null,
    settled: [],
    open: questions,
  };
}

/** The draft's mappings with one of them in place of the one there was; null takes it out. */
export function withMapping(draft: Draft, path: string, mapping: DraftMapping | null): DraftMapping[] {
  const others = draft.fileMappings.filter((each) => each.path !== path);
  return mapping === null ? others : [...others, mapping];
}

/** What is said of one choice: how sure it is, what speaks for it, and what else it could be. */
export interface ChoiceView {
  /** Null for what a person chose, or what came with a mapping that was given. */
  readonly confidence: number | null;
  readonly evidence: readonly string[];
  readonly alternatives: readonly string[];
}

const nothingSaid: ChoiceView = { confidence: null, evidence: [], alternatives: [] };

/**
 * A choice as the last proposal has it. Where a person has answered, the proposal is silent: then the first one
 * tells what the file itself spoke for.
 */
export function viewChoice(
  field: MappingChoice['field'],
  present: MappingProposal | null,
  first: MappingProposal | null,
  shown: string,
): ChoiceView {
  const now = present?.choices.find((choice) => choice.field === field);
  const before = first?.choices.find((choice) => choice.field === field);
  const any = now ?? before;
  if (any === undefined) return nothingSaid;
  const isAsProposed = before?.chosen === shown && shown !== '';
  const isAnswered =
    !isAsProposed && (now === undefined || now.evidence.length === 0 || now.chosen !== shown);
  const said = isAsProposed ? before : any;
  const evidence = said.evidence.length > 0 ? said.evidence : (before?.evidence ?? []);
  const others = [before?.chosen ?? '', ...(before?.alternatives ?? []), ...(now?.alternatives ?? [])];
  return {
    confidence: isAnswered && shown !== '' ? null : said.confidence,
    evidence,
    alternatives: [...new Set(others)].filter((text) => text !== '' && text !== shown),
  };
}

/** Units and kinds of all values, each once; empty while some are not known. */
export function sharedOf(mapping: MappingDocument, part: 'unit' | 'kind'): string {
  const found = new Set(mapping.values.map((value) => value[part] ?? ''));
  return found.has('') ? '' : [...found].join(', ');
}
