import type { SeriesFilter, SeriesRow, SeriesSort } from '../../contract/series-shapes.ts';
import { describeRow, intervalsOf, problemOf, registrationOf } from './series-facts.ts';
import { rejectedOf, scanOf, stateOf } from './series-facts.ts';
import type { Registration, SeriesSource, SeriesState } from './series-facts.ts';
import { sortInTurns } from './sort-in-turns.ts';

/** Which series are chosen: 1 at the position of each that is. A new array with every choice. */
export type ChosenFlags = Uint8Array;

/** All series of a draft as a grid: found, filtered and sorted by their positions, without an object a row. */
export interface SeriesTable {
  readonly count: number;
  /** Position of a series, or null. */
  positionOf(series: string): number | null;
  idAt(position: number): string;
  rowAt(position: number, chosen: boolean): SeriesRow;
  /** Positions of the series that match, in the order asked for. */
  list(filter: SeriesFilter, sort: SeriesSort, chosen: ChosenFlags): Promise<Int32Array>;
  /** Intervals of the chosen series that can be sent. */
  chosenIntervals(chosen: ChosenFlags): number;
  /** Puts the rows in order by name, which takes longest, before somebody asks for it. */
  warmUp(): void;
}

const listsKept = 8;

const states: readonly SeriesState[] = ['ready', 'empty', 'skipped'];
const registrations: readonly Registration[] = ['registered', 'listed', 'unregistered', 'invalid'];

interface KeptList {
  readonly key: string;
  /** Of whom the list was made; null when the filter does not ask who is chosen. */
  readonly chosen: ChosenFlags | null;
  readonly positions: Int32Array;
}

export function createSeriesTable(source: SeriesSource): SeriesTable {
  const { series } = source;
  const columns = columnsOf(source);
  const positions = once(() => new Map(series.map(({ loadId }, position) => [loadId, position])));
  const orders = new Map<SeriesSort['by'], Promise<Int32Array>>();
  const texts = once(() => searchTexts(source));
  let kept: readonly KeptList[] = [];
  const orderBy = (by: SeriesSort['by']): Promise<Int32Array> => {
    const known = orders.get(by) ?? sortBy(source, columns, by);
    orders.set(by, known);
    return known;
  };
  return {
    count: series.length,
    positionOf: (id) => positions().get(id) ?? null,
    idAt: (position) => series[position]?.loadId ?? '',
    rowAt: (position, chosen) => {
      const each = series[position];
      if (each === undefined) throw new RangeError(`There is no row ${position}.`);
      return describeRow(source, each, chosen);
    },
    list: async (filter, sort, flags) => {
      const key = JSON.stringify([filter, sort]);
      const chosen = filter.chosen === null ? null : flags;
      const found = kept.find((list) => list.key === key && list.chosen === chosen);
      if (found !== undefined) return found.positions;
      const order = await orderBy(sort.by);
      const matches = createMatcher(source, columns, filter, texts, flags);
      const list = { key, chosen, positions: walk(order, sort.descending, matches) };
      kept = [list, ...kept.filter((other) => other.key !== key)].slice(0, listsKept);
      return list.positions;
    },
    chosenIntervals: (chosen) => {
      let sum = 0;
      for (let position = 0; position < series.length; position++)
        if (chosen[position] === 1) sum += columns.sendable[position] as number;
      return sum;
    },
    warmUp: () => void orderBy('name'),
  };
}

