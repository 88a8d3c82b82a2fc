import type { MappingChoice, MappingProposal, MappingQuestion } from '../../../contract/mapping-proposal.ts';

/** What a choice of a proposal is about. */
export type ChoiceField = MappingChoice['field'];

/** What speaks for one choice. */
export interface Grounds {
  readonly evidence: readonly string[];
  /** Of its weakest evidence, 0-1; below an even chance while it is asked about. */
  readonly confidence: number;
  readonly questions: readonly MappingQuestion[];
}

/** What detection found out on its way: sentences for people, open questions, and how sure it is. */
export interface Findings {
  readonly evidence: readonly string[];
  readonly questions: readonly MappingQuestion[];
  readonly warnings: MappingProposal['warnings'];
  /** Of the weakest choice so far, 0-1. */
  readonly confidence: number;
  /** A choice made, what speaks for it, and how sure it is. */
  note(sentence: string, confidence?: number): void;
  /** A choice left to a person; one question a code. */
  ask(question: MappingQuestion): void;
  warn(code: string, text: string, row?: number | null): void;
  /** The same findings; what is noted and asked through it belongs to the choice of that field. */
  about(field: ChoiceField): Findings;
  groundsOf(field: ChoiceField): Grounds;
}

/** An open question leaves less than an even chance of being right without its answer. */
const confidenceWithQuestion = 0.4;

export function createFindings(): Findings {
  const evidence: string[] = [];
  const questions: MappingQuestion[] = [];
  const warnings: MappingProposal['warnings'] = [];
  const fields = new Map<ChoiceField, FieldGrounds>();
  let confidence = 1;

  const view = (field: ChoiceField | null): Findings => ({
    evidence,
    questions,
    warnings,
    get confidence() {
      return questions.length > 0 ? Math.min(confidence, confidenceWithQuestion) : confidence;
    },
    note(sentence, sureness = 1) {
      if (!evidence.includes(sentence)) evidence.push(sentence);
      confidence = Math.min(confidence, sureness);
      if (field !== null) groundsIn(fields, field).note(sentence, sureness);
    },
    ask(question) {
      if (questions.some(({ code }) => code === question.code)) return;
      questions.push(question);
      if (field !== null) groundsIn(fields, field).ask(question);
    },
    warn(code, text, row = null) {
      warnings.push({ code, text, row });
    },
    about: view,
    groundsOf: (asked) => groundsIn(fields, asked),
  });
  return view(null);
}

/** What was noted and asked of one field so far. */
class FieldGrounds implements Grounds {
  readonly evidence: string[] = [];
  readonly questions: MappingQuestion[] = [];
  #sureness = 1;

  get confidence(): number {
    return this.questions.length > 0 ? Math.min(this.#sureness, confidenceWithQuestion) : this.#sureness;
  }

  note(sentence: string, sureness: number): void {
    if (!this.evidence.includes(sentence)) this.evidence.push(sentence);
    this.#sureness = Math.min(this.#sureness, sureness);
  }

  ask(question: MappingQuestion): void {
    this.questions.push(question);
  }
}

function groundsIn(fields: Map<ChoiceField, FieldGrounds>, field: ChoiceField): FieldGrounds {
  const known = fields.get(field) ?? new FieldGrounds();
  fields.set(field, known);
  return known;
}

/** `"a", "b" and "c"`, cut after a few. */
export function quoteNames(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  if (names.length > most) return `${shown.join(', ')} and ${names.length - most} more`;
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
