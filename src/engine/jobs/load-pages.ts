import { LoadHash } from '../mapping/hash-loads.ts';
import type { LoadRecord, Reader } from '../workers/reader.ts';

/** Rows that cross from the reader's thread at once: its memory does not grow with the site. */
const pageRows = 2000;

/**
 * The loads of a resource database, in its order, a page at a time: of 116,000 nobody keeps more than needed. Names
 * and ids that many loads share are one text: such a site has 19,000 resources and 287 VENs.
 */
export async function* readLoadPages(
  reader: Reader,
  databasePath: string,
): AsyncGenerator<LoadRecord[], undefined> {
  const texts = new Map<string, string>();
  const once = (text: string): string => {
    const kept = texts.get(text);
    if (kept === undefined) texts.set(text, text);
    return kept ?? text;
  };
  for (let offset = 0; ; offset += pageRows) {
    const page = await reader.readLoads(databasePath, offset, pageRows);
    yield page.map((load) => ({
      ...load,
      ven: once(load.ven),
      component: once(load.component),
      meterId: once(load.meterId),
    }));
    if (page.length < pageRows) return;
  }
}

/** The hash over the loads with these ids, as `LoadHash` has it. */
export async function hashLoadsWithIds(
  reader: Reader,
  databasePath: string,
  ids: ReadonlySet<string>,
): Promise<string> {
  const hash = new LoadHash();
  for await (const page of readLoadPages(reader, databasePath))
    for (const load of page) if (ids.has(load.loadId)) hash.add(load);
  return hash.digest();
}

/** The loads with these ids, by id. */
export async function readLoadsWithIds(
  reader: Reader,
  databasePath: string,
  ids: ReadonlySet<string>,
): Promise<Map<string, LoadRecord>> {
  const loads = new Map<string, LoadRecord>();
  for await (const page of readLoadPages(reader, databasePath))
    for (const load of page) if (ids.has(load.loadId)) loads.set(load.loadId, load);
  return loads;
}
