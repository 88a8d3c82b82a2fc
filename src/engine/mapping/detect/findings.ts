import type { MappingProposal, MappingQuestion } from '../../../contract/mapping-proposal.ts';

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
}

/** An open question leaves less than an even chance of being right without its answer. */
const confidenceWithQuestion = 0.4;

export function createFindings(): Findings {
  const evidence: string[] = [];
  const questions: MappingQuestion[] = [];
  const warnings: MappingProposal['warnings'] = [];
  let confidence = 1;
  return {
    evidence,
    questions,
    warnings,
    get confidence() {
      return questions.length > 0 ? Math.min(confidence, confidenceWithQuestion) : confidence;
    },
    note(sentence, sureness = 1) {
      if (!evidence.includes(sentence)) evidence.push(sentence);
      confidence = Math.min(confidence, sureness);
    },
    ask(question) {
      if (!questions.some(({ code }) => code === question.code)) questions.push(question);
    },
    warn(code, text, row = null) {
      warnings.push({ code, text, row });
    },
  };
}

/** `"a", "b" and "c"`, cut after a few. */
export function quoteNames(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  if (names.length > most) return `${shown.join(', ')} and ${names.length - most} more`;
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
