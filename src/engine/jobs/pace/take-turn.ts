import { changeState, waitAtThisPace } from '../job-run.ts';
import type { JobRun } from '../job-run.ts';
import { bookChunk, fitsThePace } from './pacer.ts';
import type { ChunkAmount } from './pacer.ts';
import type { Permit } from './permits.ts';
import { spellOutside, untilWindowOpensMs } from './sending-window.ts';

/**
 * Waits until a chunk may go: inside the hours allowed, within the job's own rates, with a place among the requests
 * to the VTN, after a pause the VTN asked for, and within what it takes. Null when the pace has changed meanwhile, so
 * that it has no turn, or when the chunk is too large for the pace by now.
 */
export async function takeTurn(run: JobRun, chunk: ChunkAmount): Promise<Permit | null> {
  const { pace } = run;
  // Waiting for its own limits, a job holds no place that another could use.
  if (!(await waitForOwnPace(run, chunk))) return null;
  const permit = await run.vtn.permits.acquire(run, run.stopping.signal);
  let isTurn = false;
  try {
    isTurn = run.pace === pace && untilOpensMs(run) === 0 && (await waitForVtn(run, chunk));
    return isTurn ? permit : null;
  } finally {
    // Given back before the next try: fewer may be allowed at once now.
    if (!isTurn) permit[Symbol.dispose]();
  }
}

async function waitForOwnPace(run: JobRun, chunk: ChunkAmount): Promise<boolean> {
  await waitForWindow(run);
  if (!fitsThePace(run.pacer, chunk)) return false;
  const { state, waitMs } = bookChunk(run.pacer, run.clock.monotonic(), chunk);
  run.pacer = state;
  const isTurn = await run.shares.within('pace', () =>
    waitAtThisPace(run, waitMs, 'pace', 'Keeping to the pace that was set'),
  );
  run.stopping.signal.throwIfAborted();
  return isTurn;
}

/** Smaller chunks are better when the rate has become so low; a single point fits anything. */
const longestAtCeilingSeconds = 5;

async function waitForVtn(run: JobRun, chunk: ChunkAmount): Promise<boolean> {
  const { vtn } = run;
  const { ceiling } = vtn.pacer();
  if (ceiling !== null && chunk.points > ceiling * longestAtCeilingSeconds && chunk.points > 1) return false;
  return run.shares.within('vtn-pace', async () => {
    let pauses: number;
    do {
      const pausedMs = vtn.pausedMs();
      if (pausedMs > 0 && !(await waitAtThisPace(run, pausedMs, 'slow-down', 'The VTN asked to wait')))
        return false;
      pauses = vtn.pauses();
      const text = 'Keeping to what the VTN takes';
      if (!(await waitAtThisPace(run, vtn.book(chunk), 'vtn-pace', text))) return false;
    } while (pauses !== vtn.pauses() || vtn.pausedMs() > 0);
    run.stopping.signal.throwIfAborted();
    // The pause may have come while it waited: then it is larger than what is let through now.
    return chunk.points <= 1 || vtn.mostPoints() * 4 >= chunk.points;
  });
}

/** The clock may be set and the computer may sleep: nobody knows how long the hours are away for longer than this. */
const clockTrustedMs = 60_000;

async function waitForWindow(run: JobRun): Promise<void> {
  for (let hasWaited = false; ; hasWaited = true) {
    const { window } = run.pace;
    const closedMs = untilOpensMs(run);
    if (window === null || closedMs === 0) {
      if (hasWaited) await changeState(run, 'running', null);
      return;
    }
    if (!hasWaited) await changeState(run, 'waiting', null);
    const untilMs = run.clock.now() + closedMs;
    const text = spellOutside(window, run.timeZone, untilMs);
    await waitAtThisPace(run, Math.min(closedMs, clockTrustedMs), 'window', text, untilMs);
  }
}

function untilOpensMs({ pace, timeZone, clock }: JobRun): number {
  return pace.window === null ? 0 : untilWindowOpensMs(pace.window, timeZone, clock.now());
}
