import { create } from 'zustand';

/** The reason by which each job's rejects are shown, so that other parts can lead to them. */
export const useShownReasons = create<{ readonly byJob: Readonly<Record<string, string | null>> }>(() => ({
  byJob: {},
}));

/** @param reason null shows all */
export function showReason(jobId: string, reason: string | null): void {
  useShownReasons.setState(({ byJob }) => ({ byJob: { ...byJob, [jobId]: reason } }));
}
