/** What the engine does about an error: the disposition decides, the code only chooses the words. */
export type Disposition = 'transient' | 'rejected' | 'blocked' | 'fatal' | 'cancelled' | 'usage' | 'bug';

export interface ErrorMeaning {
  readonly disposition: Disposition;
  readonly what: string;
  readonly means: string;
  readonly advice: string;
}

export const meaning = (
  disposition: Disposition,
  what: string,
  means: string,
  advice: string,
): ErrorMeaning => ({
  disposition,
  what,
  means,
  advice,
});

export const tryAgain = 'Nothing to do: Meterhaul tries again by itself.';
export const othersGoOn = 'This load is left out; the others go on.';
export const nothingSent = 'Nothing was sent.';
export const stateKept = 'What is confirmed stays confirmed; the rest is written down and can be resumed.';
