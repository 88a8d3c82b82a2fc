import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import type { Bench } from './bench-parts.ts';
import type { FullSiteOrders, FullSiteWord } from './full-site-words.ts';
import { ledgerBytes } from './ledger-size.ts';
import { realShape } from './made-sites.ts';
import type { PaceSample } from './mean-pace.ts';
import { end, startSender, startVtnStub } from './start-programs.ts';
import type { VtnStub } from './start-programs.ts';
import type { StubCounts } from './stub-counts.ts';

/** Where on its way the run is killed. */
const killsAt = [1 / 4, 1 / 2, 3 / 4];
const samplesEveryMs = 200;

type Word<W extends FullSiteWord['word']> = Extract<FullSiteWord, { word: W }>;

/** One process of the run, from its start to its kill or its end; ms since the run began. */
export interface Stretch {
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly wasKilled: boolean;
  readonly memory: readonly { readonly atMs: number; readonly bytes: number }[];
}

export interface FullSiteRun {
  readonly plan: Word<'planned'>;
  readonly end: Word<'ended'>;
  readonly stretches: readonly Stretch[];
  /** By the stub's own count. */
  readonly pace: readonly PaceSample[];
  readonly counts: StubCounts;
  readonly ledgerBytes: number;
}

/**
 * Plans a site of so many loads in the shape of the largest known and sends it to the stub that counts, in a process
 * that is killed at a quarter, a half and three quarters of the way and started again. Throws an Error when not all of
 * it is confirmed at the end, or the stub has counted less.
 */
export async function measureFullSite(bench: Bench, loads: number): Promise<FullSiteRun> {
  const { files } = await bench.sites.make(realShape(loads));
  await using stub = await startVtnStub();
  const stateDir = path.join(bench.folder, 'full-site');
  await mkdir(stateDir, { mode: 0o700 });
  const run = new RunInStretches(bench.programs.pathOf('engine/full-site-run'), stub);
  const orders = { stateDir, files, baseUrl: stub.baseUrl };
  for (const share of [...killsAt, null]) await run.stretch(orders, share);
  const counts = await stub.counts();
  const { plan, ended } = run;
  if (plan === null || ended === null) throw new Error('The run ended without saying how.');
  if (ended.state !== 'completed' || ended.confirmed !== plan.points || counts.points < plan.points) {
    throw new Error(
      `The job is ${ended.state}: ${ended.confirmed} of ${plan.points} points are confirmed, the stub has counted ${counts.points}.`,
    );
  }
  return {
    plan,
    end: ended,
    stretches: run.stretches,
    pace: run.pace,
    counts,
    ledgerBytes: ledgerBytes(stateDir),
  };
}

/** Starts the program again and again, and writes down what it and the stub say. */
class RunInStretches {
  readonly stretches: Stretch[] = [];
  readonly pace: PaceSample[] = [];
  plan: Word<'planned'> | null = null;
  ended: Word<'ended'> | null = null;
  readonly #beganAtMs = performance.now();
  readonly #program: string;
  readonly #stub: VtnStub;

  constructor(program: string, stub: VtnStub) {
    this.#program = program;
    this.#stub = stub;
  }

  /** Until the stub has counted this share of the plan, or to the program's own end. */
  async stretch(orders: Omit<FullSiteOrders, 'jobId'>, share: number | null): Promise<void> {
    if (this.ended !== null) return;
    const startedAtMs = this.#nowMs();
    const memory: { atMs: number; bytes: number }[] = [];
    const jobId = this.plan?.jobId ?? null;
    const child = startSender(this.#program, { ...orders, jobId }, (line) => {
      const said = JSON.parse(line) as FullSiteWord;
      if (said.word === 'planned') this.plan = said;
      else if (said.word === 'ended') this.ended = said;
      else memory.push({ atMs: this.#nowMs(), bytes: said.rssBytes });
    });
    const closed = once(child, 'close');
    const watching = new AbortController();
    try {
      await Promise.race([closed, this.#untilCounted(share, watching.signal)]);
      const isOver = child.exitCode !== null || child.signalCode !== null;
      if (!isOver) child.kill('SIGKILL');
      await closed;
    } finally {
      watching.abort();
      await end(child);
    }
    const wasKilled = child.signalCode === 'SIGKILL';
    if (!wasKilled && child.exitCode !== 0)
      throw new Error(`The program of the engine ended with ${child.exitCode}.`);
    this.stretches.push({ startedAtMs, endedAtMs: this.#nowMs(), wasKilled, memory });
  }

  /** Samples the stub's count until the share is reached, or nobody waits any more. */
  async #untilCounted(share: number | null, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const { points } = await this.#stub.counts();
      this.pace.push({ atMs: this.#nowMs(), points });
      if (share !== null && this.plan !== null && points >= this.plan.points * share) return;
      await timer(samplesEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }

  #nowMs(): number {
    return performance.now() - this.#beganAtMs;
  }
}
