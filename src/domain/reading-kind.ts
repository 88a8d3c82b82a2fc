/**
 * What a value says: the energy (or volume) of its interval, the mean power over it, or the state of a
 * cumulative register at an instant, of which only differences are intervals.
 */
export const readingKinds = ['interval', 'power', 'register'] as const;

export type ReadingKind = (typeof readingKinds)[number];
