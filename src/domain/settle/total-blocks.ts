import { rowOutcome } from '../row-outcome.ts';
import { lengthClass } from './length-class.ts';
import { plural, spellLength } from './spell-length.ts';

/** Rows [from, to) of a file that run through time in one direction. */
interface Block {
  readonly from: number;
  readonly to: number;
  /** The common length of all steps; null when they have none in common. */
  readonly stepMs: number | null;
}

/** Fewer rows than this may stand apart by chance. */
const leastRows = 3;

/** Shorter steps are another resolution at most. */
const hourMs = 3_600_000;

/** A file of more blocks than this is shuffled, and nothing follows anything. */
const blockLimit = 10_000;

/**
 * Finds blocks of totals that follow the readings they are totals of (days behind hours, months behind days) by
 * their longer steps where the file goes back in time, and leaves them out: their stamps would contradict
 * readings, and the energy would be sent twice. A block that no readings cover stays. Returns notes.
 *
 * @param order all placed rows in order of their starts
 */
export function leaveOutTotalBlocks(
  startMs: Float64Array,
  order: Uint32Array,
  outcomes: Uint8Array,
): string[] {
  const blocks = findBlocks(startMs);
  const usualMs = usualStep(blocks);
  if (blocks.length < 2 || usualMs === null) return [];
  const usualClass = lengthClass(usualMs);
  const notes: string[] = [];
  for (const { from, to, stepMs } of blocks) {
    if (stepMs === null || stepMs < hourMs || to - from < leastRows) continue;
    if (lengthClass(stepMs) < 2 * usualClass) continue;
    const firstMs = Math.min(startMs[from] as number, startMs[to - 1] as number);
    const lastMs = Math.max(startMs[from] as number, startMs[to - 1] as number) + stepMs;
    const others = countWithin(startMs, order, firstMs, lastMs) - (to - from);
    if (others * 2 < (lastMs - firstMs) / usualMs) continue;
    for (let row = from; row < to; row++) {
      if (outcomes[row] === rowOutcome.interval) outcomes[row] = rowOutcome.otherLength;
    }
    notes.push(
      `${plural(to - from, 'row', 'rows')} ${spellLength(stepMs)} apart are totals of the readings ` +
        `${spellLength(usualMs)} apart and are left out.`,
    );
  }
  return notes;
}

/** Cuts the file where time turns against the direction that most of it runs in. */
function findBlocks(startMs: Float64Array): Block[] {
  const direction = mainDirection(startMs);
  const blocks: Block[] = [];
  let from = 0;
  let stepMs: number | null = null;
  let isEven = true;
  for (let row = 1; row <= startMs.length; row++) {
    const step = ((startMs[row] ?? NaN) - (startMs[row - 1] as number)) * direction;
    if (step > 0) {
      if (stepMs === null) stepMs = step;
      else if (step !== stepMs && lengthClass(step) !== lengthClass(stepMs)) isEven = false;
    } else if (!(step === 0 && row < startMs.length)) {
      if (blocks.length === blockLimit) return [];
      blocks.push({ from, to: row, stepMs: isEven ? stepMs : null });
      from = row;
      stepMs = null;
      isEven = true;
    }
  }
  return blocks;
}

function mainDirection(startMs: Float64Array): 1 | -1 {
  let forwards = 0;
  for (let row = 1; row < startMs.length; row++) {
    forwards += Math.sign((startMs[row] as number) - (startMs[row - 1] as number)) || 0;
  }
  return forwards < 0 ? -1 : 1;
}

/** The step of the blocks with the most rows. */
function usualStep(blocks: readonly Block[]): number | null {
  const rows = new Map<number, number>();
  for (const { from, to, stepMs } of blocks) {
    if (stepMs !== null) rows.set(stepMs, (rows.get(stepMs) ?? 0) + to - from);
  }
  const [most] = [...rows].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? null;
}

function countWithin(startMs: Float64Array, order: Uint32Array, fromMs: number, toMs: number): number {
  return placeOf(startMs, order, toMs) - placeOf(startMs, order, fromMs);
}

/** How many rows start before a time. */
function placeOf(startMs: Float64Array, order: Uint32Array, ms: number): number {
  let from = 0;
  let to = order.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((startMs[order[middle] as number] as number) < ms) from = middle + 1;
    else to = middle;
  }
  return from;
}