function sortBy(source: SeriesSource, columns: Columns, by: SeriesSort['by']): Promise<Int32Array> {
  const count = source.series.length;
  if (by === 'order') return Promise.resolve(Int32Array.from({ length: count }, (_, position) => position));
  return sortInTurns(count, comparison(source, columns, by));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

interface Columns {
  readonly state: Uint8Array;
  readonly registration: Uint8Array;
  /** Intervals that can be sent. */
  readonly sendable: Float64Array;
}

function columnsOf(source: SeriesSource): Columns {
  return {
    state: Uint8Array.from(source.series, (each) => states.indexOf(stateOf(each))),
    registration: Uint8Array.from(source.series, (each) =>
      registrations.indexOf(registrationOf(source, each)),
    ),
    sendable: Float64Array.from(source.series, (each) => (stateOf(each) === 'ready' ? each.planned : 0)),
  };
}

/** What a search looks through, a line a series. */
function searchTexts({ series }: SeriesSource): string[] {
  return series.map(({ name, ven, meter, loadId, resourceId }) =>
    `${name}\n${ven}\n${meter ?? ''}\n${loadId}\n${resourceId ?? ''}`.toLowerCase(),
  );
}

function walk(order: Int32Array, isReversed: boolean, matches: (position: number) => boolean): Int32Array {
  const found = new Int32Array(order.length);
  let count = 0;
  for (let nth = 0; nth < order.length; nth++) {
    const position = order[isReversed ? order.length - 1 - nth : nth] as number;
    if (matches(position)) found[count++] = position;
  }
  return found.slice(0, count);
}

function createMatcher(
  source: SeriesSource,
  columns: Columns,
  filter: SeriesFilter,
  texts: () => readonly string[],
  chosen: ChosenFlags,
): (position: number) => boolean {
  const tests: ((position: number) => boolean)[] = [];
  const { series } = source;
  const vens = new Set(filter.vens);
  if (filter.state !== null) {
    const state = states.indexOf(filter.state);
    tests.push((position) => columns.state[position] === state);
  }
  if (filter.registration !== null) {
    const registration = registrations.indexOf(filter.registration);
    tests.push((position) => columns.registration[position] === registration);
  }
  if (filter.chosen !== null) {
    const wanted = Number(filter.chosen);
    tests.push((position) => chosen[position] === wanted);
  }
  if (vens.size > 0) tests.push((position) => vens.has(series[position]?.ven ?? ''));
  if (filter.code !== null) tests.push(hasCode(source, filter.code));
  const text = filter.text.trim().toLowerCase();
  if (text !== '') {
    const lines = texts();
    tests.push((position) => (lines[position] ?? '').includes(text));
  }
  return (position) => tests.every((test) => test(position));
}

function hasCode(source: SeriesSource, code: string): (position: number) => boolean {
  return (position) => {
    const series = source.series[position];
    if (series === undefined) return false;
    if (problemOf(series)?.code === code) return true;
    return scanOf(source, series)?.findings.some((finding) => finding.code === code) ?? false;
  };
}

const collator = new Intl.Collator('da', { numeric: true });

/** How two series compare by one column; those without a value come first. */
function comparison(
  source: SeriesSource,
  { state }: Columns,
  by: Exclude<SeriesSort['by'], 'order'>,
): (one: number, other: number) => number {
  const { series } = source;
  const byFigure = (figureOf: (each: (typeof series)[number]) => number) => {
    const figures = Float64Array.from(series, figureOf);
    return (one: number, other: number): number => (figures[one] as number) - (figures[other] as number);
  };
  const byStart = (pick: 'firstStartMs' | 'lastStartMs') =>
    byFigure((each) => (intervalsOf(source, each) === 0 ? 0 : (scanOf(source, each)?.[pick] ?? 0)));
  switch (by) {
    case 'name':
      return (one, other) => collator.compare(series[one]?.name ?? '', series[other]?.name ?? '');
    case 'ven': {
      const ranks = rankTexts(series.map(({ ven }) => ven));
      return byFigure(({ ven }) => ranks.get(ven) ?? 0);
    }
    case 'intervals':
      return byFigure((each) => intervalsOf(source, each));
    case 'firstStart':
    case 'lastStart':
      return byStart(`${by}Ms`);
    case 'gaps':
      return byFigure((each) => scanOf(source, each)?.missing ?? 0);
    case 'rejected':
      return byFigure((each) => rejectedOf(source, each));
    case 'state':
      return (one, other) => (state[one] as number) - (state[other] as number);
  }
}

function rankTexts(texts: readonly string[]): Map<string, number> {
  const sorted = [...new Set(texts)].sort(collator.compare);
  return new Map(sorted.map((text, rank) => [text, rank]));
}
