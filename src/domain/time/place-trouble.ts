/** Why a row has no sure place in time. */
export const placeTrouble = {
  fine: 0,
  /** No time could be read. */
  untimed: 1,
  /** A value at a wall time that the clocks skipped. */
  skippedHour: 2,
  /** No value at a wall time that the clocks skipped: the row belongs to no interval. */
  skippedBlank: 3,
  /** Its end is not after its start, and no autumn hour explains it. */
  endBeforeStart: 4,
} as const;

const sentences = [
  'The row has its place in time.',
  'The row has no time that could be read.',
  'The clocks skipped this hour in spring, yet the row has a value.',
  'The clocks skipped this hour in spring; the row has no value.',
  'The interval ends before it starts.',
];

/** A sentence for people about a code of `placeTrouble`. */
export function describePlaceTrouble(code: number): string {
  return sentences[code] ?? `Unknown trouble ${code}.`;
}
