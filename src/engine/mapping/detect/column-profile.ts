import { isMissingMarker, recogniseNumbers } from '../../../domain/number-text.ts';
import type { RecognisedNumbers } from '../../../domain/number-text.ts';
import type { Source, SourceColumn, SourceDataset, SourceValue } from '../../sources/source.ts';
import { headerWords } from './header-words.ts';

/** What a column shows of itself in a sample of its rows. */
export interface ColumnProfile {
  readonly name: string;
  /** Place among the columns of its dataset. */
  readonly place: number;
  readonly column: SourceColumn;
  /** The name in plain words, see `headerWords`. */
  readonly words: string;
  /** Sampled cells as text, in row order; empty where there is none. All columns have the same rows. */
  readonly texts: readonly string[];
  /** Cells that hold something else than a usual marker of a missing value. */
  readonly filled: number;
  /** How often each filled text occurs; of at most `distinctLimit` texts. */
  readonly counts: ReadonlyMap<string, number>;
  readonly numbers: RecognisedNumbers;
  /** Numbers by type in the file itself, not texts that look like some. */
  readonly isTyped: boolean;
}

export interface DatasetProfile {
  readonly dataset: SourceDataset;
  readonly columns: readonly ColumnProfile[];
  /** Sampled rows. */
  readonly rows: number;
  /** How many of them are the first rows, without a hole between them. */
  readonly headRows: number;
}

const headRows = 2000;
const laterRows = 500;
/** Beyond this a text file is not read for the sake of some samples from its middle and end. */
const nearRows = 300_000;
/** Cells of one sample over all columns. */
const cellBudget = 1_500_000;
const columnLimit = 4000;
const distinctLimit = 400;

/**
 * Samples a dataset: 2,000 rows from its head, 500 from its middle and 500 from its end, fewer of very wide ones
 * and only the head of very long text. `from` is the row that the head begins with. Columns that hold secrets are left out.
 *
 * @throws AppError source/dataset-unreadable and the like from the source
 */
export function profileDataset(source: Source, name: string, from = 0): DatasetProfile {
  const dataset = source.describe(name);
  const open = dataset.columns.filter((column) => !column.secret).slice(0, columnLimit);
  const names = open.map((column) => column.name);
  const texts: string[][] = names.map(() => []);
  const most = Math.max(60, Math.floor(cellBudget / Math.max(1, open.length)));
  const head = Math.min(headRows, most);
  const spans: [number, number][] = [[from, from + head]];
  const isNear = dataset.rows <= nearRows || source.kind === 'hdf5';
  if (isNear && dataset.rows > head && most > headRows) {
    const middle = Math.max(from + head, Math.floor(dataset.rows / 2));
    spans.push([middle, Math.min(middle + laterRows, dataset.rows)]);
    spans.push([Math.max(middle + laterRows, dataset.rows - laterRows), dataset.rows]);
  }
  let typed = names.map(() => false);
  for (const [first, to] of spans) {
    if (names.length === 0 || to <= first) continue;
    for (const batch of source.read({ dataset: name, columns: names, from: first, to })) {
      typed = batch.columns.map((cells, place) => takeTexts(cells, texts[place] ?? []));
    }
  }
  const columns = open.map((column, place) =>
    profileColumn(column, dataset.columns.indexOf(column), texts[place] ?? [], typed[place] === true),
  );
  const rows = texts[0]?.length ?? 0;
  return { dataset, columns, rows, headRows: Math.min(rows, head) };
}

/** The column of a sample; made by hand in tests of single rules. */
export function profileColumn(
  column: SourceColumn,
  place: number,
  texts: readonly string[],
  isTyped = false,
): ColumnProfile {
  const counts = new Map<string, number>();
  let filled = 0;
  for (const text of texts) {
    if (text === '' || isMissingMarker(text)) continue;
    filled++;
    const count = counts.get(text);
    if (count !== undefined) counts.set(text, count + 1);
    else if (counts.size < distinctLimit) counts.set(text, 1);
  }
  return {
    name: column.name,
    place,
    column,
    words: headerWords(column.name),
    texts,
    filled,
    counts,
    numbers: recogniseNumbers(texts),
    isTyped,
  };
}

/** The share of filled cells that are numbers, 0-1; 0 for an empty column. */
export function numberShare({ numbers }: ColumnProfile): number {
  const told = numbers.numbers + numbers.other;
  return told === 0 ? 0 : numbers.numbers / told;
}

/** Up to so many different filled texts, first seen first. */
export function examples({ counts }: ColumnProfile, most = 3): string[] {
  return [...counts.keys()].slice(0, most);
}

/** Adds a batch's cells as texts; true when they are numbers by type. */
function takeTexts(cells: Float64Array | readonly SourceValue[], texts: string[]): boolean {
  let numeric = 0;
  let others = 0;
  for (const cell of cells) {
    if (typeof cell === 'number') {
      numeric++;
      texts.push(Number.isFinite(cell) ? String(cell) : '');
    } else if (cell === null) {
      texts.push('');
    } else {
      others++;
      texts.push(String(cell));
    }
  }
  return numeric > 0 && others === 0;
}
