import type { VtnResource } from '../../contract/profile-shapes.ts';
import type { Clock } from '../ports/clock.ts';

/** Lists of resources as they were read last, so that paging and filtering need not ask the VTN each time. */
export interface ResourceLists {
  read(key: string, load: () => Promise<VtnResource[]>): Promise<readonly VtnResource[]>;
  /** The VTN has others since: the next reader asks it. */
  forget(): void;
}

const freshForMs = 60_000;

export function createResourceLists(clock: Clock): ResourceLists {
  let held: { readonly key: string; readonly atMs: number; readonly list: Promise<VtnResource[]> } | null =
    null;
  return {
    read: (key, load) => {
      if (held !== null && held.key === key && clock.now() - held.atMs < freshForMs) return held.list;
      const reading = { key, atMs: clock.now(), list: load() };
      held = reading;
      reading.list.catch(() => {
        // Whoever asks next tries again.
        if (held === reading) held = null;
      });
      return reading.list;
    },
    forget: () => {
      held = null;
    },
  };
}
