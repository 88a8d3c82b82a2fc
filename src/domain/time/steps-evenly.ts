/** Fewer steps than this show no rhythm. */
const leastSteps = 6;

/**
 * Whether most numbers that differ from the one before differ by the same step, as times of day do but for the
 * turn of the day. Too few steps to tell count as even; numbers that never change do not.
 */
export function stepsEvenly(numbers: readonly number[]): boolean {
  const steps = new Map<number, number>();
  let moves = 0;
  for (let place = 1; place < numbers.length; place++) {
    const step = Math.round(((numbers[place] ?? 0) - (numbers[place - 1] ?? 0)) * 1000) / 1000;
    if (step === 0) continue;
    moves++;
    steps.set(step, (steps.get(step) ?? 0) + 1);
  }
  if (moves < leastSteps) return moves > 0;
  return Math.max(...steps.values()) >= 0.6 * moves;
}
