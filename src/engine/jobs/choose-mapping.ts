import type { MappingRequest } from '../../contract/job-shapes.ts';
import type { MappingDocument } from '../../contract/mapping-document.ts';
import type { MappingProposal, MappingQuestion } from '../../contract/mapping-proposal.ts';
import type { Reader } from '../workers/reader.ts';
import { applyAnswers, openQuestions } from '../mapping/answer-mapping.ts';

export interface ChosenMapping {
  readonly mapping: MappingDocument;
  readonly questions: readonly MappingQuestion[];
  readonly warnings: MappingProposal['warnings'];
}

/**
 * The mapping a file is read by: the given document with the answers laid over it, or what detection proposes.
 * Throws source/* and mapping/incomplete.
 */
export async function chooseMapping(
  reader: Reader,
  file: string,
  request: MappingRequest,
): Promise<ChosenMapping> {
  const { timeZone, intervalMs, quality } = request;
  // A quality that is not the default was given by somebody, for all readings.
  const qualityCode = request.answers.qualityCode ?? (quality === 'GOOD' ? null : quality);
  const answers = { ...request.answers, qualityCode, timeZone, intervalMs };
  if (request.document !== null) {
    const mapping = applyAnswers(request.document, answers);
    return { mapping, questions: openQuestions(mapping), warnings: [] };
  }
  const { proposal } = await reader.propose(file, answers);
  return proposal;
}
