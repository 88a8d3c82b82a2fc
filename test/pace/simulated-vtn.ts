import {
  afterAccepted,
  afterAnswerTime,
  afterTooLarge,
  nextChunkBytes,
  startingChunkSize,
} from '../../src/engine/jobs/pace/chunk-size.ts';
import type { ChunkSize } from '../../src/engine/jobs/pace/chunk-size.ts';
import { bookChunk, startPacer, voidBookings, withCeiling } from '../../src/engine/jobs/pace/pacer.ts';
import type { PacerState } from '../../src/engine/jobs/pace/pacer.ts';
import {
  afterAnswer,
  pointsOfRequest,
  requestsAtOnce,
  startSearch,
} from '../../src/engine/jobs/pace/pace-search.ts';
import type { Answer, PaceSearch } from '../../src/engine/jobs/pace/pace-search.ts';
import { seededRandom } from './seeded-random.ts';
import { VtnSimulation } from './vtn-model.ts';
import type { Phase } from './vtn-model.ts';

export type { Phase, VtnModel } from './vtn-model.ts';

export interface Second {
  points: number;
  requests: number;
  refused: number;
}

export interface Simulated {
  readonly seconds: readonly Second[];
  /** The most requests that were under way at once. */
  readonly most: number;
  /** The longest that an answer took. */
  readonly slowestMs: number;
}

interface Options {
  readonly durationMs: number;
  readonly seed: number;
  /** Requests at once that a person allows. */
  readonly most?: number;
  /** Up to so long this computer takes to get a request on its way when its turn has come. */
  readonly busyMs?: number;
  /** Told of each answer with what is known after it. */
  readonly watch?: (answer: Answer, search: PaceSearch) => void;
}

const bytesPerPoint = 118;

/**
 * Runs the engine's search for the pace against a modelled VTN, in time that is only counted: as many series as could
 * be sent at once, without end. The same seed gives the same run.
 */
export function simulate(phases: readonly Phase[], options: Options): Simulated {
  const run = new SimulatedRun(phases, options);
  run.toEnd();
  return { seconds: run.seconds, most: run.most, slowestMs: run.slowestMs };
}

class SimulatedRun {
  readonly seconds: Second[];
  most = 0;
  slowestMs = 0;
  readonly #options: Options;
  readonly #random: () => number;
  readonly #vtn: VtnSimulation;
  #events: { readonly atMs: number; readonly happen: () => void }[] = [];
  #nowMs = 0;
  #search: PaceSearch;
  #pacer: PacerState = startPacer({ pointsPerSecond: null, requestsPerSecond: null, bytesPerSecond: null });
  #size: ChunkSize = startingChunkSize(
    { acceptedBytes: 0, refusedBytes: null },
    { points: null, bytes: null },
  );
  /** Requests that wait for their turn or are under way, and of them those under way. */
  #begun = 0;
  #underWay = 0;
  #pauses = 0;

  constructor(phases: readonly Phase[], options: Options) {
    this.#options = options;
    this.#random = seededRandom(options.seed);
    this.#vtn = new VtnSimulation(phases, this.#random);
    this.#search = startSearch(5, options.most ?? 32, 0);
    const length = Math.ceil(options.durationMs / 1000) + 1;
    this.seconds = Array.from({ length }, () => ({ points: 0, requests: 0, refused: 0 }));
  }

  toEnd(): void {
    this.#fill();
    while (this.#nowMs < this.#options.durationMs && this.#events.length > 0) {
      const next = this.#events.reduce((one, other) => (other.atMs < one.atMs ? other : one));
      this.#events = this.#events.filter((event) => event !== next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.happen();
    }
  }

  /** Begins as many requests as are allowed at once; each takes its turn by the rate. */
  #fill(): void {
    while (this.#begun < requestsAtOnce(this.#search)) {
      this.#begun++;
      const fitting = Math.min(Math.floor(nextChunkBytes(this.#size) / bytesPerPoint), this.#size.maxPoints);
      const points = Math.max(1, Math.min(fitting, pointsOfRequest(this.#search)));
      this.#takeTurn(points);
    }
  }

  #takeTurn(points: number): void {
    this.#pacer = withCeiling(this.#pacer, this.#search.rate.ceiling);
    const booked = bookChunk(this.#pacer, this.#nowMs, { points, bytes: points * bytesPerPoint });
    this.#pacer = booked.state;
    const pauses = this.#pauses;
    const busyMs = (this.#options.busyMs ?? 2) * this.#random();
    this.#at(this.#nowMs + booked.waitMs + busyMs, () =>
      pauses === this.#pauses ? this.#send(points) : this.#takeTurn(points),
    );
  }

  #send(points: number): void {
    const sentAtMs = this.#nowMs;
    const atOnce = ++this.#underWay;
    this.most = Math.max(this.most, atOnce);
    this.#second().requests++;
    const { result, afterMs, retryAfterMs } = this.#vtn.take(this.#nowMs, points, points * bytesPerPoint);
    // The VTN is done with a request a little before its answer is here.
    this.#at(sentAtMs + afterMs, () => this.#vtn.leave());
    this.#at(sentAtMs + afterMs + 1, () => {
      this.#underWay--;
      this.#begun--;
      if (result === 'too-large') this.#size = afterTooLarge(this.#size, points * bytesPerPoint);
      else this.#learn({ sentAtMs, answeredAtMs: this.#nowMs, points, atOnce, result, retryAfterMs });
      this.#fill();
    });
  }

  #learn(answer: Answer): void {
    const { points, result, sentAtMs } = answer;
    const { pausedUntilMs } = this.#search;
    this.#search = afterAnswer(this.#search, answer);
    if (this.#search.pausedUntilMs > pausedUntilMs) {
      this.#pauses++;
      this.#pacer = voidBookings(this.#pacer, this.#search.pausedUntilMs);
    }
    this.#options.watch?.(answer, this.#search);
    if (result !== 'accepted') {
      this.#second().refused++;
      return;
    }
    this.#second().points += points;
    const tookMs = this.#nowMs - sentAtMs;
    this.slowestMs = Math.max(this.slowestMs, tookMs);
    this.#size = afterAccepted(this.#size, points * bytesPerPoint);
    this.#size = afterAnswerTime(this.#size, points * bytesPerPoint, tookMs);
  }

  #at(atMs: number, happen: () => void): void {
    this.#events.push({ atMs, happen });
  }

  #second(): Second {
    const second = this.seconds[Math.min(this.seconds.length - 1, Math.floor(this.#nowMs / 1000))];
    if (second === undefined) throw new RangeError('outside the simulation');
    return second;
  }
}
