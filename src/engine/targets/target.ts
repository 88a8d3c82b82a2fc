/** One chunk on its way: a body as the target's wire wants it, and what it stands for. */
export interface Shipment {
  readonly resourceId: string;
  readonly reportId: string | null;
  readonly body: Uint8Array;
  readonly gzip: boolean;
  readonly points: number;
  /** Points per database write at the VTN. */
  readonly batchSize: number;
  readonly timeoutMs: number;
}

/** A row of a shipment that the VTN refused; position 0 is its first point. */
export interface RefusedRow {
  readonly position: number;
  readonly field: string;
  readonly reason: string;
}

/** What became of a shipment, as far as its answer tells. */
export type Outcome =
  | { readonly kind: 'confirmed' }
  /** Nothing was written; these rows are the reason. `complete` is false when the list was cut off. */
  | { readonly kind: 'rows-refused'; readonly rows: readonly RefusedRow[]; readonly complete: boolean }
  /** Nothing was written; this load cannot go on, the others can. */
  | {
      readonly kind: 'load-refused';
      readonly code: 'vtn/refused' | 'vtn/resource-unknown';
      readonly text: string;
    }
  /** Nothing was written; smaller shipments may pass. */
  | { readonly kind: 'too-large'; readonly text: string }
  /** Nothing was written; the same uncompressed may pass. */
  | { readonly kind: 'compression-refused'; readonly text: string }
  /** Nothing was written; send again after a while, and slower. */
  | {
      readonly kind: 'slow-down';
      readonly code: 'vtn/rate-limited';
      readonly text: string;
      readonly retryAfterMs: number | null;
    }
  /** Nothing was written; send again at once, with a new token. */
  | { readonly kind: 'token-renewed'; readonly text: string }
  /** Nothing left this machine, and nothing will until the line is back. */
  | { readonly kind: 'offline'; readonly text: string }
  /** Nobody knows whether it was written; send the same again. */
  | {
      readonly kind: 'uncertain';
      readonly code: UncertainCode;
      readonly text: string;
      readonly retryAfterMs: number | null;
    }
  /** Nothing was written, and nothing will be until a person acts. */
  | { readonly kind: 'blocked'; readonly code: BlockedCode; readonly text: string };

export type UncertainCode =
  'vtn/server-error' | 'vtn/timeout' | 'vtn/connection-lost' | 'vtn/count-mismatch' | 'vtn/answer-unreadable';

export type BlockedCode =
  | 'vtn/unauthorized'
  | 'vtn/credentials-missing'
  | 'vtn/token-refused'
  | 'vtn/tls'
  | 'vtn/redirected'
  | 'vtn/settings-refused'
  | 'engine/bug';

export interface Delivery {
  readonly outcome: Outcome;
  readonly status: number | null;
  /** The answer came from a practice VTN: this is a rehearsal. */
  readonly rehearsal: boolean;
}

/** One stored interval as the VTN gives it back. */
export interface StoredInterval {
  readonly startMs: number;
  readonly endMs: number;
  readonly value: number;
  readonly quality: string;
}

/** How a job's intervals get to a VTN. */
export interface Target {
  /**
   * Gets ready to send, which may mean fetching a token. Null when ready, else what is in the way; nothing of a
   * shipment has left then, so it need not be written down.
   */
  prepare(): Promise<Outcome | null>;
  /** Never throws for what a VTN or a line can do; that is an outcome. */
  send(shipment: Shipment): Promise<Delivery>;
  /**
   * The stored intervals of a resource in pages, ascending by start; null when this VTN cannot be read back.
   * Throws AppError vtn/* when it should be readable and is not.
   */
  readBack(resourceId: string): Promise<AsyncIterable<readonly StoredInterval[]> | null>;
  /** Tests line, token and endpoint without writing a point. */
  probe(): Promise<Probe>;
  close(): Promise<void>;
}

export interface Probe {
  readonly ok: boolean;
  /** An error code when not ok. */
  readonly code: string | null;
  readonly text: string;
}
