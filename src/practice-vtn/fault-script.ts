import type {
  Capacity,
  Fault,
  FaultKind,
  Latency,
  NotWritten,
  PartialCount,
  PassingFault,
  RefuseRows,
  RefuseWhole,
  SlowDown,
  TokenRefused,
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
  #onReplaced: () => void = () => undefined;
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
    this.#onReplaced();
  }

  /** Calls the listener, instead of the one before, whenever another list is in place. */
  onReplaced(listener: () => void): void {
    this.#onReplaced = listener;
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
    return this.#stands((fault) => sizeBytes > largestBodyOf(fault));
  }

  /** The same object as long as the list stays. */
  capacity(): Capacity | null {
    return this.#faults.find((fault) => fault.kind === 'capacity') ?? null;
  }

  /** Counts an upload that was refused because it went beyond the capacity. */
  noteOverCapacity(): void {
    this.#count('capacity');
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

  /** Whether the token server refuses this request, however right the secret. */
  refusesTokens(): boolean {
    const isIt = (fault: Fault): fault is TokenRefused => fault.kind === 'token-refused';
    return this.#first(null, isIt) !== null;
  }

  /** The refusal of single rows by their start, for one request. */
  rowRefusal(): (startMs: number) => boolean {
    const isRefused = rowsOf(this.#faults.filter((fault) => fault.kind === 'refuse-rows'));
    if (isRefused === null) return () => false;
    let counted = false;
    return (startMs) => {
      const refused = isRefused(startMs);
      if (refused && !counted) this.#count('refuse-rows');
      counted ||= refused;
      return refused;
    };
  }

  /** The first fault of the list that refuses a request with these starts without saying why. */
  wholeRefusal(startsMs: Float64Array): RefuseWhole | null {
    for (const fault of this.#faults) {
      if (fault.kind !== 'refuse-whole') continue;
      const isRefused = rowsOf([fault]);
      if (isRefused === null || !startsMs.some((startMs) => isRefused(startMs))) continue;
      this.#count(fault.kind);
      return fault;
    }
    return null;
  }

  #first<Kind extends PassingFault>(
    resource: string | null,
    isKind: (fault: Fault) => fault is Kind,
  ): Kind | null {
    return this.#faults.filter(isKind).find((fault) => this.#fires(fault, resource)) ?? null;
  }

  #fires(fault: PassingFault, resource: string | null): boolean {
    const only = 'resourceId' in fault ? fault.resourceId : undefined;
    if (only !== undefined && only.toLowerCase() !== resource) return false;
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

function largestBodyOf(fault: Fault): number {
  if (fault.kind === 'too-large') return fault.maxBytes;
  return fault.kind === 'capacity' ? (fault.bodyBytes ?? Infinity) : Infinity;
}

/** Whether any of these faults means a row, by its start; null when there is none that could. */
function rowsOf(faults: readonly (RefuseRows | RefuseWhole)[]): ((startMs: number) => boolean) | null {
  const hours = faults.flatMap(({ everyNth }) => everyNth ?? []);
  const starts = new Set(faults.flatMap((fault) => (fault.starts ?? []).map(instantMs)));
  if (hours.length === 0 && starts.size === 0) return null;
  return (startMs) => {
    const hour = Math.floor(startMs / hourMs);
    return starts.has(startMs) || hours.some((everyNth) => hour % everyNth === 0);
  };
}
