/**
 * What a VTN took for a good while, so that it is missed when it takes far less: the end of a trouble must be noticed
 * in seconds, while a limit that has always been there is better left alone.
 */
export interface Lasting {
  readonly value: number;
  readonly atMs: number;
}

/** After so long it is no trouble any more, but how the VTN is now. */
const rememberedMs = 180_000;
const troubleShare = 0.6;

export const nothingLasting: Lasting = { value: 0, atMs: -Infinity };

/** So much holds now. */
export function noteLasting(lasting: Lasting, value: number, nowMs: number): Lasting {
  const isOld = nowMs - lasting.atMs > rememberedMs;
  return isOld || value >= lasting.value ? { value, atMs: nowMs } : lasting;
}

/** Whether so much is far less than what lasted not long ago. */
export function isTrouble({ value, atMs }: Lasting, now: number, nowMs: number): boolean {
  return nowMs - atMs <= rememberedMs && now < value * troubleShare;
}
