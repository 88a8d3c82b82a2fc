const sampleLimit = 8192;

/** Quantiles of a sample taken evenly over all values that count; null when fewer than `atLeast` do. */
export function sampledQuantiles(
  length: number,
  valueAt: (index: number) => number,
  shares: readonly number[],
  atLeast: number,
): number[] | null {
  const stride = Math.max(1, Math.floor(length / sampleLimit));
  const sample: number[] = [];
  for (let index = 0; index < length; index += stride) {
    const value = valueAt(index);
    if (!Number.isNaN(value)) sample.push(value);
  }
  if (sample.length < atLeast) return null;
  const sorted = Float64Array.from(sample).sort();
  return shares.map((share) => sorted[Math.floor(share * (sorted.length - 1))] as number);
}
