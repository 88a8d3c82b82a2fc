import type { MappingRequest } from '../../contract/request-shapes.ts';
import type { MappingDocument } from '../../contract/mapping-document.ts';
import type { MappingProposal } from '../../contract/mapping-proposal.ts';
import type { Reader } from '../workers/reader.ts';
import { applyAnswers, openQuestions } from '../mapping/answer-mapping.ts';

/**
 * The mapping a file is read by: the given document with the answers laid over it, or what detection proposes.
 * Throws source/* and mapping/incomplete.
 */
export async function chooseMapping(
  reader: Reader,
  file: string,
  request: MappingRequest,
): Promise<MappingProposal> {
  const own = request.documents.find(({ path }) => path === file);
  if (own !== undefined) return given(own.mapping);
  const { timeZone, intervalMs, quality } = request;
  // A quality that is not the default was given by somebody, for all readings.
  const qualityCode = request.answers.qualityCode ?? (quality === 'GOOD' ? null : quality);
  const answers = { ...request.answers, qualityCode, timeZone, intervalMs };
  if (request.document !== null) {
    return given(applyAnswers(request.document, answers));
  }
  const { proposal } = await reader.propose(file, answers);
  return proposal;
}

function given(mapping: MappingDocument): MappingProposal {
  return {
    mapping,
    confidence: 1,
    evidence: [],
    choices: [],
    questions: openQuestions(mapping),
    warnings: [],
  };
}
