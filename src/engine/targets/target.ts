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
      /** Single rows may be the reason, though the VTN names none: without them the rest may pass. */
      readonly rowsUnnamed?: true;
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
      /** We gave the request up ourselves (`reconnect`): no failure of the VTN's. */
      readonly byUs?: true;
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

/** What the VTN says it did of a request to delete intervals. */
export interface Removed {
  readonly kind: 'removed';
  readonly deleted: number;
  /** Stored otherwise at the same start: left as they are. What is not stored at all is in neither figure. */
  readonly left: number;
}

export interface Removal extends Omit<Delivery, 'outcome'> {
  /** Never *confirmed*; *uncertain* when nobody knows what was deleted, and the same may be asked again. */
  readonly outcome: Removed | Outcome;
}

/** One stored interval as the VTN gives it back. */
export interface StoredInterval {
  readonly startMs: number;
  readonly endMs: number;
  readonly value: number;
  readonly quality: string;
}

/** Which stored intervals are read back: all of them unless told. */
export interface ReadBackRange {
  /** Starts in [fromMs, toMs). */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Gives up; what waits then rejects with its reason. */
  readonly signal?: AbortSignal;
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
   * The stored intervals of a resource in pages, strictly ascending by start; null when this VTN cannot be read back.
   * Throws AppError vtn/* when it should be readable and is not, also from within the pages.
   */
  readBack(
    resourceId: string,
    range?: ReadBackRange,
  ): Promise<AsyncIterable<readonly StoredInterval[]> | null>;
  /** Whether this VTN deletes intervals on request. Throws AppError vtn/* when it cannot be asked. */
  canRemove(): Promise<boolean>;
  /**
   * Deletes the intervals of a shipment that are stored exactly as they stand there; others stay. Throws AppError vtn/*
   * only when the VTN could not be asked whether it deletes at all.
   */
  remove(shipment: Shipment): Promise<Removal>;
  /** Tests line, token and endpoint without writing a point. */
  probe(): Promise<Probe>;
  /**
   * Whether the VTN, and the token server where that one was away, can be reached now; nothing is asked of them. Null
   * when they can, else why not, in words. Takes at most `patienceMs`; rejects with the signal's reason.
   */
  tryLine(patienceMs: number, signal: AbortSignal): Promise<string | null>;
  /** Whether bytes of a body, of whichever request, may still wait to leave this computer: then it must stay as it is. */
  mayBeLeaving(): boolean;
  /** For how long (ms) nothing has come from the VTN while requests are under way; null when none is. */
  quietMs(): number | null;
  /**
   * Gives up the requests under way, whose outcome is then uncertain by us, and drops connections kept alive: they
   * are dead. Reads back given up likewise throw vtn/*.
   */
  reconnect(why: string): void;
  close(): Promise<void>;
}

export interface Probe {
  readonly ok: boolean;
  /** An error code when not ok. */
  readonly code: string | null;
  readonly text: string;
}
