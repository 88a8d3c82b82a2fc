import { create } from 'zustand';

/** The series that each draft's Preview shows, so that other pages can lead to it. */
export const useShownSeries = create<{ readonly byDraft: Readonly<Record<string, string>> }>(() => ({
  byDraft: {},
}));

export function showSeries(draftId: string, series: string | null): void {
  useShownSeries.setState(({ byDraft }) => ({
    byDraft: Object.fromEntries([
      ...Object.entries(byDraft).filter(([id]) => id !== draftId),
      ...(series === null ? [] : [[draftId, series]]),
    ]) as Record<string, string>,
  }));
}
