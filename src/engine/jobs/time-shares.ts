/** What a sender is busy with, or waits for, on the way of a chunk. */
export const sendingPhases = ['reading', 'pace', 'vtn-pace', 'ledger', 'answer', 'retry'] as const;
export type SendingPhase = (typeof sendingPhases)[number];

/** Where the senders' time went in the last seconds; what they wait for most is what limits the pace. */
export interface TimeShares {
  /** Does the work and counts its time as that of the phase. */
  within<T>(phase: SendingPhase, work: () => Promise<T>): Promise<T>;
  /** How many senders were in each phase, on average over the last seconds; the older the less it counts. */
  senders(): Readonly<Record<SendingPhase, number>>;
  /** How many are in the phase now. */
  now(phase: SendingPhase): number;
  /** How long the latest works of the phase took, in milliseconds; null before the first has ended. */
  meanMs(phase: SendingPhase): number | null;
}

/** After this long, what was counts for about a third. */
const fadingMs = 3000;
/** Weight of the latest work in the mean of a phase. */
const latestWeight = 0.3;

export function createTimeShares(clock: () => number): TimeShares {
  const present = zeros();
  const average = zeros();
  const means: Partial<Record<SendingPhase, number>> = {};
  let countedToMs = clock();

  const countUp = (): void => {
    const nowMs = clock();
    const kept = Math.exp(-Math.max(0, nowMs - countedToMs) / fadingMs);
    for (const phase of sendingPhases) average[phase] = average[phase] * kept + present[phase] * (1 - kept);
    countedToMs = nowMs;
  };
  return {
    within: async (phase, work) => {
      countUp();
      const startedAtMs = clock();
      present[phase]++;
      try {
        return await work();
      } finally {
        countUp();
        present[phase]--;
        const tookMs = clock() - startedAtMs;
        const mean = means[phase];
        means[phase] = mean === undefined ? tookMs : mean + (tookMs - mean) * latestWeight;
      }
    },
    senders: () => {
      countUp();
      return { ...average };
    },
    now: (phase) => present[phase],
    meanMs: (phase) => means[phase] ?? null,
  };
}

function zeros(): Record<SendingPhase, number> {
  return { reading: 0, pace: 0, 'vtn-pace': 0, ledger: 0, answer: 0, retry: 0 };
}
