/** What becomes of a row of a series; every row has exactly one. */
export const rowOutcome = {
  interval: 0,
  duplicate: 1,
  /** Another row with the same start has another value. */
  conflict: 2,
  /** The value is no finite number. */
  gap: 3,
  /** The row could not be placed in time. */
  untimed: 4,
  /** The interval would reach beyond the start of the next one. */
  overlap: 5,
  outside: 6,
  /** Another load bound for the same VTN resource says something else for this time. */
  shared: 7,
  /** Its interval has another length and covers, or lies within, intervals of the usual one. */
  otherLength: 8,
  /** Its end is not after its start. */
  backwards: 9,
  /** A register steps back, or far up, after this reading. */
  registerStep: 10,
  /** A reading far off its register, which goes on afterwards as if it had not been. */
  strayReading: 11,
  /** The last reading of a register ends an interval and opens none. */
  closing: 12,
  /** Part of an interval that another row opens. */
  merged: 13,
  /** Its interval cannot be added to those of the other registers of its series. */
  unequalParts: 14,
  /** Another register of its series contradicts itself at this time. */
  conflictBeside: 15,
  /** Nothing says how long its interval is. */
  lengthless: 16,
} as const;

/** A row left out other than as duplicate, gap or outside the range. Row 0 is the first. */
export interface SetAside {
  readonly row: number;
  readonly outcome: 'conflict' | 'rejected';
  readonly field: string;
  readonly text: string;
  readonly reason: string;
}

/** How many rows have which outcome. */
export interface OutcomeCounts {
  readonly duplicates: number;
  readonly conflicts: number;
  readonly gaps: number;
  readonly rejected: number;
  readonly outside: number;
  readonly merged: number;
  readonly closing: number;
  /** Rows that are intervals. */
  readonly used: number;
}

const conflictOutcomes: readonly number[] = [
  rowOutcome.conflict,
  rowOutcome.shared,
  rowOutcome.conflictBeside,
];
const rejectedOutcomes: readonly number[] = [
  rowOutcome.untimed,
  rowOutcome.overlap,
  rowOutcome.otherLength,
  rowOutcome.backwards,
  rowOutcome.registerStep,
  rowOutcome.strayReading,
  rowOutcome.unequalParts,
  rowOutcome.lengthless,
];
const isConflict = outcomeTable(conflictOutcomes);
const isRejected = outcomeTable(rejectedOutcomes);
const isListed = outcomeTable([...conflictOutcomes, ...rejectedOutcomes]);

/** Whether a row contradicts another row or load. */
export function isConflictOutcome(outcome: number): boolean {
  return isConflict[outcome] === 1;
}

/** Whether a row was refused for its time, its length or its register. */
export function isRejectedOutcome(outcome: number): boolean {
  return isRejected[outcome] === 1;
}

/** More than this a list of one series is no help, and millions would not fit in memory. */
export const listLimit = 100_000;

export function countOutcomes(outcomes: Uint8Array): OutcomeCounts {
  const counts = new Float64Array(256);
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] as number) + 1;
  const of = (...some: readonly number[]): number =>
    some.reduce((sum, outcome) => sum + (counts[outcome] as number), 0);
  return {
    duplicates: of(rowOutcome.duplicate),
    conflicts: of(...conflictOutcomes),
    gaps: of(rowOutcome.gap),
    rejected: of(...rejectedOutcomes),
    outside: of(rowOutcome.outside),
    merged: of(rowOutcome.merged),
    closing: of(rowOutcome.closing),
    used: of(rowOutcome.interval),
  };
}

/** The rows to list, in file order, with a note when there are too many to list all. */
export function listSetAside(
  outcomes: Uint8Array,
  describe: (row: number, outcome: number) => Omit<SetAside, 'outcome'>,
): { rows: SetAside[]; notes: string[] } {
  const rows: SetAside[] = [];
  let unlisted = 0;
  for (let row = 0; row < outcomes.length; row++) {
    const outcome = outcomes[row] as number;
    if (isListed[outcome] === 0) continue;
    if (rows.length === listLimit) unlisted++;
    else {
      const kind = isConflict[outcome] === 1 ? 'conflict' : 'rejected';
      const { row: shown, field, text, reason } = describe(row, outcome);
      rows.push({ row: shown, outcome: kind, field, text, reason });
    }
  }
  const notes = unlisted === 0 ? [] : [`${unlisted} more rows are left out than the ${listLimit} listed.`];
  return { rows, notes };
}

/** The reason of a row whose interval overlaps the next, or says something else than another row or load. */
export function reasonOf(outcome: number, startMs: number, intervalMs: number): string {
  const start = new Date(startMs).toISOString();
  if (outcome === rowOutcome.overlap) {
    return `The interval of ${intervalMs / 1000} s from ${start} would overlap the next one.`;
  }
  if (outcome === rowOutcome.conflict) return conflictReason(startMs);
  return `Another load bound for the same VTN resource has something else for ${start}.`;
}

/** The reason of a row that contradicts another one of its series. */
export function conflictReason(startMs: number): string {
  return `Another reading for ${new Date(startMs).toISOString()} has another value.`;
}

/** The start of such a row's interval; null of any other reason. */
export function startOfConflict(reason: string): number | null {
  const [, start = ''] = /^Another reading for (\S+) has another value\.$/.exec(reason) ?? [];
  const startMs = Date.parse(start);
  return Number.isNaN(startMs) ? null : startMs;
}

function outcomeTable(listed: readonly number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const outcome of listed) table[outcome] = 1;
  return table;
}
