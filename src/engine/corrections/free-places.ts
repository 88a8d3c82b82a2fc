import { addedWithin, seriesOfSameResource, stateOfInterval } from '../ledger/correction-reads.ts';
import { readSeries } from '../ledger/job-reads.ts';
import type { SeriesRecord } from '../ledger/job-reads.ts';
import { isoOf } from '../ledger/refused-interval.ts';
import { readingSpec } from '../jobs/reading-spec.ts';
import type { PlannedParts } from './planned-intervals.ts';

/** An interval that a person wants to add. */
export interface WantedPlace {
  readonly seriesIds: readonly number[];
  readonly startMs: number;
  readonly endMs: number;
}

interface TakenTime {
  readonly startMs: number;
  readonly endMs: number;
}

const planWords: Record<string, string> = {
  confirmed: 'is already confirmed',
  rejected: 'was refused by the VTN: correct the row of that interval instead',
  uncertain: 'is already on its way',
  sending: 'is already on its way',
  unsent: 'is already in line',
};

/** Finds out whether a time is free at the VTN resources that a job sends to, as far as the job itself knows. */
export class FreePlaces {
  readonly #parts: PlannedParts;
  readonly #series = new Map<number, readonly SeriesRecord[]>();
  /** What this list has taken, by VTN resource. */
  readonly #taken = new Map<string, TakenTime[]>();

  constructor(parts: PlannedParts) {
    this.#parts = parts;
  }

  /** Takes the place; a sentence when it is not free. Rejects with source/* when a source cannot be read. */
  async take({ seriesIds, startMs, endMs }: WantedPlace): Promise<string | null> {
    const resources = new Set<string>();
    for (const seriesId of seriesIds) {
      for (const record of this.#sharing(seriesId)) {
        resources.add(record.resourceId);
        const reason = await this.#meetsPlanned(record, startMs, endMs);
        if (reason !== null) return reason;
      }
    }
    const wanted = { startMs, endMs };
    for (const resource of resources) {
      const other = findMet(this.#taken.get(resource) ?? [], wanted);
      if (other !== null) return `Another row of this list is for ${isoOf(other.startMs)}.`;
    }
    for (const resource of resources) {
      const taken = this.#taken.get(resource) ?? [];
      taken.splice(placeOf(taken, startMs), 0, wanted);
      this.#taken.set(resource, taken);
    }
    return null;
  }

  #sharing(seriesId: number): readonly SeriesRecord[] {
    const known = this.#series.get(seriesId);
    if (known !== undefined) return known;
    const { ledger, job } = this.#parts;
    const found = ledger.read((database) => {
      const ids = seriesOfSameResource(database, job.id, [seriesId]).map(({ id }) => id);
      return readSeries(database, job.id, ids);
    });
    this.#series.set(seriesId, found);
    return found;
  }

  async #meetsPlanned(record: SeriesRecord, startMs: number, endMs: number): Promise<string | null> {
    const { ledger, job, sources, reader } = this.#parts;
    const address = { source: record.source, path: record.datasetPath };
    const spec = readingSpec(job.request, sources, address, record.minus, record.staged);
    const [found = -1] = await reader.overlapping(spec, [startMs], [endMs]);
    return ledger.read((database) => {
      const index = found >= 0 ? found : (addedWithin(database, record.id, startMs, endMs) ?? -1);
      if (index < 0) return null;
      const state = stateOfInterval(database, record.id, index);
      return `There is an interval at ${isoOf(startMs)} already, which ${planWords[state] ?? 'is already planned'}.`;
    });
  }
}

/** Where a start belongs among times in order, none of which meets another. */
function placeOf(taken: readonly TakenTime[], startMs: number): number {
  let low = 0;
  let high = taken.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((taken[middle]?.startMs ?? 0) < startMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function findMet(taken: readonly TakenTime[], { startMs, endMs }: TakenTime): TakenTime | null {
  const at = placeOf(taken, startMs);
  const near = [taken[at - 1], taken[at]];
  return near.find((each) => each !== undefined && each.startMs < endMs && each.endMs > startMs) ?? null;
}
