import { readFileSync } from 'node:fs';

/**
 * The peak of this process's resident memory, in bytes. Linux counts it anew for each program; `maxRSS` does not:
 * a program started by a larger one begins with the peak of that one.
 */
export function peakMemoryBytes() {
  try {
    const kilobytes = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}
