/**
 * The most frequent step between neighbours; of equally frequent ones the smaller. Null when there are fewer
 * than two starts. `starts` are epoch ms, ascending, each once.
 */
export function inferIntervalMs(starts: Float64Array): number | null {
  if (starts.length < 2) return null;
  const candidate = majorityStep(starts);
  if (countSteps(starts, candidate) * 2 > starts.length - 1) return candidate;
  return mostFrequentStep(starts);
}

/** The share of steps that are a whole number of intervals, 0-1; 1 for fewer than two starts. */
export function regularityOf(starts: Float64Array, intervalMs: number): number {
  const steps = starts.length - 1;
  if (steps < 1) return 1;
  let regular = 0;
  for (let index = 1; index <= steps; index++) {
    const intervals = ((starts[index] as number) - (starts[index - 1] as number)) / intervalMs;
    if (Math.floor(intervals) === intervals) regular++;
  }
  return regular / steps;
}

/** The only step that can hold a majority (Boyer and Moore's vote): nearly every series has one. */
function majorityStep(starts: Float64Array): number {
  let candidate = 0;
  let votes = 0;
  for (let index = 1; index < starts.length; index++) {
    const step = (starts[index] as number) - (starts[index - 1] as number);
    if (votes === 0) candidate = step;
    votes += step === candidate ? 1 : -1;
  }
  return candidate;
}

function countSteps(starts: Float64Array, wanted: number): number {
  let count = 0;
  for (let index = 1; index < starts.length; index++) {
    if ((starts[index] as number) - (starts[index - 1] as number) === wanted) count++;
  }
  return count;
}

function mostFrequentStep(starts: Float64Array): number {
  const steps = new Float64Array(starts.length - 1);
  for (let index = 0; index < steps.length; index++) {
    steps[index] = (starts[index + 1] as number) - (starts[index] as number);
  }
  steps.sort();
  let best = steps[0] as number;
  let bestCount = 0;
  for (let from = 0, to = 0; from < steps.length; from = to) {
    while (to < steps.length && steps[to] === steps[from]) to++;
    if (to - from > bestCount) [best, bestCount] = [steps[from] as number, to - from];
  }
  return best;
}
