import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { allMigrations } from './migrations/all-migrations.ts';
import { readRefusedInterval, sentText } from './refused-interval.ts';

const eight = Date.UTC(2025, 0, 15, 8);

describe('what a ledger says of an interval that was refused', () => {
  it('is read from a ledger of before, as far as that knew it', () => {
    const database = new Database(':memory:');
    for (const migration of allMigrations.slice(0, 5)) database.exec(migration);
    database.pragma('foreign_keys = OFF');
    database.exec(
      `INSERT INTO span VALUES (1, 0, 1, 'rejected', 'c', 'too large', '2025-01-15T08:00:00.000Z value 620.5'),
         (1, 1, 2, 'rejected', 'c', 'too large', ''), (1, 2, 3, 'confirmed', NULL, NULL, NULL)`,
    );
    database.exec(allMigrations[5] ?? '');
    const subjects = database
      .prepare<[], string | null>('SELECT subject FROM span ORDER BY from_index')
      .pluck()
      .all();
    expect(subjects.map(readRefusedInterval)).toEqual([
      { start: eight, end: null, value: 620.5, quality: null, field: '', row: null },
      null,
      null,
    ]);
    database.close();
  });

  it('shows of it what was sent of the field that the VTN named', () => {
    const interval = { start: eight, end: eight + 900_000, value: 5, quality: 'GOOD', row: 3 } as const;
    expect(
      ['value', 'interval_start', 'interval_end', 'quality_code', ''].map((field) =>
        sentText({ ...interval, field }),
      ),
    ).toEqual(['5', '2025-01-15T08:00:00Z', '2025-01-15T08:15:00Z', 'GOOD', '5']);
  });
});
