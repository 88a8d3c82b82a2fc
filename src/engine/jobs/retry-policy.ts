/** Whether and when a shipment is sent again; a pure calculation, the pacer knows nothing of it. */
export interface RetryPolicy {
  /** How often a chunk may fail in a row before its load is given up. */
  readonly retries: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}

export function defaultRetryPolicy(retries: number): RetryPolicy {
  return { retries, firstDelayMs: 250, longestDelayMs: 60_000 };
}

/** After a slow-down without Retry-After: short waits, so that the VTN is asked again soon after it has recovered. */
export function slowDownPolicy(policy: RetryPolicy): RetryPolicy {
  return { ...policy, firstDelayMs: 500, longestDelayMs: 5000 };
}

/**
 * How long to wait before the next try after `failures` in a row (1 = the first). Doubles from the first
 * delay and is spread over its upper half, so that many senders do not return at once; never less than the
 * VTN asked for. `random` is uniform in [0, 1).
 */
export function retryDelayMs(
  policy: RetryPolicy,
  failures: number,
  askedForMs: number | null,
  random: number,
): number {
  const full = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** Math.min(failures - 1, 30));
  const spread = full / 2 + (full / 2) * random;
  return Math.max(askedForMs ?? 0, spread);
}

export function isGivenUp(policy: RetryPolicy, failures: number): boolean {
  return failures > policy.retries;
}
