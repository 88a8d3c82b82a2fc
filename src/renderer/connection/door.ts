import type { Wire } from '../../contract/wire.ts';

/** A way to the engine. Rejects with DoorShut when trying again is of no use, with anything else when it is. */
export type Door = () => Promise<Wire>;

export type ShutReason =
  /** The URL was opened before; its token is good for one browser. */
  | 'url-used'
  /** The URL is not one of the program that answers. */
  | 'url-unknown'
  /** The page was opened without the token of the printed URL. */
  | 'no-session'
  /** The program that gave the session has ended; another one answers. */
  | 'session-ended';

export class DoorShut extends Error {
  override readonly name = 'DoorShut';
  readonly reason: ShutReason;

  constructor(reason: ShutReason) {
    super(`The engine does not take this page: ${reason}.`);
    this.reason = reason;
  }
}
