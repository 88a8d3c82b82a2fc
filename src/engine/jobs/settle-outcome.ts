import { commonRanges, indexesAt, plainPaint, withoutIndexes } from '../../domain/progress-spans.ts';
import type { Ranges } from '../../domain/progress-spans.ts';
import type { PaintedRanges } from '../ledger/progress-writes.ts';
import type { Outcome } from '../targets/target.ts';

export interface SettledChunk {
  readonly ranges: Ranges;
  /** The part of it that an earlier request left uncertain. */
  readonly wasUncertain: Ranges;
}

/** What the ledger writes down for each part of a chunk once its outcome is known. */
export function settleOutcome(
  outcome: Outcome,
  chunk: SettledChunk,
  describe: (index: number, field: string) => string,
): PaintedRanges[] {
  switch (outcome.kind) {
    case 'confirmed':
      return [{ ranges: chunk.ranges, paint: plainPaint('confirmed') }];
    case 'uncertain':
      return [{ ranges: chunk.ranges, paint: plainPaint('uncertain') }];
    case 'rows-refused':
      return settleRefusedRows(outcome, chunk, describe);
    default:
      return notWritten(chunk.ranges, chunk.wasUncertain);
  }
}

/** This request wrote nothing; what an earlier one may have written stays uncertain. */
function notWritten(ranges: Ranges, wasUncertain: Ranges): PaintedRanges[] {
  return [
    { ranges, paint: null },
    { ranges: commonRanges(ranges, wasUncertain), paint: plainPaint('uncertain') },
  ];
}

/** The named rows are set aside with their reasons; the rest goes on the way again. */
function settleRefusedRows(
  { rows }: Extract<Outcome, { kind: 'rows-refused' }>,
  { ranges, wasUncertain }: SettledChunk,
  describe: (index: number, field: string) => string,
): PaintedRanges[] {
  const indexes = indexesAt(
    ranges,
    rows.map(({ position }) => position),
  );
  const refused = indexes.map((index, nth): PaintedRanges => {
    const row = rows[nth];
    return {
      ranges: [index, index + 1],
      paint: {
        state: 'rejected',
        code: 'vtn/invalid-intervals',
        text: row?.reason ?? '',
        subject: describe(index, row?.field ?? ''),
      },
    };
  });
  return [...notWritten(withoutIndexes(ranges, indexes), wasUncertain), ...refused];
}
