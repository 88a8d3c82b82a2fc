import type { TimeMapping } from '../../../contract/mapping-document.ts';
import type { StampCandidate } from '../../../domain/time/recognise-stamps.ts';
import type { ColumnProfile } from './column-profile.ts';

/** One way to tell the time of a row from columns of a dataset. */
export interface TimeChoice {
  readonly stamp: NonNullable<TimeMapping['stamp']>;
  readonly end: TimeMapping['end'];
  readonly endIsInclusive: boolean;
  /** All columns it uses. */
  readonly columns: readonly ColumnProfile[];
  /** The header words of the stamp's own columns. */
  readonly words: string;
  /** Null of slots. */
  readonly candidate: StampCandidate | null;
  /** Sampled stamps: instants when `isInstant`, else the wall's clock. */
  readonly ms: Float64Array;
  /** Of the same rows; null without an end. */
  readonly endMs: Float64Array | null;
  readonly isInstant: boolean;
  /** A range in one cell, or an end column: the interval is known without a label. */
  readonly hasEnd: boolean;
  /** Dates alone. */
  readonly isDaily: boolean;
  /** How good a choice it is; the highest wins. */
  readonly score: number;
  readonly why: string;
}
