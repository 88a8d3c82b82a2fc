import type { UploadMoment } from '../../src/practice-vtn/upload-watch.ts';

/** Which intervals a VTN has answered for with 201 and their whole count: the only ones that may be confirmed. */
export interface Acknowledged {
  note(moment: UploadMoment): void;
  has(resource: string, startMs: number): boolean;
}

export function createAcknowledged(): Acknowledged {
  const starts = new Map<string, Set<number>>();
  return {
    note: ({ at, resource, startsMs }) => {
      if (at !== 'acknowledged' && at !== 'deleted') return;
      const known = starts.get(resource) ?? new Set<number>();
      starts.set(resource, known);
      for (const startMs of startsMs) {
        if (at === 'acknowledged') known.add(startMs);
        else known.delete(startMs);
      }
    },
    has: (resource, startMs) => starts.get(resource)?.has(startMs) ?? false,
  };
}
