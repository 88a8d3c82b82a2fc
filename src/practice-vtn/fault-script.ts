import type {
  Fault,
  FaultKind,
  Latency,
  NotWritten,
  PartialCount,
  PassingFault,
  SlowDown,
  Unauthorized,
  WrittenUnheard,
} from './fault.ts';
import { instantMs } from './instant.ts';
import { parseFaults } from './parse-faults.ts';
import { seededRandom } from '../domain/seeded-random.ts';

const hourMs = 3_600_000;

const refusingKinds = new Set<FaultKind>([
  'rate-limited',
  'unavailable',
  'server-error',
  'bad-gateway',
  'reset-before-write',
  'hang',
]);
const writingKinds = new Set<FaultKind>([
  'gateway-timeout',
  'reset-after-write',
  'cut-answer',
  'partial-count',
]);

/** Decides which scripted fault happens to a request, and counts those that did. */
export class FaultScript {
  readonly #random: () => number;
  readonly #fired = new Map<FaultKind, number>();
  #faults: Fault[] = [];
  /** Firings left of the faults that have `times`. */
  #left = new Map<Fault, number>();

  /** @throws FaultsInvalid as `replace` does. */
  constructor(seed: number, faults: readonly Fault[]) {
    this.#random = seededRandom(seed);
    this.replace(faults);
  }

  /**
   * Takes a new list instead of the present one.
   *
   * @throws FaultsInvalid when it is no list of faults; the present one stays.
   */
  replace(candidate: unknown): void {
    this.#faults = parseFaults(candidate);
    this.#left = new Map();
    for (const fault of this.#faults) {
      if ('times' in fault && fault.times !== undefined) this.#left.set(fault, fault.times);
    }
  }

  /** The faults in their order, `times` being what is left. */
  faults(): Fault[] {
    return this.#faults.map((fault) => {
      const times = this.#left.get(fault);
      return times === undefined ? { ...fault } : { ...fault, times };
    });
  }

  fired(): Partial<Record<FaultKind, number>> {
    return Object.fromEntries(this.#fired);
  }

  /** How long this upload waits, in ms; the sum of all latencies that hit it. */
  latencyMs(resource: string): number {
    const hits = this.#faults.filter(
      (fault): fault is Latency => fault.kind === 'latency' && this.#fires(fault, resource),
    );
    return hits.reduce((sum, { ms, jitterMs = 0 }) => sum + ms + jitterMs * this.#random(), 0);
  }

  /** The first fault of the list that answers this upload before anything of it is read. */
  refusal(resource: string): SlowDown | NotWritten | null {
    return this.#first(resource, (fault): fault is SlowDown | NotWritten => refusingKinds.has(fault.kind));
  }

  /** The first fault of the list that hits an upload which is about to be written. */
  whileWriting(resource: string): WrittenUnheard | PartialCount | null {
    return this.#first(resource, (fault): fault is WrittenUnheard | PartialCount =>
      writingKinds.has(fault.kind),
    );
  }

  /** `resource` is null for a request that is no upload. */
  isUnauthorized(resource: string | null): boolean {
    const isIt = (fault: Fault): fault is Unauthorized => fault.kind === 'unauthorized';
    return this.#first(resource, isIt) !== null;
  }

  isTooLarge(sizeBytes: number): boolean {
    return this.#stands((fault) => fault.kind === 'too-large' && sizeBytes > fault.maxBytes);
  }

  isUnknown(resource: string): boolean {
    return this.#stands(
      (fault) =>
        fault.kind === 'unknown-resources' && fault.resourceIds.some((id) => id.toLowerCase() === resource),
    );
  }

  isDuplicateResourceError(): boolean {
    return this.#stands((fault) => fault.kind === 'duplicate-resource-error');
  }

  /** The lifetime of a token issued now, when a fault shortens it. */
  tokenLifetimeMs(): number | null {
    for (const fault of this.#faults) {
      if (fault.kind !== 'short-tokens') continue;
      this.#count(fault.kind);
      return fault.lifetimeMs;
    }
    return null;
  }

  /** The refusal of single rows by their start, for one request. */
  rowRefusal(): (startMs: number) => boolean {
    const hours: number[] = [];
    const starts = new Set<number>();
    for (const fault of this.#faults) {
      if (fault.kind !== 'refuse-rows') continue;
      if (fault.everyNth !== undefined) hours.push(fault.everyNth);
      for (const start of fault.starts ?? []) starts.add(instantMs(start));
    }
    if (hours.length === 0 && starts.size === 0) return () => false;
    let counted = false;
    return (startMs) => {
      const hour = Math.floor(startMs / hourMs);
      const refused = starts.has(startMs) || hours.some((everyNth) => hour % everyNth === 0);
      if (refused && !counted) this.#count('refuse-rows');
      counted ||= refused;
      return refused;
    };
  }

  #first<Kind extends PassingFault>(
    resource: string | null,
    isKind: (fault: Fault) => fault is Kind,
  ): Kind | null {
    return this.#faults.filter(isKind).find((fault) => this.#fires(fault, resource)) ?? null;
  }

  #fires(fault: PassingFault, resource: string | null): boolean {
    if (fault.resourceId !== undefined && fault.resourceId.toLowerCase() !== resource) return false;
    const left = this.#left.get(fault);
    if (left === 0) return false;
    if (fault.probability !== undefined && this.#random() >= fault.probability) return false;
    if (left !== undefined) this.#left.set(fault, left - 1);
    this.#count(fault.kind);
    return true;
  }

  #stands(isIt: (fault: Fault) => boolean): boolean {
    const fault = this.#faults.find(isIt);
    if (fault !== undefined) this.#count(fault.kind);
    return fault !== undefined;
  }

  #count(kind: FaultKind): void {
    this.#fired.set(kind, (this.#fired.get(kind) ?? 0) + 1);
  }
}
