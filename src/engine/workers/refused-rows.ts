import { PlaceList } from '../../domain/settle/odd-places.ts';
import type { OddPlaces } from '../../domain/settle/odd-places.ts';
import type { SeriesPart } from '../../domain/settle/settle-placed.ts';
import type { RejectedRow } from '../../contract/inspection-shapes.ts';
import type { MappedReading } from './mapped-files.ts';
import type { ReadingSpec } from './reader.ts';
import type { MappingDocument } from '../../contract/mapping-document.ts';
import { placeMapped } from './settle-mapped.ts';

/**
 * The rows and cells of a mapped series that its mapping could not read. They became no readings, so settling knows
 * nothing of them: they stand at the time of the row before, or of the other cells of the same row.
 */
export function locateRefused(
  reading: MappedReading,
  spec: ReadingSpec & { readonly mapping: MappingDocument },
): OddPlaces {
  const list = new PlaceList();
  const { dataset, mapping, intervalMs } = spec;
  let placed: readonly SeriesPart[] | null = null;
  const parts = (): readonly SeriesPart[] =>
    (placed ??= placeMapped(reading.series(dataset) ?? { parts: [] }, mapping, intervalMs));
  for (const refused of reading.rejectsOf(dataset, () => parts()[0]?.raw.rows ?? null)) {
    list.add('rejected', () => {
      const [first] = parts();
      const atMs = first === undefined ? null : timeOfRow(first, refused.row);
      return { atMs, endMs: null, row: refused.row, text: sentence(refused) };
    });
  }
  return list;
}

function sentence({ field, text, reason }: RejectedRow): string {
  return text === '' ? reason : `${reason} ${field === '' ? 'It' : field} is "${text}".`;
}

function timeOfRow({ raw, placed }: SeriesPart, row: number): number | null {
  const rows = raw.rows ?? Float64Array.from(raw.values, (_, at) => at);
  let from = 0;
  let to = rows.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((rows[middle] as number) < row) from = middle + 1;
    else to = middle;
  }
  for (let at = rows[from] === row ? from : from - 1; at >= 0; at--) {
    const start = placed.startMs[at] as number;
    if (Number.isFinite(start)) return start;
  }
  return null;
}
