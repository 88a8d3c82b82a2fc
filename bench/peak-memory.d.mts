export function peakMemoryBytes(): number;
