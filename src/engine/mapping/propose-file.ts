import type { MappingProposal } from '../../contract/mapping-proposal.ts';
import type { FileProposal, ProposalAnswers } from '../workers/reader.ts';
import { openReadable } from '../workers/open-readable.ts';
import type { Readable } from '../workers/open-readable.ts';
import type { GivenAnswers } from './detect/given-answers.ts';
import { proposeMapping } from './detect/propose-mapping.ts';
import { proposeNem12 } from './map-nem12.ts';
import { spellDuration } from './spell-duration.ts';
import type { UnpackedFiles } from '../workers/unpacked-files.ts';

/**
 * What a file is and how it would be read. `unpacked` has what containers hold.
 *
 * @throws AppError source/*; mapping/incomplete when an answer names a column that is not there
 */
export async function proposeFile(
  path: string,
  answers: ProposalAnswers,
  unpacked: UnpackedFiles,
): Promise<FileProposal> {
  const readable = await openReadable(path, unpacked);
  try {
    return {
      path,
      kind: readable.source.kind,
      sizeBytes: readable.recognised.sizeBytes,
      proposal: proposeReadable(readable, answers),
    };
  } finally {
    readable.source.close();
  }
}

/** How an open file would be read. Throws mapping/incomplete, source/no-readings. */
export function proposeReadable({ source }: Readable, answers: ProposalAnswers): MappingProposal {
  return source.kind === 'nem12' ? proposeNem12(source, answers) : proposeMapping(source, given(answers));
}

/** What was answered; detection decides the rest. */
function given(answers: ProposalAnswers): GivenAnswers {
  const { dataset, time, end, values, meter, label, unit, toUnit, kind, missing } = answers;
  const { qualityColumn, qualityCode, timeZone, intervalMs, resampleMs, firstStart } = answers;
  return {
    ...(dataset === null ? {} : { dataset }),
    ...(time === null ? {} : { time }),
    ...(end === null ? {} : { end }),
    ...(values.length === 0 ? {} : { value: values }),
    ...(qualityCode === null ? {} : { quality: qualityCode }),
    ...(qualityColumn === null ? {} : { quality: qualityColumn }),
    ...(meter === null ? {} : { meter }),
    ...(timeZone === null ? {} : { zone: timeZone }),
    ...(label === null ? {} : { label }),
    ...(intervalMs === null ? {} : { interval: spellDuration(intervalMs) }),
    ...(unit === null ? {} : { unit }),
    ...(toUnit === null ? {} : { toUnit }),
    ...(kind === null ? {} : { kind }),
    ...(missing.length === 0 ? {} : { missing }),
    ...(firstStart === null ? {} : { firstStart }),
    ...(resampleMs === null ? {} : { resample: spellDuration(resampleMs) }),
  };
}
