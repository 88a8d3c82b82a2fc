import type { Capacity } from './fault.ts';
import type { FaultScript } from './fault-script.ts';

export interface CapacityMeans {
  /** Epoch ms, or any clock that goes on with `wait`. */
  readonly clock: () => number;
  /** Rejects when the practice VTN stops. */
  readonly wait: (ms: number) => Promise<void>;
  /** Says that the practice VTN stops. */
  readonly signal: () => AbortSignal;
}

/**
 * The desk for the capacity of the faults at the moment; null when it is not limited. With other faults, whoever
 * waits goes on at once: a VTN that is well again does not stay slow for those it had.
 */
export function capacityDesks(script: FaultScript, means: CapacityMeans): () => CapacityDesk | null {
  const open = (): CapacityDesk | null => {
    const fault = script.capacity();
    return fault === null ? null : new CapacityDesk(fault, means);
  };
  let desk = open();
  script.onReplaced(() => {
    const before = desk;
    desk = open();
    before?.release();
  });
  return () => desk;
}

/** The most points that may come at once after a pause, in seconds of its speed. */
const burstSeconds = 1;

/**
 * What a practice VTN with a limited capacity can take: so many points a second (a token bucket), so many requests
 * at once. What is beyond is refused, or with `slow` waits its turn.
 */
export class CapacityDesk {
  readonly fault: Capacity;
  readonly #means: CapacityMeans;
  #level: number;
  #filledAtMs: number;
  #open = 0;
  readonly #line = new Set<() => void>();
  readonly #released = Promise.withResolvers<undefined>();

  constructor(fault: Capacity, means: CapacityMeans) {
    this.fault = fault;
    this.#means = means;
    this.#level = (fault.pointsPerSecond ?? 0) * burstSeconds;
    this.#filledAtMs = means.clock();
  }

  /** True once a request has a place, to be left again; false when it is refused. */
  async takePlace(): Promise<boolean> {
    const { requestsAtOnce, answer } = this.fault;
    if (requestsAtOnce === undefined || this.#open < requestsAtOnce) {
      this.#open += 1;
      return true;
    }
    if (answer !== 'slow') return false;
    await this.#waitInLine();
    return true;
  }

  /** Hands the place to whoever waits longest. */
  leavePlace(): void {
    const [next] = this.#line;
    if (next === undefined) this.#open -= 1;
    else next();
  }

  /** True once so many points are taken in; false when they are refused. A whole second's worth always gets in. */
  async takePoints(count: number): Promise<boolean> {
    const { pointsPerSecond, pointsPerSecondEach, answer } = this.fault;
    if (pointsPerSecond !== undefined) {
      this.#fill(pointsPerSecond);
      const enough = Math.min(count, pointsPerSecond * burstSeconds);
      if (answer !== 'slow' && this.#level < enough) return false;
      this.#level -= count;
      if (this.#level < 0 && answer === 'slow') await this.#wait((-this.#level / pointsPerSecond) * 1000);
    }
    if (pointsPerSecondEach !== undefined) await this.#wait((count / pointsPerSecondEach) * 1000);
    return true;
  }

  /** Lets everybody go on who waits: this desk is not asked any more. */
  release(): void {
    this.#released.resolve(undefined);
    for (const step of this.#line) step();
  }

  async #wait(ms: number): Promise<void> {
    await Promise.race([this.#means.wait(ms), this.#released.promise]);
  }

  /** Rejects when the practice VTN stops meanwhile. */
  async #waitInLine(): Promise<void> {
    const signal = this.#means.signal();
    const turn = Promise.withResolvers<undefined>();
    const step = (): void => turn.resolve(undefined);
    const give = (): void => turn.reject(signal.reason as Error);
    this.#line.add(step);
    signal.addEventListener('abort', give, { once: true });
    try {
      await turn.promise;
    } finally {
      signal.removeEventListener('abort', give);
      this.#line.delete(step);
    }
  }

  #fill(pointsPerSecond: number): void {
    const nowMs = this.#means.clock();
    const gained = (Math.max(0, nowMs - this.#filledAtMs) / 1000) * pointsPerSecond;
    this.#level = Math.min(pointsPerSecond * burstSeconds, this.#level + gained);
    this.#filledAtMs = nowMs;
  }
}
