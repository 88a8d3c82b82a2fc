/**
 * When a passing fault happens: to a share of the matching requests (0-1, from a seeded generator), to the
 * next `times` of them, or with neither to every one; with a resource id only to uploads of that resource.
 */
export interface Firing {
  readonly probability?: number;
  readonly times?: number;
  readonly resourceId?: string;
}

/** Takes the request, then waits before going on with it; the points are still written when the client left. */
export interface Latency extends Firing {
  readonly kind: 'latency';
  readonly ms: number;
  /** Up to so much longer, drawn anew for each request. */
  readonly jitterMs?: number;
}

/** 429 and 503; without `retryAfterSeconds` the answer has no Retry-After. */
export interface SlowDown extends Firing {
  readonly kind: 'rate-limited' | 'unavailable';
  readonly retryAfterSeconds?: number;
}

/**
 * Nothing is written: 500 in plain text, 502 as HTML, a connection reset after the whole request was taken,
 * and an answer that never comes.
 */
export interface NotWritten extends Firing {
  readonly kind: 'server-error' | 'bad-gateway' | 'reset-before-write' | 'hang';
}

/** 401 however valid the token, for uploads and, without a resource id, for registration too. */
export interface Unauthorized extends Firing {
  readonly kind: 'unauthorized';
}

/** The points are written, but the client does not hear so: 504 as HTML, a reset, a 201 cut in its middle. */
export interface WrittenUnheard extends Firing {
  readonly kind: 'gateway-timeout' | 'reset-after-write' | 'cut-answer';
}

/** A 201 whose `entries_created` is `missing` (default 1) too low. */
export interface PartialCount extends Firing {
  readonly kind: 'partial-count';
  readonly missing?: number;
  /** `part` leaves the last `missing` points unwritten, `all` (the default) only counts too few. */
  readonly writes?: 'all' | 'part';
}

/** 413, as nginx says it, for bodies above so many bytes on the wire. */
export interface TooLarge {
  readonly kind: 'too-large';
  readonly maxBytes: number;
}

/**
 * A capacity that is not announced, for uploads: what goes beyond it is refused with 429 or 503, or, with `slow`,
 * waits its turn. Bodies above `bodyBytes` get 413. Of several such faults the first one counts.
 */
export interface Capacity {
  readonly kind: 'capacity';
  /** Of all uploads together; after a pause a second's worth may come at once. */
  readonly pointsPerSecond?: number;
  /** Uploads being worked on. */
  readonly requestsAtOnce?: number;
  /** What one upload is worked on with; without it an upload takes no time. */
  readonly pointsPerSecondEach?: number;
  readonly bodyBytes?: number;
  readonly answer: 'rate-limited' | 'unavailable' | 'slow';
  readonly retryAfterSeconds?: number;
}

/**
 * 422 for single rows, decided by their start alone, so that a row sent again is refused again: starts whose
 * hour since 1970 is a multiple of `everyNth`, or the instants listed (ISO 8601). Exactly one of the two.
 */
export interface RefuseRows {
  readonly kind: 'refuse-rows';
  readonly everyNth?: number;
  readonly starts?: readonly string[];
}

/**
 * 422 or 400 with nothing but words for a request of which any row matches, by its start as of `refuse-rows`:
 * which row it was has to be found out.
 */
export interface RefuseWhole {
  readonly kind: 'refuse-whole';
  readonly everyNth?: number;
  readonly starts?: readonly string[];
  /** Default 422. */
  readonly status?: 422 | 400;
  readonly detail?: string;
}

/** 404 for uploads of these resources. */
export interface UnknownResources {
  readonly kind: 'unknown-resources';
  readonly resourceIds: readonly string[];
}

/** Issued tokens end after so long, whatever `expires_in` promised. */
export interface ShortTokens {
  readonly kind: 'short-tokens';
  readonly lifetimeMs: number;
}

/** The token server knows the client no more: 401, to a share of its requests or to the next few when said so. */
export interface TokenRefused {
  readonly kind: 'token-refused';
  readonly probability?: number;
  readonly times?: number;
}

/** The known fault of the original: 500 instead of 409 when an external_resource_id exists already. */
export interface DuplicateResourceError {
  readonly kind: 'duplicate-resource-error';
}

export type PassingFault =
  Latency | SlowDown | NotWritten | Unauthorized | WrittenUnheard | PartialCount | TokenRefused;

export type StandingFault =
  Capacity | TooLarge | RefuseRows | RefuseWhole | UnknownResources | ShortTokens | DuplicateResourceError;

/** A way in which the practice VTN misbehaves. All but tokens and registration concern uploads and deletions only. */
export type Fault = PassingFault | StandingFault;

export type FaultKind = Fault['kind'];
