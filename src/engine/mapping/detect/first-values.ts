import type { MappingDocument } from '../../../contract/mapping-document.ts';
import type { Source } from '../../sources/source.ts';
import type { DatasetGroup } from './choose-dataset.ts';
import { evidenceRows } from './choose-zone.ts';
import { sentinelColumns, sentinelRows } from './find-sentinels.ts';
import { NumberColumns, readStampColumn } from './read-columns.ts';

/** The first values of a mapping's columns. A long file is gone through once for them and for its stamps. */
export class FirstValues {
  readonly #source: Source;
  readonly #dataset: string;
  readonly #numbers: NumberColumns;
  #isRead = false;

  constructor(
    source: Source,
    { profile }: DatasetGroup,
    mapping: Pick<MappingDocument, 'dayColumns' | 'values' | 'decimal' | 'missing'>,
  ) {
    this.#source = source;
    this.#dataset = profile.dataset.name;
    const columns = [...mapping.dayColumns.slice(0, 1), ...mapping.values]
      .map(({ column }) => column)
      .filter((column) => column !== '');
    this.#numbers = new NumberColumns(columns.slice(0, sentinelColumns), mapping);
  }

  /** The stamps of as many rows as tell the zone; the values are read on the way. */
  readBeside(stamp: { readonly columns: readonly string[]; readonly pattern: string }): Float64Array {
    const beside = this.#isRead ? null : { numbers: this.#numbers, to: sentinelRows };
    this.#isRead = true;
    return readStampColumn(this.#source, this.#dataset, stamp, evidenceRows, beside);
  }

  /** Each column's values, read now when no stamps were. */
  values(): { readonly name: string; readonly numbers: Float64Array }[] {
    const { names } = this.#numbers;
    if (!this.#isRead && names.length > 0) {
      const request = { dataset: this.#dataset, columns: names, from: 0, to: sentinelRows };
      for (const { columns, rows } of this.#source.read(request)) this.#numbers.take(columns, rows);
    }
    this.#isRead = true;
    return this.#numbers.whole().map((numbers, place) => ({ name: names[place] ?? '', numbers }));
  }
}
