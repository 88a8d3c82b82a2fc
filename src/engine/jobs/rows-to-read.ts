import { stat } from 'node:fs/promises';

/** Files up to this size are read whole at once; of larger ones the first page comes first. */
const wholeFileBytes = 128_000_000;

/** Rows that the first page is made of: enough to tell the interval length and to show some days. */
const firstPageRows = 10_000;

/** How many rows of a file are looked at before somebody asks for all of them; null for all. */
export async function rowsToRead(
  file: string,
  extent: 'auto' | 'first-page' | 'all',
  shown: number,
): Promise<number | null> {
  if (extent === 'all') return null;
  const rows = Math.max(firstPageRows, shown);
  if (extent === 'first-page') return rows;
  const { size } = await stat(file);
  return size > wholeFileBytes ? rows : null;
}
