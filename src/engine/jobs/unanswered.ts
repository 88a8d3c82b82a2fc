import { AppError } from '../../contract/app-error.ts';
import type { MappingQuestion } from '../../contract/mapping-proposal.ts';

/** Why nothing can be sent yet: each open question with the option that answers it. */
export function unanswered(questions: readonly MappingQuestion[]): AppError {
  const [first] = questions;
  const asked = questions.map(({ text, option }) => `${text} Answer with ${option}.`).join(' ');
  const codes = questions.map(({ code }) => code);
  return new AppError('mapping/incomplete', `Nothing was sent. ${asked}`, {
    context: { questions: codes.join(' '), option: first?.option ?? '' },
  });
}
