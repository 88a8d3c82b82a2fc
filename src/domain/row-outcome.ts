/** What becomes of a row of a series; every row has exactly one. */
export const rowOutcome = {
  interval: 0,
  duplicate: 1,
  /** Another row with the same start has another value. */
  conflict: 2,
  /** The value is no finite number. */
  gap: 3,
  /** The stamp is no likely time. */
  untimed: 4,
  /** The interval would reach beyond the start of the next one. */
  overlap: 5,
  outside: 6,
  /** Another load bound for the same VTN resource says something else for this time. */
  shared: 7,
} as const;

/** A row left out other than as duplicate, gap or outside the range. Row 0 is the first. */
export interface SetAside {
  readonly row: number;
  readonly outcome: 'conflict' | 'rejected';
  readonly field: string;
  readonly text: string;
  readonly reason: string;
}

/** More than this a list of one series is no help, and millions would not fit in memory. */
const listLimit = 100_000;

/** The rows to list, in file order, with a note when there are too many to list all. */
export function listSetAside(
  outcomes: Uint8Array,
  startMs: Float64Array,
  raw: { readonly stamps: Float64Array; readonly values: Float64Array },
  intervalMs: number,
): { rows: SetAside[]; notes: string[] } {
  const rows: SetAside[] = [];
  let unlisted = 0;
  for (let row = 0; row < outcomes.length; row++) {
    const outcome = outcomes[row] as number;
    if (!isListed(outcome)) continue;
    if (rows.length === listLimit) unlisted++;
    else rows.push(describe(row, outcome, startMs[row] as number, raw, intervalMs));
  }
  const notes = unlisted === 0 ? [] : [`${unlisted} more rows are left out than the ${listLimit} listed.`];
  return { rows, notes };
}

function isListed(outcome: number): boolean {
  return (
    outcome === rowOutcome.conflict ||
    outcome === rowOutcome.untimed ||
    outcome === rowOutcome.overlap ||
    outcome === rowOutcome.shared
  );
}

function describe(
  row: number,
  outcome: number,
  startMs: number,
  raw: { readonly stamps: Float64Array; readonly values: Float64Array },
  intervalMs: number,
): SetAside {
  const stamp = String(raw.stamps[row]);
  const value = String(raw.values[row]);
  if (outcome === rowOutcome.untimed) {
    const reason = 'The time stamp is not a likely time in the unit of the other stamps.';
    return { row, outcome: 'rejected', field: 'time', text: stamp, reason };
  }
  const start = new Date(startMs).toISOString();
  if (outcome === rowOutcome.overlap) {
    const reason = `The interval of ${intervalMs / 1000} s from ${start} would overlap the next one.`;
    return { row, outcome: 'rejected', field: 'time', text: stamp, reason };
  }
  const reason =
    outcome === rowOutcome.conflict
      ? `Another reading for ${start} has another value.`
      : `Another load bound for the same VTN resource has something else for ${start}.`;
  return { row, outcome: 'conflict', field: 'value', text: value, reason };
}
