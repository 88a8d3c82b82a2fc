import type { IgnoredRow } from '../source.ts';

/** A record, or one value of it, that cannot become readings. */
export interface RejectedCell {
  /** As an editor shows it. */
  readonly row: number;
  /** The name of the field in the format's specification, such as `IntervalValue12`. */
  readonly field: string;
  readonly text: string;
  readonly reason: string;
}

/** Who wants to know about the rows that become no readings; null where they are only counted. */
export interface ScanListener {
  readonly onRejected: (cell: RejectedCell) => void;
  readonly onIgnored: (row: IgnoredRow) => void;
}
