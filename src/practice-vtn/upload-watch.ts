/** A moment in the life of an upload or a deletion; `resource` is what it names, in lower case. */
export interface UploadMoment {
  /**
   * `taken`: its body is here, nothing is written. `written`: it is in the store, nothing is answered.
   * `acknowledged`: its whole count is about to be answered. `answered`: whatever the answer was, it is on its way.
   * `deleted`: what a deletion asked for is out of the store.
   */
  readonly at: 'taken' | 'written' | 'acknowledged' | 'answered' | 'deleted';
  readonly resource: string;
  /** Starts of its intervals, epoch ms; empty before they are checked and after the answer. */
  readonly startsMs: Iterable<number>;
}

/** Hears of each moment when it comes; what it does is over before the practice VTN goes on. */
export type UploadWatch = (moment: UploadMoment) => void;

export const nobodyWatches: UploadWatch = () => undefined;

/** No starts: they are not known yet, or no longer. */
export const noStarts: Iterable<number> = [];
