import type { Paint } from '../../src/domain/progress-spans.ts';
import type { Plan } from '../../src/engine/jobs/plan.ts';
import { insertJob } from '../../src/engine/ledger/insert-job.ts';
import { readJobRecord } from '../../src/engine/ledger/job-reads.ts';
import type { JobRecord } from '../../src/engine/ledger/job-reads.ts';
import { noteDecision } from '../../src/engine/ledger/job-writes.ts';
import type { Ledger } from '../../src/engine/ledger/ledger.ts';
import { takeLease } from '../../src/engine/ledger/lease.ts';
import type { Lease } from '../../src/engine/ledger/lease.ts';
import { beginAttempt, endAttempt } from '../../src/engine/ledger/progress-writes.ts';
import type { ProcessTable } from '../../src/engine/ports/process-identity.ts';
import { processTable, samplePlan, sampleRequest } from './sample-plan.ts';

export const atMs = Date.UTC(2026, 10, 20, 12);

/** A ledger with the few things that tests do to it again and again. */
export class LedgerHand {
  readonly ledger: Ledger;

  constructor(ledger: Ledger) {
    this.ledger = ledger;
  }

  insert(id: string, plan: Plan = samplePlan([100, 60])): void {
    this.ledger.write('plan', (database) =>
      insertJob(database, { id, createdAtMs: atMs, request: sampleRequest(), plan }),
    );
  }

  lease(jobId: string, processes: ProcessTable = processTable('a'), nowMs: number = atMs): Lease {
    return this.ledger.write('take-lease', (database) => takeLease(database, jobId, processes, nowMs));
  }

  job(id: string): JobRecord {
    return this.ledger.read((database) => readJobRecord(database, id));
  }

  seriesIds(jobId: string): number[] {
    const statement = 'SELECT id FROM series WHERE job_id = ? ORDER BY id';
    return this.ledger.read((database) => database.prepare<[string], number>(statement).pluck().all(jobId));
  }

  decide(held: Lease, text: string): Promise<void> {
    return this.ledger.writeSoon('decision', held, (database) =>
      noteDecision(database, held.jobId, atMs, text),
    );
  }

  decisions(): string[] {
    const statement = 'SELECT text FROM decision ORDER BY id';
    return this.ledger.read((database) => database.prepare<[], string>(statement).pluck().all());
  }
}

type Connection = Parameters<Parameters<Ledger['write']>[1]>[0];

export const answered = { outcome: 'x', status: 201, text: null, endedAtMs: atMs };

/** Writes a range down as sending; returns the attempt's id. */
export function writeSending(
  database: Connection,
  seriesId: number,
  from: number,
  to: number,
  jobId = 'one',
): number {
  return beginAttempt(database, {
    jobId,
    seriesId,
    ranges: [from, to],
    points: to - from,
    bytes: 10,
    startedAtMs: atMs,
  });
}

/** Sends a range of the job "one" and settles it as what is painted. */
export function settle(database: Connection, seriesId: number, from: number, to: number, paint: Paint): void {
  const id = writeSending(database, seriesId, from, to);
  endAttempt(database, { id, jobId: 'one', seriesId }, answered, [{ ranges: [from, to], paint }]);
}
