import type Database from 'better-sqlite3';
import { AppError } from '../../contract/app-error.ts';
import type { JobDetail } from '../../contract/job-shapes.ts';

/**
 * How far the hand-over of a job has come:
 *
 *   begun ──> written ──> done ⇄ again    the file is being written / gets its name next / has it: the job is *exported* /
 *     └──────────┴──────> (none)          another file is being written, as the first was lost
 *                                         it was broken off before the file had its name
 *
 * While it is begun or written the job cannot run here; afterwards it is *exported*.
 */
export type HandoverPhase = 'begun' | 'written' | 'done' | 'again';

export interface Handover {
  readonly jobId: string;
  readonly haulId: string;
  readonly phase: HandoverPhase;
  readonly atMs: number;
  /** The file as it is called once it is whole. */
  readonly path: string;
  /** What it is called before; *again*: what the other file is called before. */
  readonly partPath: string;
  /** Of the whole file; 0 and nothing before it is written. */
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** A hand-over that was taken in here. */
export interface Arrival {
  readonly haulId: string;
  readonly jobId: string;
  readonly atMs: number;
  readonly exportedAtMs: number;
  readonly computer: string;
}

const columns = `job_id AS jobId, haul_id AS haulId, phase, at_ms AS atMs, path, part_path AS partPath,
  size_bytes AS sizeBytes, sha256`;

export function beginHandover(
  database: Database.Database,
  handover: Omit<Handover, 'phase' | 'sizeBytes' | 'sha256'>,
): void {
  const { jobId, haulId, atMs, path, partPath } = handover;
  database
    .prepare(
      `INSERT INTO handover (job_id, haul_id, phase, at_ms, path, part_path) VALUES (?, ?, 'begun', ?, ?, ?)`,
    )
    .run(jobId, haulId, atMs, path, partPath);
}

/** The file is whole and on the disk; next it gets its name. */
export function noteHaulWritten(
  database: Database.Database,
  jobId: string,
  sizeBytes: number,
  sha256: string,
): void {
  database
    .prepare("UPDATE handover SET phase = 'written', size_bytes = ?, sha256 = ? WHERE job_id = ?")
    .run(sizeBytes, sha256, jobId);
}

export function noteHandedOver(database: Database.Database, jobId: string): void {
  database.prepare("UPDATE handover SET phase = 'done' WHERE job_id = ?").run(jobId);
}

/** Another file is being written of a job that is handed over; what is known of the first stays until that is whole. */
export function beginAgain(database: Database.Database, jobId: string, partPath: string): void {
  database
    .prepare("UPDATE handover SET phase = 'again', part_path = ? WHERE job_id = ?")
    .run(partPath, jobId);
}

/** The other file takes the place of the first. */
export function noteHandedOverAgain(
  database: Database.Database,
  { jobId, haulId, atMs, path, sizeBytes, sha256 }: Omit<Handover, 'phase' | 'partPath'>,
): void {
  database
    .prepare(
      `UPDATE handover SET phase = 'done', haul_id = ?, at_ms = ?, path = ?, size_bytes = ?, sha256 = ? WHERE job_id = ?`,
    )
    .run(haulId, atMs, path, sizeBytes, sha256, jobId);
}

export function dropHandover(database: Database.Database, jobId: string): void {
  database.prepare('DELETE FROM handover WHERE job_id = ?').run(jobId);
}

export function readHandover(database: Database.Database, jobId: string): Handover | null {
  return (
    database.prepare<[string], Handover>(`SELECT ${columns} FROM handover WHERE job_id = ?`).get(jobId) ??
    null
  );
}

/** Whether the file of a hand-over has its name: the job is *exported*. */
export function isOut({ phase }: Pick<Handover, 'phase'>): boolean {
  return phase === 'done' || phase === 'again';
}

/** Hand-overs whose end is not written down. */
export function unfinishedHandovers(database: Database.Database): Handover[] {
  return database.prepare<[], Handover>(`SELECT ${columns} FROM handover WHERE phase <> 'done'`).all();
}

/** Throws haul/unsure while it is not certain that the job is this computer's to run. */
export function assertAtHome(database: Database.Database, jobId: string): void {
  const handover = readHandover(database, jobId);
  if (handover === null || isOut(handover)) return;
  const { path, atMs } = handover;
  throw new AppError(
    'haul/unsure',
    `Job ${jobId} is being handed over since ${new Date(atMs).toISOString()}, to ${path}, and whether that file is ` +
      'whole is not known here: if somebody imports it, the job is theirs. Nothing is sent from here.',
    { context: { jobId, path } },
  );
}

/** Throws job/wrong-state while somebody writes the file of a hand-over, which needs the job to its end. */
export function assertNotOnItsWay(database: Database.Database, jobId: string): void {
  const isOnItsWay = database
    .prepare(
      `SELECT 1 FROM handover JOIN job ON job.id = job_id
       WHERE job_id = ? AND phase <> 'done' AND lease_owner IS NOT NULL`,
    )
    .get(jobId);
  if (isOnItsWay === undefined) return;
  const text = `Job ${jobId} is being handed over. Wait until its file is written, or stop that first.`;
  throw new AppError('job/wrong-state', text, { context: { jobId } });
}

/** Where a job went and how it came, for people. */
export function readJourneys(
  database: Database.Database,
  jobId: string,
): Pick<JobDetail, 'handedOver' | 'imported'> {
  const handover = readHandover(database, jobId);
  const arrival = database
    .prepare<[string], Arrival>(`${arrivalColumns} WHERE job_id = ? ORDER BY at_ms DESC LIMIT 1`)
    .get(jobId);
  return {
    handedOver:
      handover !== null && isOut(handover)
        ? { at: new Date(handover.atMs).toISOString(), path: handover.path }
        : null,
    imported:
      arrival === undefined
        ? null
        : {
            at: new Date(arrival.atMs).toISOString(),
            exportedAt: new Date(arrival.exportedAtMs).toISOString(),
            computer: arrival.computer,
          },
  };
}

const arrivalColumns = `SELECT haul_id AS haulId, job_id AS jobId, at_ms AS atMs, exported_at_ms AS exportedAtMs,
  computer FROM arrival`;

/** The hand-over as it was taken in here once; null when it never was. */
export function readArrival(database: Database.Database, haulId: string): Arrival | null {
  return database.prepare<[string], Arrival>(`${arrivalColumns} WHERE haul_id = ?`).get(haulId) ?? null;
}

/** The hand-over with which a job came here last, also when the job was removed since. */
export function readLastArrival(database: Database.Database, jobId: string): Arrival | null {
  return (
    database
      .prepare<[string], Arrival>(`${arrivalColumns} WHERE job_id = ? ORDER BY exported_at_ms DESC LIMIT 1`)
      .get(jobId) ?? null
  );
}

/**
 * When a hand-over of the job is said to be written: now, and later than all hand-overs of it that are known here, also
 * where the clock of another computer is ahead. So of two hand-overs of a job the later one can always be told.
 */
export function nextHandoverMs(database: Database.Database, jobId: string, nowMs: number): number {
  const before = readHandover(database, jobId)?.atMs ?? -Infinity;
  const arrived = readLastArrival(database, jobId)?.exportedAtMs ?? -Infinity;
  return Math.max(nowMs, before + 1, arrived + 1);
}

export function noteArrival(database: Database.Database, arrival: Arrival): void {
  const { haulId, jobId, atMs, exportedAtMs, computer } = arrival;
  database
    .prepare('INSERT INTO arrival (haul_id, job_id, at_ms, exported_at_ms, computer) VALUES (?, ?, ?, ?, ?)')
    .run(haulId, jobId, atMs, exportedAtMs, computer);
}
