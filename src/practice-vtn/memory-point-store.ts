import type { Interval } from '../domain/interval.ts';
import { qualityCodes } from '../domain/quality-code.ts';
import type { PointColumns } from './check-intervals.ts';
import type {
  Deletion,
  Endpoint,
  PointStore,
  StartRange,
  StoredSeries,
  StoreFigures,
} from './point-store.ts';
import { StoredColumns } from './stored-columns.ts';

/** Keeps the points in memory, 30 bytes each: about a million a second are written. For long runs and benches. */
export class MemoryPointStore implements PointStore {
  readonly #series: Readonly<Record<Endpoint, Map<string, StoredColumns>>> = {
    bulk: new Map(),
    regular: new Map(),
  };
  /** Report ids by the number that stands for them; the first is none. */
  readonly #reports: (string | null)[] = [null];

  write(
    { endpoint, resource }: StoredSeries,
    reportId: string | null,
    points: PointColumns,
    count: number,
  ): void {
    const stored = this.#series[endpoint].get(resource) ?? new StoredColumns();
    this.#series[endpoint].set(resource, stored);
    stored.write(points, count, this.#numberOf(reportId));
  }

  delete(series: StoredSeries, points: PointColumns): Deletion {
    const stored = this.#columnsOf(series);
    const places = new Set<number>();
    let left = 0;
    for (const [index, startMs] of points.startMs.entries()) {
      const at = stored?.find(startMs) ?? -1;
      if (stored === undefined || at < 0 || places.has(at)) continue;
      const { endMs, value, quality } = stored.at(at);
      const isSame =
        endMs === points.endMs[index] && value === points.value[index] && quality === points.quality[index];
      if (isSame) places.add(at);
      else left += 1;
    }
    stored?.remove(places);
    return { deleted: places.size, left };
  }

  read(series: StoredSeries, { fromMs, toMs }: StartRange, limit: number): Interval[] {
    const stored = this.#columnsOf(series);
    if (stored === undefined) return [];
    const first = stored.firstFrom(fromMs);
    const found = Math.max(0, stored.firstFrom(toMs) - first);
    return Array.from({ length: limit < 0 ? found : Math.min(found, limit) }, (_, offset) => {
      const { startMs, endMs, value, quality } = stored.at(first + offset);
      return { startMs, endMs, value, quality: qualityCodes[quality] ?? 'GOOD' };
    });
  }

  count(series: StoredSeries, { fromMs, toMs }: StartRange): number {
    const stored = this.#columnsOf(series);
    return stored === undefined ? 0 : Math.max(0, stored.firstFrom(toMs) - stored.firstFrom(fromMs));
  }

  resources(endpoint: Endpoint): string[] {
    const stored = [...this.#series[endpoint]].filter(([, { size }]) => size > 0);
    return stored.map(([resource]) => resource).sort();
  }

  forget({ endpoint, resource }: StoredSeries): void {
    this.#series[endpoint].delete(resource);
  }

  figures(): StoreFigures {
    const sum = { points: 0, rewrites: 0, changedRewrites: 0 };
    for (const stored of [...this.#series.bulk.values(), ...this.#series.regular.values()]) {
      const { points, rewrites, changedRewrites } = stored.figures();
      sum.points += points;
      sum.rewrites += rewrites;
      sum.changedRewrites += changedRewrites;
    }
    return sum;
  }

  #columnsOf({ endpoint, resource }: StoredSeries): StoredColumns | undefined {
    return this.#series[endpoint].get(resource);
  }

  #numberOf(reportId: string | null): number {
    const known = this.#reports.indexOf(reportId);
    return known >= 0 ? known : this.#reports.push(reportId) - 1;
  }
}
