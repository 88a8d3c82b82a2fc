/** A VTN as an upload meets it; what is absent is no limit. */
export interface VtnModel {
  /** Points a second that it takes; after a rest so many seconds of it at once (one, unless told). */
  readonly pointsPerSecond?: number;
  readonly burstSeconds?: number;
  /** What is beyond its points a second waits for its answer instead of being refused. */
  readonly slow?: boolean;
  /** A refusal says when to come again. */
  readonly retryAfterMs?: number;
  /** Requests at once; what is above is refused at once. */
  readonly atOnce?: number;
  readonly maxBytes?: number;
  /** How many it works on at once; the others wait in its queue. */
  readonly workers?: number;
  /** What a request takes, and each point of it. */
  readonly baseMs: number;
  readonly perPointMs: number;
  /** Refuses everything, or answers nothing but errors. */
  readonly down?: 'refusing' | 'failing';
  /** Share of requests refused for no reason. */
  readonly refusedAtRandom?: number;
}

export interface Phase {
  readonly fromMs: number;
  readonly vtn: VtnModel;
}

export interface ModelAnswer {
  readonly result: 'accepted' | 'refused' | 'failed' | 'too-large';
  readonly afterMs: number;
  readonly retryAfterMs: number | null;
}

const refusalMs = 3;

/** What a VTN does with the requests it gets, phase after phase. */
export class VtnSimulation {
  readonly #phases: readonly Phase[];
  readonly #random: () => number;
  #present = 0;
  #tokens: number | null = null;
  #tokensAtMs = 0;
  #workersFreeAtMs: number[] = [];

  constructor(phases: readonly Phase[], random: () => number) {
    this.#phases = phases;
    this.#random = random;
  }

  /** A request of so many points arrives; it stays until `leave`. */
  take(nowMs: number, points: number, bytes: number): ModelAnswer {
    const vtn = this.#phases.findLast(({ fromMs }) => fromMs <= nowMs)?.vtn;
    if (vtn === undefined) throw new RangeError('no phase begins at 0');
    this.#present++;
    const refused = (result: ModelAnswer['result']): ModelAnswer => ({
      result,
      afterMs: refusalMs,
      retryAfterMs: result === 'refused' ? (vtn.retryAfterMs ?? null) : null,
    });
    if (vtn.down !== undefined) return refused(vtn.down === 'refusing' ? 'refused' : 'failed');
    if (this.#random() < (vtn.refusedAtRandom ?? 0)) return refused('refused');
    if (bytes > (vtn.maxBytes ?? Infinity)) return refused('too-large');
    if (this.#present > (vtn.atOnce ?? Infinity)) return refused('refused');
    const waitMs = this.#spend(vtn, nowMs, points);
    if (waitMs === null) return refused('refused');
    const workMs = (vtn.baseMs + vtn.perPointMs * points) * (0.85 + 0.3 * this.#random());
    return { result: 'accepted', afterMs: waitMs + this.#work(vtn, nowMs, workMs), retryAfterMs: null };
  }

  leave(): void {
    this.#present--;
  }

  /** How long points wait for their turn; null when they are refused. */
  #spend(
    { pointsPerSecond, burstSeconds = 1, slow = false }: VtnModel,
    nowMs: number,
    points: number,
  ): number | null {
    if (pointsPerSecond === undefined) return 0;
    const most = pointsPerSecond * burstSeconds;
    const earned = ((nowMs - this.#tokensAtMs) / 1000) * pointsPerSecond;
    const left = Math.min(most, (this.#tokens ?? most) + earned);
    this.#tokensAtMs = nowMs;
    this.#tokens = left;
    // As many limiters do: a request larger than all it ever has is taken when it has all of it.
    if (left < Math.min(points, most) && !slow) return null;
    this.#tokens = left - points;
    return slow ? Math.max(0, (-this.#tokens / pointsPerSecond) * 1000) : 0;
  }

  /** How long a request takes with the queue before it. */
  #work({ workers }: VtnModel, nowMs: number, workMs: number): number {
    if (workers === undefined) return workMs;
    if (this.#workersFreeAtMs.length !== workers) this.#workersFreeAtMs = Array<number>(workers).fill(0);
    const freeAtMs = Math.min(...this.#workersFreeAtMs);
    const endMs = Math.max(nowMs, freeAtMs) + workMs;
    this.#workersFreeAtMs[this.#workersFreeAtMs.indexOf(freeAtMs)] = endMs;
    return endMs - nowMs;
  }
}
