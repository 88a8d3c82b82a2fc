import type Database from 'better-sqlite3';
import { prepared } from './prepared.ts';
import { isQualityCode, qualityCodes } from '../../domain/quality-code.ts';
import type { QualityCode } from '../../domain/quality-code.ts';
import type { CorrectedIntervals } from '../encoding/encoded-chunk.ts';

/** What is sent for one index of a series in place of what its source has. */
export interface Correction {
  readonly index: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly value: number;
  readonly quality: QualityCode;
}

/** The corrections of the indexes [from, to) of a series, ascending; null when there are none. */
export function readCorrections(
  database: Database.Database,
  seriesId: number,
  from: number,
  to: number,
): CorrectedIntervals | null {
  const rows = prepared<[number, number, number], Omit<Correction, 'quality'> & { readonly quality: string }>(
    database,
    `SELECT interval_index AS "index", start_ms AS startMs, end_ms AS endMs, value, quality FROM correction
     WHERE series_id = ? AND interval_index >= ? AND interval_index < ? ORDER BY interval_index`,
  ).all(seriesId, from, to);
  if (rows.length === 0) return null;
  return {
    index: Float64Array.from(rows, ({ index }) => index),
    startMs: Float64Array.from(rows, ({ startMs }) => startMs),
    endMs: Float64Array.from(rows, ({ endMs }) => endMs),
    value: Float64Array.from(rows, ({ value }) => value),
    quality: Uint8Array.from(rows, ({ quality }) =>
      qualityCodes.indexOf(isQualityCode(quality) ? quality : 'GOOD'),
    ),
  };
}

export function writeCorrection(
  database: Database.Database,
  seriesId: number,
  { index, startMs, endMs, value, quality }: Correction,
  atMs: number,
): void {
  database
    .prepare(
      `INSERT OR REPLACE INTO correction (series_id, interval_index, start_ms, end_ms, value, quality, at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(seriesId, index, startMs, endMs, value, quality, atMs);
}
