import type { PaceRequest } from '../../../contract/request-shapes.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Delivery } from '../../targets/target.ts';
import { createPaceBell } from './pace-bell.ts';
import { afterAnswer, boundSearch, pointsOfRequest, requestsAtOnce, startSearch } from './pace-search.ts';
import type { Answer, PaceSearch } from './pace-search.ts';
import { bookChunk, changeLimits, startPacer, voidBookings, withCeiling } from './pacer.ts';
import type { ChunkAmount, PacerState } from './pacer.ts';
import { createPermits } from './permits.ts';
import type { Permits } from './permits.ts';
import { withRate } from './rate-search.ts';
import { isFixed, isSame, mostAtOnce, mostOf, sharedLimits } from './shared-limits.ts';
import type { KnownPace, PacedJob, VtnPace } from './vtn-pace.ts';

/** Resources in parallel, as the published guide recommends. */
const firstAtOnce = 5;
/** However long the mean answer takes, one that takes this long may be stuck. */
const stuckAfterMs = 15_000;
const stuckMeans = 8;
const othersLookedAtEveryMs = 5000;

/** One VTN with the search for its pace, and the jobs that share it. */
export class SharedVtn implements VtnPace {
  readonly permits: Permits;
  readonly returnBell = createPaceBell();
  readonly #clock: Clock;
  readonly #others: () => readonly PaceRequest[];
  readonly #jobs = new Set<PacedJob>();
  #elsewhere: readonly PaceRequest[] = [];
  #search: PaceSearch;
  #pacer: PacerState;
  #underWay = 0;
  #meanAnswerMs = 0;
  #lookedAtMs: number;
  #pauses = 0;

  constructor(clock: Clock, known: KnownPace, others: () => readonly PaceRequest[]) {
    this.#clock = clock;
    this.#others = others;
    this.#lookedAtMs = clock.monotonic();
    this.#search = startKnown(known, clock.monotonic());
    const free = startPacer({ pointsPerSecond: null, requestsPerSecond: null, bytesPerSecond: null });
    this.#pacer = withCeiling(free, this.#search.rate.ceiling);
    this.permits = createPermits({
      limit: () => requestsAtOnce(this.#search),
      now: () => clock.monotonic(),
      stuckAfterMs: () => Math.max(stuckAfterMs, this.#meanAnswerMs * stuckMeans),
      stuckAtMost: () => Math.max(2, requestsAtOnce(this.#search)),
    });
  }

  enter(job: PacedJob): void {
    this.#jobs.add(job);
    this.rebound();
  }

  /** Returns how many jobs are left. */
  exit(job: PacedJob): number {
    this.#jobs.delete(job);
    if (this.#jobs.size > 0) this.rebound();
    return this.#jobs.size;
  }

  search(): PaceSearch {
    return this.#search;
  }

  pacer(): PacerState {
    return this.#pacer;
  }

  jobs(): number {
    return this.#jobs.size + this.#elsewhere.length;
  }

  book(chunk: ChunkAmount): number {
    const { state, waitMs } = bookChunk(this.#pacer, this.#clock.monotonic(), chunk);
    this.#pacer = state;
    return waitMs;
  }

  pauses(): number {
    return this.#pauses;
  }

  pausedMs(): number {
    return Math.max(0, this.#search.pausedUntilMs - this.#clock.monotonic());
  }

  mostPoints(): number {
    return pointsOfRequest(this.#search);
  }

  leave(points: number): (delivery: Delivery, isOfVtn: boolean) => void {
    const sentAtMs = this.#clock.monotonic();
    const atOnce = ++this.#underWay;
    return (delivery, isOfVtn) => {
      this.#underWay--;
      if (!isOfVtn || isOfLine(delivery)) return;
      const { outcome } = delivery;
      const retryAfterMs = 'retryAfterMs' in outcome ? outcome.retryAfterMs : null;
      const answeredAtMs = this.#clock.monotonic();
      this.#learn({ sentAtMs, answeredAtMs, points, atOnce, result: resultOf(delivery), retryAfterMs });
    };
  }

  tick(): void {
    this.permits.reconsider();
    const nowMs = this.#clock.monotonic();
    if (nowMs - this.#lookedAtMs < othersLookedAtEveryMs) return;
    this.#lookedAtMs = nowMs;
    this.rebound();
  }

  rebound(): void {
    this.#elsewhere = this.#others();
    const paces = [...this.#jobs].map((job) => job.pace());
    const all = [...paces, ...this.#elsewhere];
    const share = paces.length / Math.max(1, all.length);
    const nowMs = this.#clock.monotonic();
    const most = Math.max(1, Math.floor(mostOf(all) * share));
    this.#search = boundSearch(this.#search, most, isFixed(all) ? most : firstAtOnce, nowMs);
    const limits = sharedLimits(all, share);
    if (!isSame(limits, this.#pacer)) this.#pacer = changeLimits(this.#pacer, limits, nowMs);
    this.permits.reconsider();
  }

  #learn(answer: Answer): void {
    const { beforeOutage, pausedUntilMs } = this.#search;
    const wasAway = beforeOutage !== null;
    this.#search = afterAnswer(this.#search, answer);
    this.#pacer = withCeiling(this.#pacer, this.#search.rate.ceiling);
    if (this.#search.pausedUntilMs > pausedUntilMs) {
      this.#pauses++;
      this.#pacer = voidBookings(this.#pacer, this.#search.pausedUntilMs);
    }
    if (answer.result === 'accepted') {
      const tookMs = answer.answeredAtMs - answer.sentAtMs;
      this.#meanAnswerMs = this.#meanAnswerMs === 0 ? tookMs : this.#meanAnswerMs * 0.9 + tookMs * 0.1;
    }
    if (wasAway && this.#search.beforeOutage === null) this.returnBell.ring();
    this.permits.reconsider();
  }
}

function startKnown({ requestsAtOnce: atOnce, pointsPerSecond }: KnownPace, nowMs: number): PaceSearch {
  const search = startSearch(atOnce ?? firstAtOnce, mostAtOnce, nowMs);
  return pointsPerSecond === null
    ? search
    : { ...search, rate: withRate(search.rate, pointsPerSecond, nowMs) };
}

function isOfLine({ outcome }: Delivery): boolean {
  return outcome.kind === 'offline' || (outcome.kind === 'uncertain' && outcome.byUs === true);
}

function resultOf({ outcome }: Delivery): Answer['result'] {
  switch (outcome.kind) {
    case 'confirmed':
      return 'accepted';
    case 'slow-down':
      return 'refused';
    case 'uncertain':
      return outcome.code === 'vtn/timeout' ? 'timeout' : 'failed';
    default:
      return 'answered';
  }
}
