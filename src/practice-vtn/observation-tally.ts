import type { Answer } from './answer.ts';
import type { FaultKind } from './fault.ts';

/** Requests are those a real VTN would have got: tokens, registration, uploads and deletions. */
export interface Traffic {
  readonly requests: number;
  /** Points of uploads that were written, repeats included. */
  readonly pointsReceived: number;
  /** By status; `reset` for connections that were broken instead, `none` for requests left unanswered. */
  readonly requestsByStatus: Readonly<Record<string, number>>;
  readonly faultsFired: Readonly<Partial<Record<FaultKind, number>>>;
}

/** What a practice VTN saw since it started; read-back and fault control do not count. */
export interface Observations extends Traffic {
  /** This and the next two are figures of its store. */
  readonly pointsStored: number;
  /** Writes of a point beyond its first. */
  readonly rewrites: number;
  /** Points of which a later write changed end, value, quality or report id. */
  readonly changedRewrites: number;
  /** Most uploads to one resource that were open at once. */
  readonly maxInFlightPerResource: number;
  readonly tokensIssued: number;
}

/** Counts what arrives and how it is answered. */
export class ObservationTally {
  requests = 0;
  pointsReceived = 0;
  maxInFlightPerResource = 0;
  readonly #byStatus = new Map<string, number>();
  readonly #inFlight = new Map<string, number>();

  answered(answer: Answer): void {
    const outcome = 'status' in answer ? String(answer.status) : answer.ending;
    this.#byStatus.set(outcome, (this.#byStatus.get(outcome) ?? 0) + 1);
  }

  requestsByStatus(): Record<string, number> {
    return Object.fromEntries(this.#byStatus);
  }

  /** Counts an upload as open until the returned function is called; later calls of it do nothing. */
  open(resource: string): () => void {
    const count = (this.#inFlight.get(resource) ?? 0) + 1;
    this.#inFlight.set(resource, count);
    this.maxInFlightPerResource = Math.max(this.maxInFlightPerResource, count);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      const left = (this.#inFlight.get(resource) ?? 1) - 1;
      if (left === 0) this.#inFlight.delete(resource);
      else this.#inFlight.set(resource, left);
    };
  }
}
