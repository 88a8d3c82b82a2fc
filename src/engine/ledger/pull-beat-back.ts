import { leaseBelievedMs } from './lease.ts';
import type { Ledger } from './ledger.ts';

/**
 * A beat from the future, as after the wall clock was set back, would keep the lease of a dead process alive until that
 * future has come. It counts from now instead: who lives beats again, who does not is dead in a minute.
 */
export function pullBeatBack(ledger: Ledger, jobId: string, nowMs: number): void {
  const fromMs = nowMs + leaseBelievedMs;
  const beatMs = ledger.read((database) =>
    database.prepare<[string], number>('SELECT lease_beat_ms FROM job WHERE id = ?').pluck().get(jobId),
  );
  if (beatMs === undefined || beatMs <= fromMs) return;
  ledger.write('pull-beat-back', (database) => {
    database
      .prepare('UPDATE job SET lease_beat_ms = ? WHERE id = ? AND lease_beat_ms > ?')
      .run(nowMs, jobId, fromMs);
  });
}
