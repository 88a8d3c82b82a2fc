import { commonRanges, indexesAt, plainPaint, withoutIndexes } from '../../domain/progress-spans.ts';
import type { PaintedRanges, Ranges } from '../../domain/progress-spans.ts';
import type { Delivery, Outcome } from '../targets/target.ts';

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

/**
 * A point that was refused alone, without its row being named, of a load that the VTN takes otherwise: then the row is
 * the reason, and is set aside with the VTN's words.
 */
export function judgeRefusal(delivery: Delivery, points: number, isLoadTaken: boolean): Delivery {
  const { outcome } = delivery;
  if (outcome.kind !== 'load-refused' || outcome.rowsUnnamed !== true) return delivery;
  if (points > 1 || !isLoadTaken) return delivery;
  const rows = [{ position: 0, field: '', reason: outcome.text }];
  return { ...delivery, outcome: { kind: 'rows-refused', rows, complete: true } };
}

/** The indexes of a chunk that its outcome sets aside. */
export function refusedIndexes(outcome: Outcome, ranges: Ranges): number[] {
  if (outcome.kind !== 'rows-refused') return [];
  return indexesAt(
    ranges,
    outcome.rows.map(({ position }) => position),
  );
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
  outcome: Extract<Outcome, { kind: 'rows-refused' }>,
  { ranges, wasUncertain }: SettledChunk,
  describe: (index: number, field: string) => string,
): PaintedRanges[] {
  const { rows } = outcome;
  const indexes = refusedIndexes(outcome, ranges);
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
