import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So many series leave some ten MB behind. */
const manySeries = 10_000;

let collect: (() => void) | null = null;

/**
 * Lets V8 collect, at the next turn, what work over so many series has left behind. By itself it waits until its heap has
 * grown as much again: an engine that has planned the largest site known would keep that through its whole upload.
 */
export function collectAfter(series: number): void {
  if (series < manySeries) return;
  setImmediate(() => {
    collect ??= exposeCollector();
    collect();
  });
}

/** V8's own collector, which Node gives away only when it is told to. */
function exposeCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const exposed = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  return exposed;
}
