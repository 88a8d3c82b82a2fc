import { cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';

/** What a ledger says of its one job, read from its tables by the tests' own statements. */
export interface LedgerAccount {
  readonly state: string;
  readonly sums: Sums;
  readonly series: readonly SeriesAccount[];
  readonly loadsFailed: number;
  /** VENs whose figures are not those of their loads. */
  readonly vensOff: readonly string[];
  /** Who runs it, and how often it was taken up. */
  readonly lease: { readonly owner: string | null; readonly epoch: number };
}

export interface SeriesAccount {
  readonly id: number;
  readonly resource: string;
  readonly state: string;
  readonly sums: Sums;
  /** The state of each planned interval, in the order of the plan. */
  readonly intervals: readonly IntervalState[];
  /** Spans that overlap another one or reach beyond the plan. */
  readonly misplaced: number;
}

export type IntervalState = 'unsent' | 'sending' | 'confirmed' | 'rejected' | 'uncertain';

interface Sums {
  readonly planned: number;
  readonly confirmed: number;
  readonly rejected: number;
  readonly uncertain: number;
}

interface JobRow {
  readonly id: string;
  readonly state: string;
  readonly loads_failed: number;
  readonly lease_owner: string | null;
  readonly lease_epoch: number;
}

interface SpanRow {
  readonly from_index: number;
  readonly to_index: number;
  readonly state: IntervalState;
}

/**
 * Reads the ledger as it lies there after a kill, through its write-ahead log, and leaves it so. Null while it holds no
 * job.
 */
export function readLedgerAccount(stateDir: string): LedgerAccount | null {
  const file = path.join(stateDir, 'ledger.sqlite');
  if (!existsSync(file)) return null;
  // One that was killed while it made the ledger leaves a journal, which can only be rolled back by who may write.
  return existsSync(`${file}-journal`) ? readCopy(stateDir) : readFile(file, { readonly: true });
}

function readCopy(stateDir: string): LedgerAccount | null {
  const copy = `${stateDir}-copy`;
  cpSync(stateDir, copy, { recursive: true });
  try {
    return readFile(path.join(copy, 'ledger.sqlite'), {});
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function readFile(file: string, options: Database.Options): LedgerAccount | null {
  const database = new Database(file, options);
  try {
    const isMade = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'job'").get() !== undefined;
    // In one transaction: an engine may be at work on it.
    return isMade ? database.transaction(() => readJob(database))() : null;
  } finally {
    database.close();
  }
}

/** Every promise about sums that the ledger breaks, in words. */
export function brokenSums(account: LedgerAccount): string[] {
  const problems = account.series.flatMap((series) => brokenSeries(series));
  for (const key of ['planned', 'confirmed', 'rejected', 'uncertain'] as const) {
    const added = account.series.reduce((sum, series) => sum + series.sums[key], 0);
    if (added !== account.sums[key])
      problems.push(`the job counts ${account.sums[key]} ${key}, its series ${added}`);
  }
  for (const ven of account.vensOff) problems.push(`the VEN ${ven} counts otherwise than its loads`);
  return [...problems, ...brokenSum('the job', account.sums, countUnsent(account.series))];
}

export function countUnsent(series: readonly SeriesAccount[]): number {
  return series.reduce((sum, { intervals }) => sum + countState(intervals, 'unsent'), 0);
}

function readJob(database: Database.Database): LedgerAccount | null {
  const job = database.prepare<[], Sums & JobRow>('SELECT * FROM job').get();
  if (job === undefined) return null;
  const series = database
    .prepare<[string], Sums & { id: number; resource_id: string; state: string }>(
      'SELECT * FROM series WHERE job_id = ? ORDER BY id',
    )
    .all(job.id)
    .map((row): SeriesAccount => {
      const { id, resource_id: resource, state, planned } = row;
      return { id, resource, state, sums: row, ...readIntervals(database, id, planned) };
    });
  const lease = { owner: job.lease_owner, epoch: job.lease_epoch };
  const vensOff = readVensOff(database, job.id);
  return { state: job.state, sums: job, series, loadsFailed: job.loads_failed, vensOff, lease };
}

function readVensOff(database: Database.Database, jobId: string): string[] {
  // A ledger of an older version has none before it is brought up to date.
  const has = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'ven_sum'").get() !== undefined;
  if (!has) return [];
  return database
    .prepare<[string, string], string>(
      `SELECT ven, count(*), sum(state = 'confirmed'), sum(state = 'failed'), sum(planned), sum(confirmed),
         sum(rejected), sum(uncertain) FROM series WHERE job_id = ? GROUP BY ven
       EXCEPT SELECT ven, loads, loads_confirmed, loads_failed, planned, confirmed, rejected, uncertain
       FROM ven_sum WHERE job_id = ?`,
    )
    .pluck()
    .all(jobId, jobId);
}

function readIntervals(
  database: Database.Database,
  seriesId: number,
  planned: number,
): Pick<SeriesAccount, 'intervals' | 'misplaced'> {
  const intervals = new Array<IntervalState>(planned).fill('unsent');
  let misplaced = 0;
  const spans = database
    .prepare<[number], SpanRow>('SELECT from_index, to_index, state FROM span WHERE series_id = ?')
    .all(seriesId);
  for (const { from_index: from, to_index: to, state } of spans) {
    const isFree = from < to && to <= planned && intervals.slice(from, to).every((each) => each === 'unsent');
    if (!isFree) misplaced++;
    intervals.fill(state, from, Math.min(to, planned));
  }
  return { intervals, misplaced };
}

function brokenSeries({ id, sums, intervals, misplaced }: SeriesAccount): string[] {
  const name = `series ${id}`;
  const problems = misplaced === 0 ? [] : [`${misplaced} spans of ${name} are misplaced`];
  const listed = {
    confirmed: countState(intervals, 'confirmed'),
    rejected: countState(intervals, 'rejected'),
    uncertain: countState(intervals, 'uncertain') + countState(intervals, 'sending'),
  };
  for (const key of ['confirmed', 'rejected', 'uncertain'] as const) {
    if (listed[key] !== sums[key])
      problems.push(`${name} counts ${sums[key]} ${key} and lists ${listed[key]}`);
  }
  return [...problems, ...brokenSum(name, sums, countState(intervals, 'unsent'))];
}

function brokenSum(name: string, sums: Sums, unsent: number): string[] {
  const { planned, confirmed, rejected, uncertain } = sums;
  if (planned === confirmed + rejected + uncertain + unsent) return [];
  return [`${name}: planned ${planned} <> ${confirmed} + ${rejected} + ${uncertain} + ${unsent}`];
}

function countState(intervals: readonly IntervalState[], state: IntervalState): number {
  return intervals.reduce((count, each) => count + (each === state ? 1 : 0), 0);
}
